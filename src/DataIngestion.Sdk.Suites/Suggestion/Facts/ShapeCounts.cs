namespace DataIngestion.Suites;

/// <summary>The shapes of a column's texts as long as there are few and every text has one.</summary>
internal sealed class ShapeCounts(bool joined)
{
    public const int MaximumShapes = 3;

    private Dictionary<string, TextShape>? _shapes = new(StringComparer.Ordinal);

    /// <summary>The shapes in the order of their frequency, or null where there are many, or a text has none.</summary>
    public IReadOnlyList<TextShape>? Shapes =>
        _shapes?.OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).ToArray();

    public void Add(ReadOnlySpan<byte> value, long count)
    {
        if (_shapes is null)
        {
            return;
        }

        Span<char> classes = stackalloc char[TextShape.MaximumRuns];
        Span<int> lengths = stackalloc int[TextShape.MaximumRuns];
        Span<byte> alphabets = stackalloc byte[TextShape.MaximumRuns];
        int runs = TextShape.Read(value, joined, classes, lengths, alphabets);
        if (runs == 0)
        {
            _shapes = null;
            return;
        }

        if (!_shapes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(classes[..runs], out TextShape? shape))
        {
            string key = classes[..runs].ToString();
            shape = new TextShape(key, lengths[..runs].ToArray(), alphabets[..runs].ToArray());
            _shapes.Add(key, shape);
        }

        shape.Add(lengths[..runs], alphabets[..runs], count);
        GiveUpAboveLimit();
    }

    public void Merge(ShapeCounts later)
    {
        if (_shapes is null || later._shapes is null)
        {
            _shapes = null;
            return;
        }

        foreach ((string key, TextShape shape) in later._shapes)
        {
            if (_shapes.TryGetValue(key, out TextShape? known))
            {
                known.Merge(shape);
            }
            else
            {
                _shapes.Add(key, shape);
            }
        }

        GiveUpAboveLimit();
    }

    private void GiveUpAboveLimit() => _shapes = _shapes!.Count > MaximumShapes ? null : _shapes;
}
