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
