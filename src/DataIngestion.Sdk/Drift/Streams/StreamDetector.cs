using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion;

/// <summary>What all stream detectors share: checks of values, beginning anew after a drift, and the state as JSON.</summary>
/// <typeparam name="TState">Everything that the detector remembers, in public properties.</typeparam>
public abstract class StreamDetector<TState> : IStreamDetector
    where TState : class, new()
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private protected StreamDetector(string name) => Name = name;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Count { get; private set; }

    private protected TState State { get; private set; } = new();

    private bool HasDrifted { get; set; }

    /// <inheritdoc/>
    public StreamStatus Observe(double value)
    {
        if (!Takes(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, $"The detector {Name} takes {Expected}.");
        }

        if (HasDrifted)
        {
            Count = 0;
            HasDrifted = false;
            BeginAnew();
        }

        Count++;
        StreamStatus status = Next(value);
        HasDrifted = status == StreamStatus.Drift;
        return status;
    }

    /// <inheritdoc/>
    public void Reset() => (State, Count, HasDrifted) = (new TState(), 0, false);

    /// <inheritdoc/>
    public string Save() => JsonSerializer.Serialize(new Saved(Name, Count, HasDrifted, State), Json);

    /// <inheritdoc/>
    public void Restore(string state)
    {
        ArgumentException.ThrowIfNullOrEmpty(state);
        Saved? saved;
        try
        {
            saved = JsonSerializer.Deserialize<Saved>(state, Json);
        }
        catch (JsonException fault)
        {
            throw new ArgumentException($"The text is no saved state of a stream detector: {fault.Message}", nameof(state), fault);
        }

        if (saved is not { State: not null, Count: >= 0 } || saved.Name != Name)
        {
            throw new ArgumentException($"The state is one of '{saved?.Name}', not of {Name}: restore it into a detector with the same settings.", nameof(state));
        }

        (State, Count, HasDrifted) = (saved.State, saved.Count, saved.HasDrifted);
    }

    private protected virtual string Expected => "finite numbers";

    private protected virtual bool Takes(double value) => double.IsFinite(value);

    // Most detectors keep nothing of what came before a drift.
    private protected virtual void BeginAnew() => State = new TState();

    private protected abstract StreamStatus Next(double value);

    private sealed record Saved(string Name, long Count, bool HasDrifted, TState State);
}
