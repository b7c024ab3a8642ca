using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace DataIngestion.Csv;

public sealed class DecompressionTests
{
    private static readonly byte[] Plain = MakePlain();

    public static TheoryData<string> Formats => ["gzip", "gzip stored", "zstd"];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Open_Compressed_GivesTheContent(string format)
    {
        byte[] packed = Pack(Plain, format);

        Unpack(new MemoryStream(packed)).ShouldBe(Plain);
        (await UnpackAsync(new TrickleStream(packed, 3, 100))).ShouldBe(Plain);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Open_SeveralMembers_GivesAllContents(string format)
    {
        byte[] packed = [.. Pack(Plain, format), .. Pack([], format), .. Pack(Plain[..777], format)];
        byte[] expected = [.. Plain, .. Plain[..777]];

        Unpack(new MemoryStream(packed)).ShouldBe(expected);
        for (int most = 1; most < 20; most++)
        {
            Unpack(new TrickleStream(packed, most, most)).ShouldBe(expected);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Open_CutShortAnywhere_NamesTheFile(string format)
    {
        byte[] packed = Pack(Plain, format);
        foreach (int length in Cuts(packed.Length))
        {
            Should.Throw<SourceException>(() => Unpack(new MemoryStream(packed, 0, length)), $"cut at {length} of {packed.Length}")
                .Message.ShouldContain("a.gz");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Open_SecondMemberCutShort_NamesTheFile(string format)
    {
        byte[] first = Pack(Plain[..3000], format);
        byte[] packed = [.. first, .. Pack(Plain, format)];
        foreach (int length in Cuts(packed.Length).Where(length => length > first.Length))
        {
            Should.Throw<SourceException>(() => Unpack(new MemoryStream(packed, 0, length)), $"cut at {length} of {packed.Length}");
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("gzip stored")]
    public void Open_FlippedByte_NamesTheFile(string format)
    {
        byte[] packed = Pack(Plain, format);

        // From 20 on: bits of the first block's header are padding that no reader looks at.
        for (int at = 20; at < packed.Length; at += 97)
        {
            byte[] broken = [.. packed];
            broken[at] ^= 0x10;
            Should.Throw<SourceException>(() => Unpack(new MemoryStream(broken)), $"flipped at {at}").Message.ShouldContain("a.gz");
        }
    }

    [Fact]
    public void Open_SomethingAfterTheGzip_NamesTheFile() =>
        Should.Throw<SourceException>(() => Unpack(new MemoryStream([.. Pack(Plain, "gzip"), .. "rest"u8]))).Message.ShouldContain("a.gz");

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("ab")]
    [InlineData("a,b\n1,2\n")]
    public void Open_Plain_IsTheStreamItself(string text)
    {
        using MemoryStream original = new(Encoding.UTF8.GetBytes(text));

        Decompression.Open(original, "a.gz").ShouldBeSameAs(original);
        original.Position.ShouldBe(0);
        Unpack(new TrickleStream(Encoding.UTF8.GetBytes(text), 1, 2)).ShouldBe(Encoding.UTF8.GetBytes(text));
    }

    [Fact]
    public async Task Open_CompressedCsv_IsReadThroughTheReader()
    {
        using Stream content = Decompression.Open(new MemoryStream(Pack("a,b\n1,2\n"u8.ToArray(), "gzip")), "a.csv.gz");

        (await CsvReading.ReadAsync(content)).Rows.ShouldHaveSingleItem().ShouldBe(["1", "2"]);
    }

    [Fact]
    public void Dispose_Result_DisposesTheOriginal()
    {
        MemoryStream original = new(Pack(Plain, "gzip"));

        Decompression.Open(original, "a.gz").Dispose();

        original.CanRead.ShouldBeFalse();
    }

    // From 2 on: one byte of zstd is an opening parenthesis, which is a text as well.
    private static IEnumerable<int> Cuts(int length) =>
        Enumerable.Range(2, length - 2).Where(at => at % 97 == 0 || at < 20 || at > length - 50);

    private static byte[] Unpack(Stream packed)
    {
        using Stream content = Decompression.Open(packed, "a.gz");
        using MemoryStream plain = new();
        content.CopyTo(plain, 1000);
        return plain.ToArray();
    }

    private static async Task<byte[]> UnpackAsync(Stream packed)
    {
        using Stream content = Decompression.Open(packed, "a.gz");
        using MemoryStream plain = new();
        await content.CopyToAsync(plain, 999, TestContext.Current.CancellationToken);
        return plain.ToArray();
    }

    private static byte[] Pack(byte[] plain, string format)
    {
        using MemoryStream packed = new();
        using (Stream packer = format == "zstd" ? new CompressionStream(packed, leaveOpen: true)
            : new GZipStream(packed, format == "gzip" ? CompressionLevel.Optimal : CompressionLevel.NoCompression, leaveOpen: true))
        {
            packer.Write(plain);
        }

        return packed.ToArray();
    }

    private static byte[] MakePlain()
    {
        Random random = new(5);
        StringBuilder text = new("a,b\n");
        for (int row = 0; row < 6000; row++)
        {
            text.Append(random.Next()).Append(',').Append(random.Next(10)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
