namespace DataIngestion;

/// <summary>What must hold when a write completes. The check and the write are one atomic step.</summary>
public readonly record struct StoreCondition
{
    private StoreCondition(bool mustBeAbsent, string? eTag) => (MustBeAbsent, ETag) = (mustBeAbsent, eTag);

    /// <summary>The path must not exist: a create-only write.</summary>
    public static StoreCondition IfAbsent { get; } = new(true, null);

    /// <summary>Any state is replaced.</summary>
    public static StoreCondition Always { get; } = new(false, null);

    /// <summary>Whether the path must not exist.</summary>
    public bool MustBeAbsent { get; }

    /// <summary>The entity tag that the replaced object must have, or <see langword="null"/>.</summary>
    public string? ETag { get; }

    /// <summary>The path must still hold the content with this entity tag.</summary>
    /// <param name="eTag">The entity tag from an earlier listing.</param>
    /// <returns>The condition.</returns>
    public static StoreCondition IfMatch(string eTag) => new(false, eTag ?? throw new ArgumentNullException(nameof(eTag)));
}
