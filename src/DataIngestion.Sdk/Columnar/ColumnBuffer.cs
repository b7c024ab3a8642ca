using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>Builders whose memory is ready to be written by index. What they build is native memory: the C data interface does not export managed memory.</summary>
internal static class ColumnBuffer
{
    public static ArrowBuffer.Builder<T> Of<T>(int length)
        where T : unmanaged
    {
        ArrowBuffer.Builder<T> builder = new(length);
        builder.Resize(length);
        return builder;
    }
}
