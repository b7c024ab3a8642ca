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
            ulong expected = Scalar(bytes);

            StructuralMask.Of(ref bytes[0], (byte)',', (byte)'"').ShouldBe(expected);
            StructuralMask.Of256(ref bytes[0], (byte)',', (byte)'"').ShouldBe(expected);
            StructuralMask.Of512(ref bytes[0], (byte)',', (byte)'"').ShouldBe(expected);
        }
    }

    private static ulong Scalar(byte[] bytes)
    {
        ulong mask = 0;
        for (int at = 0; at < bytes.Length; at++)
        {
            mask |= bytes[at] is (byte)',' or (byte)'"' or (byte)'\n' or (byte)'\r' ? 1UL << at : 0;
        }

        return mask;
    }
}
