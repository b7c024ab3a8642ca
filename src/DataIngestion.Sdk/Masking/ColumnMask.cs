using Apache.Arrow;

namespace DataIngestion.Masking;

/// <summary>How one column is masked. Immutable and thread-safe.</summary>
internal abstract class ColumnMask
{
    /// <summary>The mask with its arguments for lineage; holds no secret.</summary>
    public abstract string Name { get; }

    /// <summary>Whether no profile and no minimum or maximum of the masked column is published.</summary>
    public virtual bool IsWithheld => false;

    /// <summary>Whether a value may become missing.</summary>
    public virtual bool MayLoseValues => false;

    /// <summary>Why a value becomes missing, in the words of a count.</summary>
    public virtual string Lost => "not maskable";

    /// <summary>The type of the masked column, or <see langword="null"/> when the mask cannot treat the type.</summary>
    public abstract ColumnType? Output(ColumnType type);

    /// <summary>The masked values; adds values that became missing to <paramref name="lost"/>. Of text that is encoded each entry is masked once.</summary>
    public virtual ArrayData Apply(IArrowArray array, ref long lost) =>
        array is DictionaryArray encoded ? EncodedMask.Apply(encoded, ApplyPlain, ref lost) : ApplyPlain(array, ref lost);

    /// <summary>The mask of a value that is known as delivered text only.</summary>
    public virtual string? Text(string text) => "[redacted]";

    /// <summary>The masked values of an array that is not encoded. What they become may be.</summary>
    protected abstract ArrayData ApplyPlain(IArrowArray array, ref long lost);
}
