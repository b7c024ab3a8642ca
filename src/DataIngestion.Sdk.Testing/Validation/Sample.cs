using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>A validator with one delivery of its case.</summary>
internal sealed record Sample(ValidatorCase Case, IValidator Validator, RecordBatch Rows, bool Passes, IReadOnlyList<int> Failing)
{
    public CheckState Begin(Schema? schema = null) => new(Validator, schema ?? Rows.Schema, Case.Past);

    /// <summary>What the check says about batches that it sees one after the other, the second pass included.</summary>
    public ValueTask<Verdict> RunAsync(params IReadOnlyList<RecordBatch> batches) => RunAsync([batches], null);

    /// <summary>What merged states say, each of which saw some of the batches.</summary>
    public async ValueTask<Verdict> RunAsync(IReadOnlyList<IReadOnlyList<RecordBatch>> parts, Schema? schema)
    {
        CheckState[] states = [.. parts.Select(part => Observed(Validator, part, schema))];
        foreach (CheckState later in states.Skip(1))
        {
            states[0].Merge(later);
        }

        Verdict verdict = await states[0].CompleteAsync().ConfigureAwait(false);
        return (Validator as ITwoPassValidator)?.ForSecondPass(states[0].State) is { } second
            ? await Observed(second, [.. parts.SelectMany(part => part)], schema).CompleteAsync().ConfigureAwait(false)
            : verdict;
    }

    /// <summary>Fails the test, saying which check it was.</summary>
    public void Fail(string why) => Assert.Fail($"The check '{Validator.Name}': {why}.");

    public void Require(bool condition, string why)
    {
        if (!condition)
        {
            Fail(why);
        }
    }

    /// <summary>Fails the test when two verdicts differ.</summary>
    public void RequireSame(Verdict expected, Verdict actual, string when)
    {
        if (expected.Difference(actual) is { } difference)
        {
            Fail($"{when}, {difference}");
        }
    }

    private CheckState Observed(IValidator validator, IReadOnlyList<RecordBatch> batches, Schema? schema)
    {
        CheckState state = new(validator, schema ?? Rows.Schema, Case.Past);
        foreach (RecordBatch batch in batches)
        {
            state.Observe(batch);
        }

        return state;
    }
}
