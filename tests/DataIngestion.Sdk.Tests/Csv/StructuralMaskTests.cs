namespace DataIngestion.Csv;

public sealed class StructuralMaskTests
{
    [Fact]
    public void Of_RandomBytes_EveryWidthAgreesWithTheScalarMask()
    {
        Random random = new(1);
        byte[] alphabet = [.. "ab,;\"\n\r"u8, 0, 0x80, 0xFF];
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = random.GetItems(alphabet, StructuralMask.Width);
            byte value = random.GetItems(alphabet, 1)[0];
            ulong expected = Scalar(bytes, value);

            StructuralMask.Of(ref bytes[0], value).ShouldBe(expected);
            StructuralMask.Of512(ref bytes[0], value).ShouldBe(expected);
            StructuralMask.Of256(ref bytes[0], value).ShouldBe(expected);
            StructuralMask.OfScalar(ref bytes[0], value).ShouldBe(expected);
        }
    }

    [Fact]
    public void OfNonAscii_RandomBytes_EveryWidthAgrees()
    {
        Random random = new(2);
        for (int round = 0; round < 500; round++)
        {
            byte[] bytes = random.GetItems<byte>([0, (byte)'a', 0x7F, 0x80, 0xFF], StructuralMask.Width);
            ulong expected = bytes.Index().Aggregate(0UL, (mask, one) => one.Item >= 0x80 ? mask | (1UL << one.Index) : mask);

            StructuralMask.OfNonAscii(ref bytes[0]).ShouldBe(expected);
            StructuralMask.OfNonAscii512(ref bytes[0]).ShouldBe(expected);
            StructuralMask.OfNonAscii256(ref bytes[0]).ShouldBe(expected);
        }
    }

    [Fact]
    public void WritePositions_RandomBytes_PackedAgreesWithBitByBit()
    {
        Random random = new(3);
        for (int round = 0; round < 1000; round++)
        {
            byte[] bytes = random.GetItems<byte>([(byte)',', (byte)'\n', (byte)'\r', .. Enumerable.Repeat((byte)'x', round % 20)], StructuralMask.Width);
            byte lineEnd = round % 2 == 0 ? (byte)'\r' : (byte)'\n';
            int[] expected = [.. bytes.Index().Where(one => one.Item == ',' || one.Item == '\n' || one.Item == lineEnd).Select(one => 1000 + one.Index)];
            ulong found = expected.Aggregate(0UL, (mask, position) => mask | (1UL << (position - 1000)));
            int[] packed = new int[StructuralMask.Width + PositionWriter.AtOnce];
            int[] bits = new int[StructuralMask.Width + PositionWriter.AtOnce];

            PositionWriter.Write(ref bytes[0], (byte)',', lineEnd, found, 1000, ref packed[0]);
            PositionWriter.WriteBits(found, 1000, ref bits[0]);

            packed[..expected.Length].ShouldBe(expected);
            bits[..expected.Length].ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(-5, 0UL)]
    [InlineData(3, 0b111UL)]
    [InlineData(64, ulong.MaxValue)]
    [InlineData(1000, ulong.MaxValue)]
    public void Inside_BytesLeft_AreTheLowBits(int left, ulong expected) => StructuralMask.Inside(100, 100 + left).ShouldBe(expected);

    private static ulong Scalar(byte[] bytes, byte value)
    {
        ulong mask = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            mask |= bytes[at] == value ? 1UL << at : 0;
        }

        return mask;
    }
}
