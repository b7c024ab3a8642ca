namespace DataIngestion;

/// <summary>Watches a stream of errors or values one by one for the moment at which it changes: concept drift of a model in service.</summary>
/// <remarks>Not thread-safe. Memory does not grow with the stream, or with its logarithm where the documentation says so.</remarks>
public interface IStreamDetector
{
    /// <summary>The detector with its settings, such as <c>ddm(30, 2, 3)</c>.</summary>
    string Name { get; }

    /// <summary>The values seen since the start or the last drift.</summary>
    long Count { get; }

    /// <summary>Looks at the next value.</summary>
    /// <param name="value">Finite; detectors of error rates take 0 for a right and 1 for a wrong answer.</param>
    /// <returns>Where the stream stands after it. After <see cref="StreamStatus.Drift"/> the detector begins anew with the next value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite, or outside of what the detector takes.</exception>
    StreamStatus Observe(double value);

    /// <summary>Forgets everything seen.</summary>
    void Reset();

    /// <summary>The state, so that another process can go on from here.</summary>
    /// <returns>JSON. Numbers survive bit for bit.</returns>
    string Save();

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> returned, of a detector with the same settings.</param>
    /// <exception cref="ArgumentException">The text is no such state.</exception>
    void Restore(string state);
}

/// <summary>Where a stream stands.</summary>
public enum StreamStatus
{
    /// <summary>Nothing has changed.</summary>
    Stable,

    /// <summary>A change may be under way: a good moment to begin to collect rows for a new model.</summary>
    Warning,

    /// <summary>The stream has changed.</summary>
    Drift,
}
