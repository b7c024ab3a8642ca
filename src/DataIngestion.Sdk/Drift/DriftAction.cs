namespace DataIngestion;

/// <summary>What happens to a delivery that drifted.</summary>
public enum DriftAction
{
    /// <summary>It is held until someone releases or discards it.</summary>
    Hold,

    /// <summary>It is published, and the verdict is recorded and reported.</summary>
    Warn,
}
