namespace DataIngestion;

/// <summary>How files become deliveries.</summary>
public sealed record FileSourceOptions
{
    /// <summary>When a file counts as complete.</summary>
    /// <value>The default: nobody has written to it for two seconds.</value>
    public FileReadiness Ready { get; init; } = FileReadiness.StableFor(TimeSpan.FromSeconds(2));

    /// <summary>What is done with a file that was published and has another content now.</summary>
    /// <value>The default is <see cref="ChangedFiles.Refuse"/>.</value>
    public ChangedFiles OnChanged { get; init; } = ChangedFiles.Refuse;

    /// <summary>Whether each file becomes a version of its own.</summary>
    /// <value>The default is <see cref="DeliveryGrouping.PerFile"/>.</value>
    public DeliveryGrouping Grouping { get; init; } = DeliveryGrouping.PerFile;

    /// <summary>Whether files that were published and are gone are remembered, so that they are not taken again when they come back. The memory then grows with every file ever published.</summary>
    /// <value>The default is <see langword="false"/>: they are reported once and forgotten.</value>
    public bool RememberVanished { get; init; }

    /// <summary>The most rows of a batch, 1 to 1,048,576.</summary>
    /// <value>The default is 65,536.</value>
    public int BatchRows { get; init; } = 65_536;

    /// <summary>The clock that tells how old a file is.</summary>
    /// <value>The default is the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Ready);
        ArgumentNullException.ThrowIfNull(Time);
        if (BatchRows is < 1 or > 1_048_576)
        {
            throw new ArgumentException($"{nameof(BatchRows)} is {BatchRows}: use 1 to 1,048,576.");
        }
    }
}

/// <summary>What is done with a file that was published and has another content now.</summary>
public enum ChangedFiles
{
    /// <summary>It is reported and not taken: its rows could be in the table already.</summary>
    Refuse,

    /// <summary>It is taken like a new file.</summary>
    Take,
}

/// <summary>How new files become table versions.</summary>
public enum DeliveryGrouping
{
    /// <summary>Each file is a delivery, in the order of the names: one bad file does not block the others.</summary>
    PerFile,

    /// <summary>All new files are one delivery.</summary>
    Together,
}
