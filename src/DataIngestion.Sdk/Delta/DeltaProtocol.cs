namespace DataIngestion.Delta;

internal sealed record DeltaProtocol(int MinReaderVersion, int MinWriterVersion)
{
    // Not null exactly when the reader version is 3.
    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    // Not null exactly when the writer version is 7.
    public IReadOnlyList<string>? WriterFeatures { get; init; }

    public static DeltaProtocol ForNewTable(DeltaSchema schema)
    {
        string[] always = [DeltaFeatures.DomainMetadata, DeltaFeatures.AppendOnly, DeltaFeatures.Invariants];
        return schema.UsesTimestampWithoutZone
            ? new(3, 7) { ReaderFeatures = [DeltaFeatures.TimestampNtz], WriterFeatures = [.. always, DeltaFeatures.TimestampNtz] }
            : new(1, 7) { WriterFeatures = always };
    }

    // What an existing table must be raised to before it takes our commits; the same instance when nothing is missing.
    public DeltaProtocol RaisedFor(DeltaMetadata metadata)
    {
        DeltaProtocol needed = ForNewTable(metadata.Schema);
        List<string> missing = [.. needed.WriterFeatures!.Where(feature => !AllowsWriterFeature(feature))];
        bool readerMisses = needed.ReaderFeatures is not null && !(ReaderFeatures?.Contains(DeltaFeatures.TimestampNtz) ?? false);
        if (missing.Count == 0 && !readerMisses)
        {
            return this;
        }

        List<string> writer = [.. WriterFeatures ?? DeltaFeatures.ImpliedByWriter(MinWriterVersion, metadata)];
        writer.AddRange(needed.WriterFeatures!.Except(writer).ToArray());
        return readerMisses || MinReaderVersion == 3
            ? new(3, 7) { ReaderFeatures = [.. (ReaderFeatures ?? []).Union(needed.ReaderFeatures ?? [])], WriterFeatures = writer }
            : new(MinReaderVersion, 7) { WriterFeatures = writer };
    }

    public bool AllowsWriterFeature(string feature) => WriterFeatures?.Contains(feature) ?? false;

    public bool Equals(DeltaProtocol? other) =>
        other is not null && MinReaderVersion == other.MinReaderVersion && MinWriterVersion == other.MinWriterVersion
        && SameFeatures(ReaderFeatures, other.ReaderFeatures) && SameFeatures(WriterFeatures, other.WriterFeatures);

    public override int GetHashCode() => HashCode.Combine(MinReaderVersion, MinWriterVersion, ReaderFeatures?.Count, WriterFeatures?.Count);

    private static bool SameFeatures(IReadOnlyList<string>? left, IReadOnlyList<string>? right) =>
        left is null || right is null ? left is null && right is null : left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal));
}
