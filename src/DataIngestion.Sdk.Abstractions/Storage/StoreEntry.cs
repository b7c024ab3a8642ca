namespace DataIngestion;

/// <summary>One object of an <see cref="IStore"/>.</summary>
/// <param name="Path">The path below the store's root.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="ETag">Changes whenever the content is replaced; opaque. It may change without the content changing.</param>
/// <param name="LastModified">When it was written.</param>
public sealed record StoreEntry(string Path, long Length, string ETag, DateTimeOffset LastModified);
