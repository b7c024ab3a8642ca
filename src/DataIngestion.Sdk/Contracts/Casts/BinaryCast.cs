using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>Bytes of any width or layout to bytes.</summary>
internal sealed class BinaryCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        BinaryArray.Builder builder = new();
        builder.Reserve(delivered.Length);
        for (int row = 0; row < delivered.Length; row++)
        {
            if (TextColumns.TryBytes(delivered, row, out ReadOnlySpan<byte> bytes))
            {
                builder.Append(bytes);
            }
            else
            {
                tally.Empty(row);
                builder.AppendNull();
            }
        }

        GC.KeepAlive(delivered);
        return builder.Build();
    }
}
