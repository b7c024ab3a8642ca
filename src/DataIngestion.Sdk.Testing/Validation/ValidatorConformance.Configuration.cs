using Apache.Arrow;
using DataIngestion.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <content>What a validator says about itself and to people.</content>
public abstract partial class ValidatorConformance
{
    private const string SecretText = "Zq7marker";
    private const int SecretNumber = 86753091;

    /// <summary>A check of the same configuration has the same name, also after a run.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Name_SameConfiguration_IsTheSame() => ForEachAsync(async sample =>
    {
        string name = sample.Validator.Name;
        sample.Require(!string.IsNullOrWhiteSpace(name), "it has no name");
        sample.Require(sample.Case.Create().Name == name, "another one of the same configuration has another name");
        await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        sample.Require(sample.Validator.Name == name, "its name changed in a run");
    });

    /// <summary>Checks of different configurations have different names: of two with one name only one is run.</summary>
    [Fact]
    public void Name_OtherConfiguration_IsAnother()
    {
        string[] names = [.. Cases().Select(each => each.Create().Name)];
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            Assert.Fail($"Two cases have the name '{twice.Key}': a name holds all arguments of its check.");
        }
    }

    /// <summary>A column that is not there is found before a row is read, and named.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Begin_ColumnIsNotThere_ThrowsArgumentExceptionNamingIt() => ForEachAsync(sample =>
    {
        foreach (string column in sample.Validator.Columns)
        {
            Schema lacking = new([new Field("(unrelated)", Apache.Arrow.Types.Int64Type.Default, true), .. sample.Rows.Schema.FieldsList.Where(field => field.Name != column)], null);
            Exception? fault = Record(() => sample.Begin(lacking));
            sample.Require(fault is ArgumentException && fault.Message.Contains(column, StringComparison.Ordinal), $"Begin without the column '{column}' {Describe(fault)} instead of an ArgumentException that names it");
        }

        return default;
    });

    /// <summary>A type that the check cannot read is found before a row is read, with the column's name; any other it can read.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Begin_ColumnOfAnotherType_ThrowsNamingItOrReadsIt() => ForEachAsync(async sample =>
    {
        foreach (string column in sample.Validator.Columns)
        {
            foreach (IArrowArray other in OtherTypes.Than(sample.Rows.Column(column).Data.DataType, sample.Rows.Length))
            {
                RecordBatch rows = Rows.Replace(sample.Rows, (name, array) => name == column ? other : array);
                if (Record(() => sample.Begin(rows.Schema)) is not { } fault)
                {
                    await RequireReadable(sample, rows, column, other).ConfigureAwait(false);
                    continue;
                }

                bool named = fault is ArgumentException && fault.Message.Contains(column, StringComparison.Ordinal);
                sample.Require(named, $"Begin with '{column}' of type {other.Data.DataType.Name} {Describe(fault)} instead of an ArgumentException that names the column");
            }
        }
    });

    /// <summary>The message holds no value of the data. Values that are measured, as of a check of the whole delivery, are looked at in text only.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_Message_HoldsNoValueOfTheData() => ForEachAsync(async sample =>
    {
        bool numbers = sample.Validator.Scope == CheckScope.Row;
        RecordBatch rows = Rows.Replace(sample.Rows, (_, array) => Secret(array, numbers));
        string message = (await sample.RunAsync(rows).ConfigureAwait(false)).Outcome.Message;
        bool told = message.Contains(SecretText, StringComparison.OrdinalIgnoreCase) || message.Contains($"{SecretNumber}", StringComparison.Ordinal);
        sample.Require(!told, $"its message holds a value of the data: '{message}'");
        sample.Require(!string.IsNullOrWhiteSpace(message), "it has no message");
    });

    /// <summary>The check of a second pass has the name and columns of the first and asks for no third.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task ForSecondPass_Validator_IsTheSameCheck() => ForEachAsync(async sample =>
    {
        CheckState state = sample.Begin();
        state.Observe(Repeated(sample.Rows));
        await state.CompleteAsync().ConfigureAwait(false);
        if ((sample.Validator as ITwoPassValidator)?.ForSecondPass(state.State) is { } second)
        {
            sample.Require(second.Name == sample.Validator.Name && second.Columns.SequenceEqual(sample.Validator.Columns), "its second pass has another name or other columns");
            sample.Require(second is not ITwoPassValidator, "its second pass asks for a third");
        }
    });

    private static async ValueTask RequireReadable(Sample sample, RecordBatch rows, string column, IArrowArray other)
    {
        Exception? fault = await Expect.FaultAsync(async () => await sample.RunAsync([[rows, Rows.Missing(rows, _ => true)]], rows.Schema).ConfigureAwait(false)).ConfigureAwait(false);
        sample.Require(fault is null, $"Begin took '{column}' of type {other.Data.DataType.Name}, which {Describe(fault)} when it was read");
    }

    private static IArrowArray Secret(IArrowArray array, bool numbers) => array switch
    {
        StringArray text => Batches.Strings([.. Rows.Texts(text).Select(value => value is null ? null : SecretText)]),
        Int32Array whole when numbers => Batches.Int32([.. whole.Select(value => value is null ? (int?)null : SecretNumber)]),
        Int64Array whole when numbers => Batches.Int64([.. whole.Select(value => value is null ? (long?)null : SecretNumber)]),
        DoubleArray real when numbers => Batches.Float64([.. real.Select(value => value is null ? (double?)null : SecretNumber)]),
        _ => array,
    };

    private static Exception? Record(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // What it is decides the test.
            return fault;
        }
    }

    private static string Describe(Exception? fault) => fault is null ? "threw nothing" : $"threw {fault.GetType().Name} ('{fault.Message}')";
}
