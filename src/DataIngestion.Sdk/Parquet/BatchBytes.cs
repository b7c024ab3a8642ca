using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Parquet;

/// <summary>How many bytes the values of a batch take before they are encoded.</summary>
internal static class BatchBytes
{
    public static long Of(RecordBatch batch)
    {
        long bytes = 0;
        for (int column = 0; column < batch.ColumnCount; column++)
        {
            bytes += Of(batch.Column(column).Data);
        }

        return bytes;
    }

    private static long Of(ArrayData array) => array.DataType switch
    {
        // The offsets of a slice point into values that it shares with its siblings.
        StringType or BinaryType => (4L * array.Length) + Text(array),
        // The dictionary is shared by many batches and small beside them.
        DictionaryType => 4L * array.Length,
        FixedWidthType type => ((long)type.BitWidth * array.Length) / 8,
        _ => array.Buffers.Sum(buffer => (long)buffer.Length) + array.Children.Sum(Of),
    };

    private static long Text(ArrayData array)
    {
        ReadOnlySpan<int> offsets = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(array.Buffers[1].Span);
        long bytes = offsets.IsEmpty ? 0 : offsets[array.Offset + array.Length] - offsets[array.Offset];
        GC.KeepAlive(array);
        return bytes;
    }
}
