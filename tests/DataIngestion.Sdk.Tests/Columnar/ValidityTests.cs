using Apache.Arrow;
using CsCheck;

namespace DataIngestion.Columnar;

public sealed class ValidityTests
{
    private static readonly Gen<Int64Array> Slices = Gen.Select(Gen.OneOf(Gen.Bool, Gen.Const(true), Gen.Const(false)).Array[0, 300], Gen.Int[0, 150], Gen.Int[0, 150])
        .Select((valid, before, after) => (Int64Array)ArrowArrayFactory.Slice(
            Batches.Int64([.. valid.Select(present => present ? 1L : (long?)null)]), Math.Min(before, valid.Length), Math.Max(0, valid.Length - before - after)));

    [Fact]
    public void WordAndNext_AnySlice_AgreeWithTheBits() => Slices.Sample(array =>
    {
        Validity validity = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            ulong expected = 0;
            for (int bit = 0; bit < 64 && row + bit < array.Length; bit++)
            {
                expected |= array.IsValid(row + bit) ? 1UL << bit : 0;
            }

            validity.Word(row).ShouldBe(expected);
            validity.Next(row, valid: true).ShouldBe(First(array, row, valid: true));
            validity.Next(row, valid: false).ShouldBe(First(array, row, valid: false));
        }
    });

    [Fact]
    public void ToBuffer_AnySlice_HoldsTheSameRows() => Slices.Sample(array =>
    {
        ArrowBuffer bits = new Validity(array).ToBuffer();
        for (int row = 0; row < array.Length; row++)
        {
            (bits.IsEmpty || BitUtility.GetBit(bits.Span, row)).ShouldBe(array.IsValid(row));
        }
    });

    private static int First(Int64Array array, int row, bool valid)
    {
        while (row < array.Length && array.IsValid(row) != valid)
        {
            row++;
        }

        return row;
    }
}
