namespace DataIngestion;

/// <summary>How an object is kept.</summary>
public sealed record StoreWriteOptions
{
    /// <summary>The defaults.</summary>
    public static StoreWriteOptions Default { get; } = new();

    /// <summary>Whether only the owner may read the object: file mode 0600 in folders of mode 0700 on a disk. The raw zone asks for it.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Restricted { get; init; }
}
