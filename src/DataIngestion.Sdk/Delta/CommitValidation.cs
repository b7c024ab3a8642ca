namespace DataIngestion.Delta;

// What must hold of a commit before it is written. A breach by the caller is misuse; a breach of what the table demands is a DeltaTableException.
internal static class CommitValidation
{
    public static void Validate(long version, DeltaCommit commit, DeltaSnapshot? parent, string table)
    {
        EnsureUnique(commit.Adds.Select(add => add.Path), "adds the file");
        EnsureUnique(commit.Removes.Select(remove => remove.Path), "removes the file");
        EnsureUnique(commit.Adds.Select(add => add.Path).Concat(commit.Removes.Select(remove => remove.Path)), "adds and removes the file");
        EnsureUnique(commit.Transactions.Select(transaction => transaction.AppId), "has a txn for the application");
        EnsureUnique(commit.Domains.Select(domain => domain.Domain), "has domainMetadata for the domain");
        EnsureExtraFields(commit.CommitInfo);

        DeltaProtocol protocol = commit.Protocol ?? parent?.Protocol ?? throw new InvalidOperationException($"Version {version} of {table} is the first and needs a protocol action.");
        DeltaMetadata metadata = commit.Metadata ?? parent?.Metadata ?? throw new InvalidOperationException($"Version {version} of {table} is the first and needs a metaData action.");
        if (parent is not null)
        {
            DeltaFeatures.EnsureWritable(parent.Protocol, parent.Metadata, table);
        }

        EnsureTable(protocol, metadata, commit, table);
        EnsureAdds(commit.Adds, metadata);
        EnsureRemoves(commit.Removes, parent, metadata, table);
    }

    private static void EnsureTable(DeltaProtocol protocol, DeltaMetadata metadata, DeltaCommit commit, string table)
    {
        EnsureProtocolForm(protocol);
        DeltaFeatures.EnsureReadable(protocol, table);
        DeltaFeatures.EnsureReadable(metadata, table);
        DeltaFeatures.EnsureWritable(protocol, metadata, table);
        if (commit.Metadata is not null)
        {
            DeltaSchema.Checked(metadata.Schema.Fields);
        }

        if (commit.Domains.Count > 0 && !protocol.AllowsWriterFeature(DeltaFeatures.DomainMetadata))
        {
            throw new InvalidOperationException($"The commit has domainMetadata, but the protocol of {table} does not list the writer feature domainMetadata. Commit a raised protocol with it.");
        }

        if (metadata.Schema.UsesTimestampWithoutZone && !(protocol.ReaderFeatures?.Contains(DeltaFeatures.TimestampNtz) ?? false))
        {
            throw new InvalidOperationException($"The schema has timestamp_ntz columns, but the protocol of {table} does not list timestampNtz. Commit a raised protocol with it.");
        }
    }

    private static void EnsureProtocolForm(DeltaProtocol protocol)
    {
        if ((protocol.ReaderFeatures is not null) != (protocol.MinReaderVersion == 3)
            || (protocol.WriterFeatures is not null) != (protocol.MinWriterVersion == 7)
            || (protocol.MinReaderVersion == 3 && protocol.MinWriterVersion != 7))
        {
            throw new InvalidOperationException("A protocol has readerFeatures exactly at reader version 3, writerFeatures exactly at writer version 7, and reader version 3 only with writer version 7.");
        }
    }

    private static void EnsureAdds(IReadOnlyList<AddFile> adds, DeltaMetadata metadata)
    {
        foreach (AddFile add in adds)
        {
            if (!DeltaPath.IsInsideTable(add.Path))
            {
                throw new InvalidOperationException($"'{add.Path}' is no path below the table's folder.");
            }

            if (add.HasDeletionVector)
            {
                throw new InvalidOperationException($"'{add.Path}' has a deletion vector, which cannot be written.");
            }

            if (!metadata.PartitionColumns.ToHashSet(StringComparer.Ordinal).SetEquals(add.PartitionValues.Keys))
            {
                throw new InvalidOperationException($"The partition values of '{add.Path}' are not for the table's partition columns ({string.Join(", ", metadata.PartitionColumns)}).");
            }
        }
    }

    // The parent is the exact state that the commit follows, so a file that is not in it was removed by somebody else:
    // writing the remove would make a lost race look like success.
    private static void EnsureRemoves(IReadOnlyList<RemoveFile> removes, DeltaSnapshot? parent, DeltaMetadata metadata, string table)
    {
        if (removes.FirstOrDefault(remove => parent is null || !parent.Files.ContainsKey(remove.Path)) is { } unknown)
        {
            throw new InvalidOperationException($"'{unknown.Path}' is not active in {table}, so it cannot be removed. Build the removes from the version that the commit follows.");
        }

        RemoveFile? change = removes.FirstOrDefault(remove => remove.DataChange);
        if (change is not null && metadata.IsOn("delta.appendOnly"))
        {
            throw new DeltaTableException($"The Delta table {table} has delta.appendOnly=true, so rows cannot be removed. Append instead, or unset the property.") { Origin = table, Feature = DeltaFeatures.AppendOnly };
        }

        if (change is not null && metadata.IsOn("delta.enableChangeDataFeed"))
        {
            throw new DeltaTableException($"The Delta table {table} has a change data feed, which this library does not write when rows are removed. Append instead, or unset delta.enableChangeDataFeed.") { Origin = table, Feature = DeltaFeatures.ChangeDataFeed };
        }
    }

    private static void EnsureExtraFields(CommitInfo? info)
    {
        if (info?.Extra.Keys.FirstOrDefault(CommitInfoJson.ReservedNames.Contains) is { } taken)
        {
            throw new InvalidOperationException($"The extra commitInfo field '{taken}' has a meaning of its own. Name it otherwise.");
        }
    }

    private static void EnsureUnique(IEnumerable<string> names, string what)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new InvalidOperationException($"The commit {what} '{twice}' more than once.");
        }
    }
}
