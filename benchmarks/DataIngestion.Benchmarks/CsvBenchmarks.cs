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

    private readonly RecordTokenizer _tokenizer = new(Syntax);
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

    /// <summary>Finds delimiters, quotes and line breaks.</summary>
    /// <returns>How many there are.</returns>
    [Benchmark]
    public int Scan()
    {
        int found = 0;
        for (int at = 0; at < _length; at += StructuralMask.Width)
        {
            found += System.Numerics.BitOperations.PopCount(StructuralMask.Of(ref _text[at], (byte)',', (byte)'"'));
        }

        return found;
    }

    /// <summary>Splits the text into records and fields.</summary>
    /// <returns>The records.</returns>
    [Benchmark]
    public int Tokenize()
    {
        int at = 0;
        int rows = 0;
        while (at < _length)
        {
            _table.Clear();
            at = _tokenizer.Read(_text, at, _length, true, _table, _table.Capacity);
            rows += _table.Rows;
        }

        return rows;
    }

    /// <summary>Reads columns of text.</summary>
    /// <returns>The rows.</returns>
    [Benchmark]
    public async Task<int> ReadColumns()
    {
        using MemoryStream content = new(_text, 0, _length);
        await using CsvBatchReader reader = await CsvBatchReader.OpenAsync(content, "claims.csv", new CsvDialect(), null, Rows, CancellationToken.None);
        int rows = 0;
        while (await reader.ReadAsync(CancellationToken.None) is { } batch)
        {
            rows += batch.Batch.Length;
            batch.Dispose();
        }

        return rows;
    }
}
