using Apache.Arrow;
using DataIngestion.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <content>States: merging, sharing, memory, completion.</content>
public abstract partial class ValidatorConformance
{
    /// <summary>States of any parts, merged in their order, say what one state says that saw everything.</summary>
    /// <remarks>Of a check that needs the rows before, only the outcome is compared: its rows are named by one state.</remarks>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Merge_AnyParts_EqualsOneStateThatSawAll() => ForEachAsync(async sample =>
    {
        RecordBatch rows = Repeated(sample.Rows);
        Verdict expected = await sample.RunAsync(rows).ConfigureAwait(false);
        foreach (int[] cuts in Cuts(rows.Length))
        {
            Verdict merged = await sample.RunAsync([.. Rows.Split(rows, cuts).Select(part => new[] { part })], null).ConfigureAwait(false);
            string? difference = sample.Validator.IsOrdered ? expected.OutcomeDifference(merged) : expected.Difference(merged);
            sample.Require(difference is null, $"merged of parts cut at [{string.Join(", ", cuts)}], {difference}");
        }
    });

    /// <summary>States that saw nothing change nothing, on either side of a merge.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Merge_StatesThatSawNothing_ChangeNothing() => ForEachAsync(async sample =>
    {
        Verdict expected = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        Verdict merged = await sample.RunAsync([[], [sample.Rows], [], []], null).ConfigureAwait(false);
        string? difference = sample.Validator.IsOrdered ? expected.OutcomeDifference(merged) : expected.Difference(merged);
        sample.Require(difference is null, $"merged with states that saw nothing, {difference}");
    });

    /// <summary>Two runs of one validator, taking turns, know nothing of each other, nor does a third after them.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Begin_TwoRuns_ShareNoState() => ForEachAsync(async sample =>
    {
        Verdict expected = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        CheckState first = sample.Begin();
        CheckState second = sample.Begin();
        first.Observe(sample.Rows);
        second.Observe(Rows.Take(sample.Rows, [0]));
        second.Observe(sample.Rows);
        Verdict own = await first.CompleteAsync().ConfigureAwait(false);
        await second.CompleteAsync().ConfigureAwait(false);
        Verdict alone = await Alone(sample).ConfigureAwait(false);
        sample.RequireSame(alone, own, "beside another run");
        sample.RequireSame(expected, await sample.RunAsync(sample.Rows).ConfigureAwait(false), "in a run after others");
    });

    /// <summary>Runs of one validator on several threads do not disturb each other.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Begin_RunsOnSeveralThreads_SayTheSame() => ForEachAsync(async sample =>
    {
        RecordBatch rows = Repeated(sample.Rows);
        Verdict expected = await sample.RunAsync(rows).ConfigureAwait(false);
        Verdict[] verdicts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await sample.RunAsync(rows, Rows.Take(rows, [])).ConfigureAwait(false)))).ConfigureAwait(false);
        foreach (Verdict verdict in verdicts)
        {
            sample.RequireSame(expected, verdict, "beside runs on other threads");
        }
    });

    /// <summary>A batch belongs to the caller: the check does not dispose it, keeps no part of it, and does not need it afterwards.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_Batch_IsNeitherDisposedNorKept() => ForEachAsync(async sample =>
    {
        RecordBatch[] parts = Rows.Split(Repeated(sample.Rows), [sample.Rows.Length]);
        Verdict expected = await Alone(sample, parts).ConfigureAwait(false);
        CheckState state = sample.Begin();
        foreach (RecordBatch part in parts)
        {
            WatchedMemory memory = new();
            RecordBatch lent = Rows.Copy(part, memory);
            int held = memory.Held;
            state.Observe(lent);
            sample.Require(memory.Held == held, "it disposed the batch, which belongs to the caller");
            lent.Dispose();
            sample.Require(memory.Held == 0, "it still holds memory of a batch after Observe");
        }

        sample.RequireSame(expected, await state.CompleteAsync().ConfigureAwait(false), "when batches are gone after Observe");
    });

    /// <summary>Named rows are inside of the batch and named once.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_NamedRows_AreDistinctAndInsideTheBatch() => ForEachAsync(sample =>
    {
        CheckState state = sample.Begin();
        foreach (RecordBatch part in Rows.Split(Repeated(sample.Rows), [7, sample.Rows.Length]))
        {
            IReadOnlyList<int> named = state.Observe(part);
            sample.Require(named.All(row => row >= 0 && row < part.Length), $"it named a row outside of a batch of {part.Length} rows");
            sample.Require(named.Distinct().Count() == named.Count, "it named a row twice");
        }

        return default;
    });

    /// <summary>All rows are counted, and the failing ones are those that were named.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_Counts_AgreeWithTheRows() => ForEachAsync(async sample =>
    {
        RecordBatch rows = Repeated(sample.Rows);
        foreach (RecordBatch delivery in new[] { sample.Rows, rows, Rows.Missing(rows, sample.Validator.Columns.Contains) })
        {
            Verdict verdict = await sample.RunAsync(Rows.Split(delivery, [delivery.Length / 2])).ConfigureAwait(false);
            ValidationOutcome outcome = verdict.Outcome;
            sample.Require(outcome.RowsChecked == delivery.Length, $"it counted {outcome.RowsChecked} of {delivery.Length} rows");
            sample.Require(outcome.RowsMissing >= 0 && outcome.RowsMissing + outcome.RowsFailed <= delivery.Length, "rows that are missing or failed are more than there are");
            sample.Require(outcome.RowsFailed == verdict.Failing.Count, $"{outcome.RowsFailed} rows failed and {verdict.Failing.Count} were named");
            sample.Require(sample.Validator.Scope == CheckScope.Delivery || outcome.Passed == (outcome.RowsFailed == 0), "it passes with failing rows, or fails without any");
            sample.Require(sample.Validator.Scope == CheckScope.Row || outcome.RowsFailed == 0, "a check of the delivery as a whole says that rows failed");
        }
    });

    /// <summary>A cancelled completion ends as such.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_Cancelled_ThrowsOperationCanceled() => ForEachAsync(async sample =>
    {
        CheckState state = sample.Begin();
        state.Observe(sample.Rows);
        await Expect.CanceledAsync(async token => await state.State.CompleteAsync(token).ConfigureAwait(false), $"CompleteAsync of '{sample.Validator.Name}'").ConfigureAwait(false);
    });

    // The first pass alone.
    private static ValueTask<Verdict> Alone(Sample sample, params RecordBatch[] batches)
    {
        CheckState state = sample.Begin();
        foreach (RecordBatch batch in batches.Length == 0 ? [sample.Rows] : batches)
        {
            state.Observe(batch);
        }

        return state.CompleteAsync();
    }
}
