using System.Text;

namespace DataIngestion.Contracts.Inference;

/// <summary>Which date formats read every value seen, and where two of them read differently.</summary>
internal sealed class DateEvidence
{
    private readonly List<DateCandidate> _alive = [.. DateCandidate.All];
    private readonly Dictionary<(DateCandidate, DateCandidate), string> _differences = [];
    private readonly long[] _readings = new long[DateCandidate.All.Count];
    private bool _any;

    public bool Alive => _alive.Count > 0;

    public void Observe(ReadOnlySpan<byte> text)
    {
        _any = true;
        int kept = 0;
        for (int i = 0; i < _alive.Count; i++)
        {
            if (_alive[i].TryRead(text, out _readings[kept]))
            {
                _alive[kept++] = _alive[i];
            }
        }

        _alive.RemoveRange(kept, _alive.Count - kept);
        if (kept > 1 && _readings.AsSpan(1, kept - 1).ContainsAnyExcept(_readings[0]))
        {
            NoteDifferences(text);
        }
    }

    /// <summary>The candidates that read something differently, one for each reading.</summary>
    public IReadOnlyList<DateCandidate> Distinct()
    {
        List<DateCandidate> distinct = [];
        foreach (DateCandidate candidate in _any ? _alive : [])
        {
            if (distinct.All(other => _differences.ContainsKey((other, candidate))))
            {
                distinct.Add(candidate);
            }
        }

        return distinct;
    }

    /// <summary>Formats that read every value in the same way as the given one although they order day, month and year in another way.</summary>
    public IEnumerable<string> SameReadings(DateCandidate chosen) =>
        _alive.Where(other => Order(other) != Order(chosen)).Select(other => other.Format.Text);

    public string? DescribeAmbiguity(bool showValues)
    {
        IReadOnlyList<DateCandidate> distinct = Distinct();
        if (distinct.Count < 2)
        {
            return null;
        }

        // Two orders may read the same up to now; all are named, because any may be the right one.
        DateCandidate[] orders = [.. _alive.DistinctBy(Order)];
        if (!showValues)
        {
            return $"{Joined(orders.Select(candidate => candidate.Format.Text))} read its values differently";
        }

        string example = _differences[(distinct[0], distinct[1])];
        byte[] text = Encoding.UTF8.GetBytes(example);
        return $"{example} reads {Joined(orders.Select(candidate => candidate.TryRead(text, out long reading) ? $"as {candidate.Describe(reading)} under {candidate.Format.Text}" : ""))}";
    }

    private void NoteDifferences(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < _alive.Count; i++)
        {
            for (int j = i + 1; j < _alive.Count; j++)
            {
                if (_readings[i] != _readings[j] && !_differences.ContainsKey((_alive[i], _alive[j])))
                {
                    _differences[(_alive[i], _alive[j])] = Encoding.UTF8.GetString(text);
                }
            }
        }
    }

    private static string Order(DateCandidate candidate) => new([.. candidate.Format.Text.Where(char.IsLetter).Distinct()]);

    private static string Joined(IEnumerable<string> parts)
    {
        string[] all = [.. parts];
        return string.Join(", ", all[..^1]) + " and " + all[^1];
    }
}
