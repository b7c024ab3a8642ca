namespace DataIngestion.Delta;

public sealed class DeltaPathTests
{
    // The first three are what Spark wrote for such partition folders.
    [Theory]
    [InlineData("_2=bar+%252521", "_2=bar+%2521")]
    [InlineData("ts=2024-01-01%2010%253A00%253A00/part.parquet", "ts=2024-01-01 10%3A00%3A00/part.parquet")]
    [InlineData("special%20p@%23h", "special p@#h")]
    [InlineData("file:///some/absolute", "/some/absolute")]
    [InlineData("file:/some/absolute", "/some/absolute")]
    [InlineData("/some/absolute", "/some/absolute")]
    [InlineData("./a", "a")]
    public void Decode_OneRound_IsTheRelativePath(string uri, string path) => DeltaPath.Decode(uri).ShouldBe(path);

    [Theory]
    [InlineData("p=1/part-00000.snappy.parquet", "p=1/part-00000.snappy.parquet")]
    [InlineData("a b/c#d?e%f+g:h", "a%20b/c%23d%3Fe%25f%2Bg%3Ah")]
    [InlineData("ü", "%C3%BC")]
    [InlineData("s3://bucket/a b", "s3://bucket/a%20b")]
    public void Encode_AnyPath_IsAUriThatDecodesToIt(string path, string uri)
    {
        DeltaPath.Encode(path).ShouldBe(uri);
        DeltaPath.Decode(uri).ShouldBe(path);
    }

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("a/..b", true)]
    [InlineData("", false)]
    [InlineData("/a", false)]
    [InlineData("a/../b", false)]
    [InlineData("./a", false)]
    [InlineData("a//b", false)]
    [InlineData("s3://b/c", false)]
    public void IsInsideTable_OfAPath_IsTold(string path, bool inside) => DeltaPath.IsInsideTable(path).ShouldBe(inside);
}
