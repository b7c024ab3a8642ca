using System.Runtime.InteropServices;

namespace DataIngestion.Validation;

/// <summary>A key of at most 16 bytes and the row that has it. The form in which keys are sorted, compared and spilled.</summary>
/// <param name="Low">Bytes 0 to 7 of the key.</param>
/// <param name="High">Bytes 8 to 15 of the key.</param>
/// <param name="Ordinal">The row, counted from the start of the block or of the delivery.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct KeyEntry(ulong Low, ulong High, long Ordinal)
{
    public const int Size = 24;
}

/// <summary>A key of the table that the delivery has too.</summary>
/// <param name="Ordinal">The first row of the delivery with the key.</param>
/// <param name="Row">The row of the probing batch.</param>
internal readonly record struct KeyMatch(long Ordinal, long Row);
