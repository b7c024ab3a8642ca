using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>Bytes of any width or layout to bytes.</summary>
internal sealed class BinaryCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        BinaryArray.Builder builder = new();
        builder.Reserve(delivered.Length);
        ValidityWords validity = new(delivered);
        for (int row = 0; row < delivered.Length; row++)
        {
            if (tally.Take(validity, row, 1) != 0 && TextColumns.TryBytes(delivered, row, out ReadOnlySpan<byte> bytes))
            {
                builder.Append(bytes);
            }
            else
            {
                builder.AppendNull();
            }
        }

        GC.KeepAlive(delivered);
        return builder.Build();
    }
}
