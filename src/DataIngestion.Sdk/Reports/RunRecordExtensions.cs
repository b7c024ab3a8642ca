namespace DataIngestion;

/// <summary>Makes reports of runs.</summary>
public static class RunRecordExtensions
{
    /// <summary>What the rules found in a run, and in the runs before it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="earlier">Earlier runs on the same table in any order; those that failed before the rules were through count for nothing.</param>
    /// <returns>The report, with <see cref="ValidationReport.Past"/>: the share of judged rows that failed, 1 for a failed check of the delivery as a whole.</returns>
    public static ValidationReport ToValidationReport(this RunRecord run, IReadOnlyList<RunRecord> earlier)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(earlier);
        return new ValidationReport($"{run.Table}, {run.Delivery}", run.StartedAt, run.Rows.Read, run.Validation)
        {
            Figures = run.Metrics,
            Past = [.. earlier.Where(past => past.Validation.Count > 0).OrderBy(past => past.StartedAt).Select(Past)],
        };
    }

    private static PastValidation Past(RunRecord run) => new(
        run.RunId, run.StartedAt, run.Validation.DistinctBy(result => result.Check).ToDictionary(result => result.Check, FailedShare, StringComparer.Ordinal));

    private static double FailedShare(ValidationResult result)
    {
        long judged = result.RowsChecked - result.RowsMissing;
        return result.RowsFailed > 0 && judged > 0 ? (double)result.RowsFailed / judged : result.Passed ? 0 : 1;
    }
}
