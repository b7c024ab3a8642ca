namespace DataIngestion;

/// <summary>How a target's own distribution differs between two sides. Immutable; <c>System.Text.Json</c> writes and reads it.</summary>
/// <param name="Target">The target.</param>
/// <param name="Drifted">Whether the whole target drifted.</param>
/// <param name="Results">The tests of the whole target.</param>
/// <param name="Segments">The tests within each segment; p-values corrected over all segments of all segment columns, for each test by itself.</param>
/// <param name="Note">What a reader must know; <see langword="null"/> for nothing.</param>
public sealed record PriorReport(
    string Target, bool Drifted, IReadOnlyList<DriftResult> Results, IReadOnlyList<SegmentResult> Segments, string? Note);

/// <summary>One test of the target within one segment.</summary>
/// <param name="Column">The segment column.</param>
/// <param name="Segment">Its category, interval, <c>(missing)</c> or <c>(all others)</c>.</param>
/// <param name="Result">The test; its column is the target.</param>
public sealed record SegmentResult(string Column, string Segment, DriftResult Result);
