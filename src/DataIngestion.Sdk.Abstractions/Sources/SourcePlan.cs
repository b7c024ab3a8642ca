namespace DataIngestion;

/// <summary>What is new in a source, at one moment. Serialisable; holds no handles.</summary>
/// <param name="Deliveries">The deliveries in publishing order; each becomes at most one table version.</param>
/// <param name="Notices">What was seen and not taken, with the reason: still being written, changed after it was published, same content under another name, vanished.</param>
public sealed record SourcePlan(IReadOnlyList<SourceDelivery> Deliveries, IReadOnlyList<SourceNotice> Notices);

/// <summary>The input of one run.</summary>
/// <param name="Name">What it is called in reports, such as a file name.</param>
/// <param name="Partitions">What is read, in this order.</param>
/// <param name="State">What the source wants to find again in <see cref="ISource.Advance"/>; opaque.</param>
public sealed record SourceDelivery(string Name, IReadOnlyList<SourcePartition> Partitions, string State = "");

/// <summary>One piece of a delivery that is read by one reader: a file, a key range.</summary>
/// <param name="Origin">Where it is, such as the file's path.</param>
/// <param name="Identity">Changes whenever its content may have changed. Two partitions with the same origin and identity hold the same rows.</param>
/// <param name="Length">Its size in bytes, or -1 where unknown.</param>
/// <param name="State">What the source wants to find again in <see cref="ISource.OpenAsync"/>; opaque.</param>
public sealed record SourcePartition(string Origin, string Identity, long Length, string State = "");

/// <summary>Something that a person should know about a source.</summary>
/// <param name="Origin">The file or table.</param>
/// <param name="Kind">What is the matter.</param>
/// <param name="Message">The same in words, with what to do.</param>
public sealed record SourceNotice(string Origin, SourceNoticeKind Kind, string Message);

/// <summary>Why something in a source was seen and not taken.</summary>
public enum SourceNoticeKind
{
    /// <summary>It is still being written.</summary>
    NotReady,

    /// <summary>It was published earlier and has another content now.</summary>
    Changed,

    /// <summary>The same content was published under another name.</summary>
    DuplicateContent,

    /// <summary>It was published earlier and is no longer there; the source forgets it.</summary>
    Vanished,
}
