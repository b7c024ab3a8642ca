using Apache.Arrow;

namespace DataIngestion.Masking;

/// <summary>A pure function over one column. Missing values stay missing.</summary>
internal abstract class ColumnMask
{
    /// <summary>The mask as lineage shows it.</summary>
    public abstract string Description { get; }

    /// <summary>Whether no statistic of the masked values may be published either.</summary>
    public virtual bool IsWithheld => false;

    /// <summary>Whether equal values stay equal and different ones different, so that a key may be masked.</summary>
    public virtual bool KeepsKeys => false;

    /// <summary>The type of the masked column, null for a column that is dropped.</summary>
    /// <exception cref="ArgumentException">The mask is not for that type.</exception>
    public abstract ColumnType? OutputType(ColumnContract column);

    /// <summary>Masks an array of the contract's type.</summary>
    /// <param name="column">The values.</param>
    /// <param name="unmaskable">Receives how many values had no masked form and became missing.</param>
    public abstract IArrowArray Apply(IArrowArray column, out long unmaskable);

    /// <summary>The delivered text of a rejected row as quarantine keeps it.</summary>
    public virtual string? MaskText(string text) => "[redacted]";

    protected static ArgumentException WrongType(ColumnContract column, string mask, string wanted) =>
        new($"The mask '{mask}' is for {wanted}, and column '{column.Name}' is {column.Type}.");
}
