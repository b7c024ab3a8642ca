using System.Numerics;
using Apache.Arrow;
using CsCheck;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class EncodedChecksTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    public static TheoryData<string, Action<ValidationBuilder>> Rules => new()
    {
        { "not_null", v => v.NotNull("x") },
        { "range", v => v.Range("x", "1234567", "b") },
        { "one_of", v => v.OneOf("x", "a", "", "ä", "12345678", new string('x', 70)) },
        { "one_of all", v => v.OneOf("x", "", "a", "b", "zz", "02138", "99501-77", "12", "ä", "😀😀😀", "12345678", "123456789", "Zweitname-4711", new string('x', 70)) },
        { "matches", v => v.Matches("x", "^[0-9a]") },
        { "unique", v => v.Unique("x") },
        { "row_count", v => v.RowCount(10, 60) },
        { "has_columns", v => v.HasColumns(("x", ColumnType.String)) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Observe_EncodedColumn_FailsTheRowsOfThePlainOne(string name, Action<ValidationBuilder> rule)
    {
        name.ShouldNotBeEmpty();
        IValidator check = Checks.Validator(rule);
        EncodedTexts.Pairs.Sample((plain, encoded) =>
        {
            (IReadOnlyList<int> expected, ValidationOutcome outcome) = Run(check, plain);
            (IReadOnlyList<int> failing, ValidationOutcome same) = Run(check, encoded);
            failing.ShouldBe(expected);
            same.ShouldBe(outcome);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Begin_EncodedFieldOfASchema_IsText()
    {
        Schema schema = Batches.Of(("x", EncodedTexts.Of(["a"], 1))).Schema;
        Checks.Failing(v => v.OneOf("x", "a"), EncodedTexts.Of(["a", "b"], 1)).ShouldBe([1]);
        Should.Throw<ArgumentException>(() => Checks.Validator(v => v.Range("x", 1, 2)).Begin(new ValidationContext(schema))).Message.ShouldContain("type string");
    }

    // The schema of the batch says what the contract says, whatever the array is.
    [Theory]
    [MemberData(nameof(Rules))]
    public void Observe_EncodedColumnUnderTheLogicalSchema_IsTakenByItsArray(string name, Action<ValidationBuilder> rule)
    {
        name.ShouldNotBeEmpty();
        IValidator check = Checks.Validator(rule);
        StringArray plain = Batches.Strings("a", "b", null, "b", "02138");
        RecordBatch batch = new(Batches.Of(("x", plain)).Schema, [EncodedTexts.Of(["a", "b", null, "b", "02138"], 3)], 5);
        RowFailures failures = new();
        check.Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        failures.Rows.ShouldBe(Run(check, plain).Failing);
    }

    [Fact]
    public async Task Matches_SlowEntries_CountAsManyRowsAsPlainText()
    {
        string slow = new string('a', 5_000) + "?";
        string?[] texts = ["ok", slow, null, slow, "ok!", slow];
        IValidator check = Checks.Validator(v => v.Matches("x", "^(?=a)[a-c]*[a-d]*[a-e]*!$", new MatchesOptions { MatchTimeout = TimeSpan.FromMilliseconds(2) }));
        foreach (IArrowArray column in new IArrowArray[] { Batches.Strings(texts), EncodedTexts.Of(texts, 1) })
        {
            IValidation state = check.Begin(new ValidationContext(Batches.Of(("x", column)).Schema));
            state.Observe(Batches.Of(("x", column)), new RowFailures());
            (await state.CompleteAsync(Token)).Message.ShouldContain("3 of them took longer");
        }
    }

    [Fact]
    public async Task Merge_TimeoutsOfManyChunks_GiveTheRuleUpForLaterForks()
    {
        RecordBatch batch = Batches.Of(("x", Batches.Strings([.. Enumerable.Repeat(new string('a', 5_000) + "?", 60)])));
        ValidationBuilder builder = new();
        builder.Matches("x", "^(?=a)[a-c]*[a-d]*[a-e]*!$", new MatchesOptions { MatchTimeout = TimeSpan.FromMilliseconds(1) });
        ValidationRun run = new(builder.Build(), batch.Schema, new ValidationRunOptions());
        for (int chunk = 0; chunk < 2; chunk++)
        {
            ValidationRun fork = run.Fork();
            Observe(fork, batch, 1 + (60 * chunk));
            run.Merge(fork);
        }

        ValidationRun late = run.Fork();
        RowVerdicts verdicts = Observe(late, batch, 121);
        run.Merge(late);
        ValidationResult result = (await run.CompleteAsync(Token))[0];
        result.Message.ShouldContain("given up");
        result.RowsChecked.ShouldBe(180);
        result.RowsFailed.ShouldBe(120);
        verdicts.Rejected.ShouldBe(0);
    }

    [Fact]
    public async Task Merge_ForksInOrder_EqualsOneRunOverAllBatches()
    {
        long?[] numbers = [.. Enumerable.Range(0, 400).Select(row => row % 7 == 0 ? (long?)null : row % 50)];
        ValidationBuilder builder = new();
        builder.Range("n", 3, 40).Quarantine().NotNull("n").OneOf("n", 1, 2, 3).Quarantine().RowCount(1000).Add(new Plain("n"));
        RecordBatch[] batches = [.. numbers.Chunk(37).Select(part => Batches.Of(("n", Batches.Int64(part))))];
        ValidationRun one = new(builder.Build(), batches[0].Schema, new ValidationRunOptions());
        ValidationRun merged = new(builder.Build(), batches[0].Schema, new ValidationRunOptions());
        long row = 1;
        List<(long FirstRow, RecordBatch Batch)> placed = [];
        foreach (RecordBatch batch in batches)
        {
            placed.Add((row, batch));
            Observe(one, batch, row);
            row += batch.Length;
        }

        // Forks work in any order and at the same time; only merging has one.
        ValidationRun[] forks = [.. placed.Select(_ => merged.Fork())];
        Parallel.For(0, forks.Length, at => Observe(forks[forks.Length - 1 - at], placed[forks.Length - 1 - at].Batch, placed[forks.Length - 1 - at].FirstRow));
        foreach (ValidationRun fork in forks)
        {
            merged.Merge(fork);
        }

        System.Text.Json.JsonSerializer.Serialize(await merged.CompleteAsync(Token)).ShouldBe(System.Text.Json.JsonSerializer.Serialize(await one.CompleteAsync(Token)));
    }

    [Fact]
    public async Task Observe_RuleThatKnowsNoDictionaries_GetsPlainStrings()
    {
        string?[] texts = ["a", "b", null, "b"];
        RecordBatch batch = new(Batches.Of(("n", Batches.Strings(texts))).Schema, [EncodedTexts.Of(texts, 5)], 4);
        ValidationBuilder builder = new();
        builder.Add(new Plain("n")).NotNull("n");
        ValidationRun run = new(builder.Build(), batch.Schema, new ValidationRunOptions());
        Observe(run, batch, 1);
        IReadOnlyList<ValidationResult> results = await run.CompleteAsync(Token);
        results[0].Samples.Select(sample => sample.Value).ShouldBe(["b", "b"]);
        results[0].Passed.ShouldBeTrue();
        results[1].RowsFailed.ShouldBe(1);
        Batches.Texts(batch.Column(0)).ShouldBe(texts);
    }

    [Fact]
    public void Range_AnyNumbers_VectorsAndScalarsFailTheSameRows()
    {
        Gen.Select(Gen.Double[-2, 2].Array[0, 150], Gen.Int[0, 20]).Sample((values, from) => Alike(values, from, -1d, 1d));
        Gen.Select(Gen.OneOf(Gen.Double.Special, Gen.Double).Array[0, 150], Gen.Int[0, 20]).Sample((values, from) => Alike(values, from, -0.0, double.MaxValue));
        Gen.Select(Gen.Float[-2, 2].Array[0, 150], Gen.Int[0, 20]).Sample((values, from) => Alike(values, from, -1f, 1f));
        Gen.Select(Gen.SByte.Array[0, 300], Gen.Int[0, 20]).Sample((values, from) => Alike<sbyte>(values, from, -120, 120));
        Gen.Select(Gen.Int[-9, 9].Array[0, 150], Gen.Int[0, 20]).Sample((values, from) => Alike(values, from, -8, 8));
        Gen.Select(Gen.Long.Array[0, 150], Gen.Int[0, 20]).Sample((values, from) => Alike(values, from, long.MinValue / 2, long.MaxValue));
    }

    [Fact]
    public void OneOf_FewAndManyNumbers_FailTheSameRows() => Gen.Int[0, 12].Array[0, 100].Sample(values =>
    {
        IArrowArray column = Batches.Float64([.. values.Select(value => value == 12 ? (double?)null : value == 11 ? double.NaN : value == 0 ? -0.0 : value)]);
        int[] expected = [.. Enumerable.Range(0, values.Length).Where(row => values[row] is > 3 and not 12)];
        Checks.Failing(v => v.OneOf("x", 0, 1, 2, 3), column).ShouldBe(expected);
        Checks.Failing(v => v.OneOf("x", 0, 1, 2, 3, 101, 102, 103, 104, 105, 106), column).ShouldBe(expected);
    });

    [Fact]
    public void Utf8Set_AnyTexts_AgreesWithAHashSet() => Gen.Select(Gen.String[Gen.Char['a', 'c'], 0, 20].Array[0, 40], Gen.String[Gen.Char['a', 'c'], 0, 20].Array[0, 40]).Sample((members, others) =>
    {
        Utf8Set set = new(members.Select(System.Text.Encoding.UTF8.GetBytes));
        foreach (string text in members.Concat(others).Concat(members.Select(member => member + "a")))
        {
            set.Contains(System.Text.Encoding.UTF8.GetBytes(text)).ShouldBe(members.Contains(text));
        }
    });

    private static void Alike<T>(T[] values, int from, T low, T high)
        where T : unmanaged, INumber<T>
    {
        // Null every fifth row; the values below stay and must not be looked at.
        byte[] valid = new byte[(values.Length / 8) + 1];
        for (int row = 0; row < values.Length; row++)
        {
            BitUtility.SetBit(valid, row, row % 5 != 4);
        }

        from = Math.Min(from, values.Length);
        ArrowBuffer[] buffers = [new ArrowBuffer(valid), new ArrowBuffer(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()).ToArray())];
        IArrowArray array = new Int64Array(new ArrayData(Apache.Arrow.Types.Int64Type.Default, values.Length - from, -1, from, buffers));
        RowFailures vector = new();
        RowFailures scalar = new();
        RangeKernel.Check(array, low, high, vector);
        RangeKernel.CheckScalar(array, low, high, 0, array.Length, scalar);
        vector.Rows.ShouldBe(scalar.Rows);
        int[] expected = [.. Enumerable.Range(0, array.Length).Where(row => (from + row) % 5 != 4 && !(values[from + row] >= low && values[from + row] <= high))];
        scalar.Rows.ShouldBe(expected);
    }

    private static RowVerdicts Observe(ValidationRun run, RecordBatch batch, long firstRow)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(batch.Length);
        run.Observe(batch, "f", firstRow, verdicts);
        return verdicts;
    }

    private static (IReadOnlyList<int> Failing, ValidationOutcome Outcome) Run(IValidator check, IArrowArray column)
    {
        RecordBatch batch = Batches.Of(("x", column));
        IValidation state = check.Begin(new ValidationContext(new Schema([new Field("x", Apache.Arrow.Types.StringType.Default, true)], null)));
        RowFailures failures = new();
        state.Observe(batch, failures);
        Task<ValidationOutcome> outcome = state.CompleteAsync(CancellationToken.None).AsTask();
        outcome.IsCompletedSuccessfully.ShouldBeTrue();
        return (failures.Rows, outcome.GetAwaiter().GetResult());
    }

    // A validator as a third party might have written it before there were dictionaries. It names odd rows, and the last ones first.
    private sealed class Plain(string column) : IValidator
    {
        public string Name => "plain";

        public IReadOnlyList<string> Columns => [column];

        public CheckScope Scope => CheckScope.Row;

        public IValidation Begin(ValidationContext context) => new State(column);

        private sealed class State(string column) : IValidation
        {
            private long _rows;

            public void Observe(RecordBatch batch, RowFailures failures)
            {
                _rows += batch.Length;
                batch.Column(column).ShouldNotBeOfType<DictionaryArray>();
                for (int row = batch.Length - 1; row >= 0; row--)
                {
                    if (row % 2 == 1)
                    {
                        failures.Add(row);
                    }
                }
            }

            public void Merge(IValidation other) => _rows += ((State)other)._rows;

            public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default) =>
                ValueTask.FromResult(new ValidationOutcome(true, _rows, 0, "Fine."));
        }
    }
}
