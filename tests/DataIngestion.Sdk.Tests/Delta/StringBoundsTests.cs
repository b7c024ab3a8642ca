using System.Text;
using CsCheck;

namespace DataIngestion.Delta;

public sealed class StringBoundsTests
{
    private const string Largest = "\U0010FFFF";
    private static readonly string A32 = new('a', 32);
    private static readonly string A31 = new('a', 31);

    // By hand from the rule: 32 UTF-16 characters, one more where a surrogate pair would be split.
    public static TheoryData<string, string, string?> Vectors => new()
    {
        { "", "", "" },
        { A32, A32, A32 },
        { A32 + "b", A32, A32 + "\u007F" },
        { A32 + "~", A32, A32 + "\u007F" },
        { A32 + "\u007F", A32, A32 + Largest },
        { A32 + "é", A32, A32 + Largest },
        { A31 + "\U0001F600", A31 + "\U0001F600", A31 + "\U0001F600" },
        { A31 + "\U0001F600b", A31 + "\U0001F600", A31 + "\U0001F600\u007F" },
        { A32 + Largest, A32, A32 + Largest },
        { A32 + Largest + "b", A32, A32 + Largest + "\u007F" },
        { A32 + Largest + "é", A32, A32 + Largest + Largest },
        { A32 + Repeat(16), A32, A32 + Repeat(16) },
        { A32 + Repeat(16) + "b", A32, A32 + Repeat(16) + "\u007F" },
        { A32 + Repeat(17), A32, null },
        { A32 + Repeat(17) + "b", A32, null },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Bounds_OfAText_AreTheStatedOnes(string text, string lower, string? upper)
    {
        StringBounds.Lower(text).ShouldBe(lower);
        StringBounds.Upper(text).ShouldBe(upper);
    }

    [Fact]
    public void Bounds_OfAnyText_EncloseItInTheOrderOfUtf8Bytes() =>
        Gen.Char.Where(c => !char.IsSurrogate(c)).Array[0, 80].Select(Gen.Int[0, 80], (chars, at) =>
            new string(chars).Insert(Math.Min(at, chars.Length), "\U0001F600" + Largest)).Sample(text =>
        {
            Compare(StringBounds.Lower(text), text).ShouldBeLessThanOrEqualTo(0);
            if (StringBounds.Upper(text) is { } upper)
            {
                Compare(upper, text).ShouldBeGreaterThanOrEqualTo(0);
            }
        });

    private static string Repeat(int times) => string.Concat(Enumerable.Repeat(Largest, times));

    private static int Compare(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
