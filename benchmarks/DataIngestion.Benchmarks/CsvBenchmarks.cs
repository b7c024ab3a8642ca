using BenchmarkDotNet.Attributes;
using DataIngestion.Comparisons.Data;
using DataIngestion.Csv;

namespace DataIngestion.Benchmarks;

/// <summary>CSV bytes to field positions and to columns of text, over 10,000 rows of 17 columns (1.8 MB).</summary>
[MemoryDiagnoser]
public class CsvBenchmarks
{
    private const int Rows = 10_000;
    private static readonly CsvSyntax Syntax = new((byte)',', (byte)'"', true, false);

    private readonly RecordSplitter _splitter = new(Syntax, 17);
    private readonly PlainScanner _plain = new(Syntax);
    private readonly RecordScanner _any = new(Syntax);
    private readonly RecordTable _table = new(17, 256);
    private byte[] _text = [];
    private int _length;

    /// <summary>Makes the text.</summary>
    [GlobalSetup]
    public void Setup()
    {
        string file = Path.GetTempFileName();
        ClaimsFile.Write(Rows, file, 1);
        byte[] text = File.ReadAllBytes(file);
        File.Delete(file);
        _length = text.Length;
        _text = [.. text, .. new byte[StructuralMask.Width]];
    }

    /// <summary>Finds where records end.</summary>
    /// <returns>The records.</returns>
    [Benchmark]
    public int Split() => _splitter.Split(_text, 0, _length, final: true).Rows;

    /// <summary>Finds the fields of records without quotes.</summary>
    /// <returns>The records.</returns>
    [Benchmark]
    public int ScanPlain()
    {
        int rows = 0;
        for (int at = 0; at < _length;)
        {
            at = _plain.Read(_text, at, _length, pairs: false, _table, _table.Capacity);
            rows += _table.Rows;
        }

        return rows;
    }

    /// <summary>Finds the fields of records as if they might hold quotes.</summary>
    /// <returns>The records.</returns>
    [Benchmark]
    public int ScanAny()
    {
        int rows = 0;
        for (int at = 0; at < _length;)
        {
            at = _any.Read(_text, at, _length, final: true, _table, _table.Capacity);
            rows += _table.Rows;
        }

        return rows;
    }

    /// <summary>Reads columns of string views.</summary>
    /// <returns>The rows.</returns>
    [Benchmark]
    public async Task<long> ReadColumns()
    {
        using MemoryStream content = new(_text, 0, _length);
        await using CsvChunkReader reader = await CsvChunkReader.OpenAsync(content, "claims.csv", new CsvDialect(), null, Rows, CancellationToken.None);
        long rows = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } chunk)
        {
            using (chunk)
            {
                rows += chunk.Decode().Sum(batch => (long)batch.Batch.Length);
            }
        }

        return rows;
    }
}
