using System.Buffers.Text;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using DataIngestion.Comparisons.Data;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Benchmarks;

/// <summary>Text to numbers and dates, 100,000 values each, beside the runtime's own parsers.</summary>
public class ParseBenchmarks
{
    private const int Count = 100_000;
    private static readonly DateOnly Epoch = new(1990, 1, 1);

    private byte[][] _integers = [];
    private byte[][] _doubles = [];
    private byte[][] _dates = [];

    /// <summary>Makes the texts.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SplitMix64 random = new(1);
        _integers = new byte[Count][];
        _doubles = new byte[Count][];
        _dates = new byte[Count][];
        for (int i = 0; i < Count; i++)
        {
            _integers[i] = Encoding.ASCII.GetBytes((random.Next() >> (4 + (int)random.Below(56))).ToString(CultureInfo.InvariantCulture));
            _doubles[i] = Encoding.ASCII.GetBytes((random.SkewedBelow(4_000_000) / 100.0).ToString("F2", CultureInfo.InvariantCulture));
            _dates[i] = Encoding.ASCII.GetBytes(Epoch.AddDays((int)random.Below(12_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Integers by the SDK.</summary>
    /// <returns>Their sum.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public long Integer()
    {
        long sum = 0;
        foreach (byte[] text in _integers) { sum += NumberText.TryInt64(text, out long value) ? value : 0; }
        return sum;
    }

    /// <summary>Integers by the runtime.</summary>
    /// <returns>Their sum.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public long IntegerByRuntime()
    {
        long sum = 0;
        foreach (byte[] text in _integers) { sum += Utf8Parser.TryParse(text, out long value, out _) ? value : 0; }
        return sum;
    }

    /// <summary>Doubles by the SDK.</summary>
    /// <returns>Their sum.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public double Double()
    {
        double sum = 0;
        foreach (byte[] text in _doubles) { sum += NumberText.TryDouble(text, (byte)'.', out double value) ? value : 0; }
        return sum;
    }

    /// <summary>Doubles by the runtime.</summary>
    /// <returns>Their sum.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public double DoubleByRuntime()
    {
        double sum = 0;
        foreach (byte[] text in _doubles) { sum += double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : 0; }
        return sum;
    }

    /// <summary>Dates by the SDK.</summary>
    /// <returns>How many are dates.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public int Date()
    {
        int dates = 0;
        foreach (byte[] text in _dates) { dates += DateFormat.IsoDate.TryParse(text, out _) ? 1 : 0; }
        return dates;
    }

    /// <summary>Dates by the runtime.</summary>
    /// <returns>How many are dates.</returns>
    [Benchmark(OperationsPerInvoke = Count)]
    public int DateByRuntime()
    {
        Span<char> characters = stackalloc char[10];
        int dates = 0;
        foreach (byte[] text in _dates)
        {
            Encoding.ASCII.GetChars(text, characters);
            dates += DateOnly.TryParseExact(characters, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? 1 : 0;
        }

        return dates;
    }
}
