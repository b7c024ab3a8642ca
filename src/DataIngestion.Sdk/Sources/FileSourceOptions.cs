namespace DataIngestion;

/// <summary>How files of a folder become deliveries.</summary>
public sealed record FileSourceOptions
{
    private readonly int _batchRows = 65_536;
    private readonly int _chunkBytes = 2 << 20;

    /// <summary>When a file counts as completely written.</summary>
    /// <value>The default is <see cref="FileReadiness.StableFor"/> two seconds.</value>
    public FileReadiness Ready { get; init; } = FileReadiness.StableFor(TimeSpan.FromSeconds(2));

    /// <summary>What happens to a file that was published and has another content now.</summary>
    /// <value>The default is <see cref="ChangedFiles.Refuse"/>.</value>
    public ChangedFiles OnChanged { get; init; } = ChangedFiles.Refuse;

    /// <summary>Whether each new file is a run of its own.</summary>
    /// <value>The default is <see cref="DeliveryGrouping.PerFile"/>.</value>
    public DeliveryGrouping Grouping { get; init; } = DeliveryGrouping.PerFile;

    /// <summary>Whether files that are no longer in the folder stay in the cursor, which then grows with every file ever taken. Without it, a file that comes back after it was removed is new.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RememberVanished { get; init; }

    /// <summary>The most rows of one batch. A CSV batch has fewer where its columns would not stay in the processor's cache.</summary>
    /// <value>The default is 65,536.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int BatchRows
    {
        get => _batchRows;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _batchRows = value;
        }
    }

    /// <summary>The bytes of text that are read at once and then worked on by one core. Memory grows with it and with the cores; a longer record makes its chunk longer.</summary>
    /// <value>The default is 2,097,152 (2 MiB). Parquet files are read by <see cref="BatchRows"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int ChunkBytes
    {
        get => _chunkBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _chunkBytes = value;
        }
    }

    /// <summary>The clock against which the age of a file is judged.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What happens to a file that was published and has another content now.</summary>
public enum ChangedFiles
{
    /// <summary>It is reported and not taken.</summary>
    Refuse,

    /// <summary>It is delivered again, whole, as a new file would be.</summary>
    Take,
}

/// <summary>How new files are grouped.</summary>
public enum DeliveryGrouping
{
    /// <summary>One delivery for each file, in ordinal order of the names.</summary>
    PerFile,

    /// <summary>One delivery with all files, in ordinal order of the names.</summary>
    Together,
}
