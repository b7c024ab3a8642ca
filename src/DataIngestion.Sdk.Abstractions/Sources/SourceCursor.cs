namespace DataIngestion;

/// <summary>How far a source has been taken; opaque to everybody but the source that made it.</summary>
/// <param name="Version">The version of the format of <paramref name="Value"/>. A source refuses a version that it does not know.</param>
/// <param name="Value">The state as text.</param>
public sealed record SourceCursor(int Version, string Value);
