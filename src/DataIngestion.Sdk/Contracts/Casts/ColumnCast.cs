using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>Turns one delivered column into its contract's type, a whole column at a time.</summary>
internal abstract class ColumnCast
{
    /// <summary>The typed column; it owns what it needs and outlives the delivered one.</summary>
    public abstract IArrowArray Apply(IArrowArray delivered, ColumnTally tally);

    /// <summary>The same cast for another thread.</summary>
    public virtual ColumnCast Fork() => this;
}
