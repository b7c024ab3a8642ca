using System.Runtime.InteropServices;
using Apache.Arrow.Scalars;

namespace DataIngestion.Csv;

public sealed class TextViewTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(1, 200).Select(value => (byte)value)];

    [Fact]
    public void Write_AnyLength_IsTheViewThatArrowWrites()
    {
        for (int length = 0; length < 64; length++)
        {
            int start = 16 + length;
            BinaryView expected = length <= BinaryView.MaxInlineLength
                ? new BinaryView(Text.AsSpan(start, length))
                : new BinaryView(length, Text.AsSpan(start, 4), 0, start);
            byte[] view = [.. Enumerable.Repeat((byte)0xEE, TextView.Size)];

            TextView.Write(ref view[0], ref Text[0], start, length);

            view.ShouldBe(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref expected, 1)).ToArray());
        }
    }

    [Theory]
    [InlineData(12, -1)]
    [InlineData(13, 1)]
    public void SetBuffer_LongAndShort_ChangesTheLongOnly(int length, int buffer)
    {
        byte[] view = new byte[TextView.Size];
        TextView.Write(ref view[0], ref Text[0], 20, length);

        TextView.SetBuffer(ref view[0], length, 1);

        MemoryMarshal.Read<BinaryView>(view).BufferIndex.ShouldBe(buffer);
    }
}
