namespace DataIngestion.Reports;

/// <summary>The statistics of earlier comparisons by column and test.</summary>
internal sealed class DriftHistory
{
    private readonly Dictionary<(string Column, string Test), double?[]> _values = [];

    public DriftHistory(IReadOnlyList<PastDrift> past)
    {
        foreach ((int at, PastDrift comparison) in past.Index())
        {
            foreach (PastStatistic found in comparison.Statistics.Where(found => double.IsFinite(found.Statistic)))
            {
                if (!_values.TryGetValue((found.Column, found.Test), out double?[]? values))
                {
                    _values.Add((found.Column, found.Test), values = new double?[past.Count]);
                }

                values[at] = found.Statistic;
            }
        }
    }

    /// <summary>The earlier statistics, oldest first, a gap where there is none; <see langword="null"/> when there is none at all.</summary>
    public IReadOnlyList<double?>? Of(DriftResult result) => _values.GetValueOrDefault((result.Column, result.Test));
}
