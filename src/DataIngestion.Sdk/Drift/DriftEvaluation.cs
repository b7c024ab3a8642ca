namespace DataIngestion.Drift;

/// <summary>Runs all tests on all columns and decides as the tests on the rows themselves would.</summary>
internal sealed class DriftEvaluation(
    DriftPlan plan, DriftColumns columns, Func<string, DriftSide, CancellationToken, ValueTask<ColumnProfile>> readExact, Func<string, bool>? canRead)
{
    /// <summary>
    /// Starts from profiles and reads single columns again where their rank errors leave a decision open. What stays open, for columns of which
    /// <paramref name="canRead"/> says that there are no rows, is reported as undecided.
    /// </summary>
    public static ValueTask<DriftReport> EvaluateAsync(
        DriftPlan plan,
        long? referenceVersion,
        DatasetProfile reference,
        DatasetProfile current,
        Func<string, DriftSide, CancellationToken, ValueTask<ColumnProfile>> readExact,
        CancellationToken cancellationToken,
        Func<string, bool>? canRead = null) =>
        new DriftEvaluation(plan, DriftColumns.Of(plan, reference, current), readExact, canRead).RunAsync(referenceVersion, cancellationToken);

    private async ValueTask<DriftReport> RunAsync(long? referenceVersion, CancellationToken cancellationToken)
    {
        DriftFindings findings = new(plan);
        foreach (ColumnPair pair in columns.Pairs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!CanRead(pair))
            {
                findings.AddKnown(pair);
            }
            else if (!findings.TryAdd(pair))
            {
                findings.Add(await ReadExactAsync(pair, cancellationToken).ConfigureAwait(false));
            }
        }

        HashSet<string> closed = [.. columns.Pairs.Where(pair => !CanRead(pair)).Select(pair => pair.Reference.Name)];
        while (findings.Undecided(closed) is { } column)
        {
            ColumnPair pair = columns.Pairs.First(pair => pair.Reference.Name == column);
            findings.Replace(await ReadExactAsync(pair, cancellationToken).ConfigureAwait(false));
        }

        return findings.Report(referenceVersion, columns.Note, [.. columns.Pairs.Select(pair => ColumnShapes.Of(plan, pair))]);
    }

    private bool CanRead(ColumnPair pair) => canRead?.Invoke(pair.Reference.Name) ?? true;

    // Both profiles live until the next column: one column in memory at a time.
    private async ValueTask<ColumnPair> ReadExactAsync(ColumnPair pair, CancellationToken cancellationToken) => pair with
    {
        Reference = await readExact(pair.Reference.Name, DriftSide.Reference, cancellationToken).ConfigureAwait(false),
        Current = await readExact(pair.Reference.Name, DriftSide.Current, cancellationToken).ConfigureAwait(false),
    };
}
