using Apache.Arrow;
using DataIngestion.Arrow;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>What every validator has to do. Inherit, give cases, and the inherited facts run over each of them.</summary>
public abstract partial class ValidatorConformance
{
    /// <summary>The configurations to test, at least one; no two of the same configuration.</summary>
    /// <returns>The cases.</returns>
    protected abstract IEnumerable<ValidatorCase> Cases();

    /// <summary>The rows of the case fail that its author says, and no others.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_RowsOfTheCase_NamesTheFailingOnes() => ForEachAsync(async sample =>
    {
        Verdict verdict = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        sample.Require(
            verdict.Failing.SequenceEqual(sample.Failing.Select(row => (long)row)),
            $"it named the rows [{Verdict.Text(verdict.Failing)}] instead of [{Verdict.Text(sample.Failing.Select(row => (long)row))}]");
        sample.Require(verdict.Outcome.Passed == sample.Passes, $"a delivery that should {(sample.Passes ? "pass" : "fail")} did not: {verdict.Outcome.Message}");
    });

    /// <summary>Batches without rows, before, between and after others, or alone, neither fail nor change the outcome.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_EmptyBatches_ChangeNothing() => ForEachAsync(async sample =>
    {
        RecordBatch empty = Rows.Take(sample.Rows, []);
        RecordBatch[] halves = Rows.Split(sample.Rows, [sample.Rows.Length / 2]);
        Verdict expected = await sample.RunAsync(halves).ConfigureAwait(false);
        sample.RequireSame(expected, await sample.RunAsync(empty, halves[0], empty, halves[1], empty).ConfigureAwait(false), "with empty batches between the others");
        Verdict alone = await sample.RunAsync(empty).ConfigureAwait(false);
        sample.Require(alone.Failing.Count == 0 && alone.Outcome is { RowsChecked: 0, RowsFailed: 0, RowsMissing: 0 }, "it counted rows of an empty batch");
    });

    /// <summary>Rows behind an offset in their buffers get the verdict of a compact copy.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_SlicedBatch_EqualsItsCompactCopy() => ForEachAsync(async sample =>
    {
        Verdict expected = await sample.RunAsync(Rows.Take(sample.Rows, [.. Enumerable.Range(0, sample.Rows.Length)])).ConfigureAwait(false);
        foreach ((int before, int after) in new[] { (1, 0), (3, 2), (8, 8), (13, 70), (64, 1) })
        {
            Verdict sliced = await sample.RunAsync(Rows.Sliced(sample.Rows, before, after)).ConfigureAwait(false);
            sample.RequireSame(expected, sliced, $"at offset {before}");
        }
    });

    /// <summary>Where one batch ends and the next begins does not matter.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_RowsInSeveralBatches_EqualsOneBatch() => ForEachAsync(async sample =>
    {
        RecordBatch rows = Repeated(sample.Rows);
        Verdict expected = await sample.RunAsync(rows).ConfigureAwait(false);
        foreach (int[] cuts in Cuts(rows.Length))
        {
            sample.RequireSame(expected, await sample.RunAsync(Rows.Split(rows, cuts)).ConfigureAwait(false), $"cut at [{string.Join(", ", cuts)}]");
        }
    });

    /// <summary>The verdict of a row depends on rows before it only where the validator says so.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_RowsInAnotherOrder_FailsTheSameRows() => ForEachAsync(async sample =>
    {
        if (sample.Validator is { IsOrdered: true } or ITwoPassValidator)
        {
            return;
        }

        int[] order = [.. Enumerable.Range(0, sample.Rows.Length)];
        Verdict expected = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        new Random(5).Shuffle(order);
        Verdict shuffled = await sample.RunAsync(Rows.Take(sample.Rows, order)).ConfigureAwait(false);
        Verdict restored = shuffled with { Failing = [.. shuffled.Failing.Select(row => (long)order[row]).Order()] };
        sample.RequireSame(expected, restored, "with the rows in another order");
    });

    /// <summary>A row without values passes as not judged, unless the check is about missing values.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_AllValuesMissing_PassesUnlessTheCheckIsAboutThem() => ForEachAsync(async sample =>
    {
        RecordBatch missing = Rows.Missing(sample.Rows, sample.Validator.Columns.Contains);
        Verdict verdict = await sample.RunAsync(missing).ConfigureAwait(false);
        sample.RequireSame(verdict, await sample.RunAsync(Rows.Sliced(missing, 5, 3)).ConfigureAwait(false), "without values and at an offset");
        if (sample.Validator.Scope == CheckScope.Row && !sample.Case.JudgesMissing)
        {
            sample.Require(verdict.Failing.Count == 0 && verdict.Outcome.Passed, "rows without values fail; set JudgesMissing if that is its purpose");
            sample.Require(verdict.Outcome.RowsMissing == missing.Length, $"{verdict.Outcome.RowsMissing} of {missing.Length} rows without values count as missing");
        }
    });

    /// <summary>Text that comes as a dictionary, or now so and now plain, gets the verdict of plain text.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_EncodedText_EqualsPlainText() => ForEachAsync(async sample =>
    {
        RecordBatch rows = Repeated(sample.Rows);
        RecordBatch[] plain = Rows.Split(rows, [rows.Length / 3, rows.Length / 2]);
        Verdict expected = await sample.RunAsync(plain).ConfigureAwait(false);
        sample.RequireSame(expected, await sample.RunAsync([[.. plain.Select(Rows.Encoded)]], rows.Schema).ConfigureAwait(false), "with text as dictionaries");
        sample.RequireSame(expected, await sample.RunAsync([[plain[0], Rows.Encoded(plain[1]), plain[2]]], rows.Schema).ConfigureAwait(false), "with text as dictionaries in some batches");
        RecordBatch sliced = Rows.Sliced(Rows.Encoded(sample.Rows), 3, 2);
        Verdict whole = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        sample.RequireSame(whole, await sample.RunAsync([[sliced]], rows.Schema).ConfigureAwait(false), "with text as dictionaries at an offset");
    });

    /// <summary>Columns that the check does not read may hold anything and stand anywhere.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Observe_OtherColumnsDiffer_SaysTheSame() => ForEachAsync(async sample =>
    {
        // A check of the columns themselves names none that it reads.
        if (sample.Validator.Columns.Count == 0)
        {
            return;
        }

        Verdict expected = await sample.RunAsync(sample.Rows).ConfigureAwait(false);
        RecordBatch others = Rows.Missing(sample.Rows, name => !sample.Validator.Columns.Contains(name));
        (string Name, IArrowArray Array)[] columns = [.. others.Schema.FieldsList.Select((field, at) => (field.Name, others.Column(at)))];
        RecordBatch moved = Batches.Of([("(unrelated)", Batches.Int64(new long?[others.Length])), .. columns.Reverse()]);
        sample.RequireSame(expected, await sample.RunAsync([[moved]], moved.Schema).ConfigureAwait(false), "with other columns around those that it reads");
    });

    private protected IEnumerable<Sample> Samples()
    {
        ValidatorCase[] cases = [.. Cases()];
        Assert.False(cases.Length == 0, "There are no cases to test: return at least one from Cases().");
        return cases.SelectMany(each => each.Deliveries.Select(delivery => new Sample(each, each.Create(), delivery.Rows, delivery.Passes, delivery.Failing)));
    }

    private protected async Task ForEachAsync(Func<Sample, ValueTask> test)
    {
        foreach (Sample sample in Samples())
        {
            await test(sample).ConfigureAwait(false);
        }
    }

    /// <summary>The rows several times, so that there is something to cut.</summary>
    private protected static RecordBatch Repeated(RecordBatch rows)
    {
        int times = Math.Max(2, (40 + rows.Length - 1) / rows.Length);
        return Rows.Take(rows, [.. Enumerable.Range(0, rows.Length * times).Select(row => row % rows.Length)]);
    }

    /// <summary>Where to cut rows into parts: seeded, so that each run of the test is the same.</summary>
    private protected static IEnumerable<int[]> Cuts(int length)
    {
        yield return [1];
        yield return [length - 1];
        yield return [.. Enumerable.Range(1, length - 1)];
        for (int seed = 1; seed <= 12; seed++)
        {
            Random random = new(seed);
            yield return [.. Enumerable.Range(0, 1 + (seed % 4)).Select(_ => random.Next(length + 1)).Order()];
        }
    }
}
