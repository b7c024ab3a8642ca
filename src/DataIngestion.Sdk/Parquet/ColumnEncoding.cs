using System.IO.Hashing;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Parquet;

internal enum ColumnEncoding
{
    /// <summary>The writer's dictionary, which falls back to plain values when it grows too large.</summary>
    Dictionary,

    /// <summary>A dictionary that the rows bring along. Its smallest and largest entry say little, and finding them costs more than writing the rows.</summary>
    GivenDictionary,

    /// <summary>The values themselves: a dictionary of values that hardly repeat costs twice the time and more bytes.</summary>
    Plain,

    /// <summary>Differences of neighbours in as few bits as they need: for integers that hardly repeat or lie close together.</summary>
    Delta,
}

/// <summary>Chooses how a column is encoded, from a sample of the first rows of a file.</summary>
internal static class ColumnEncodings
{
    private const int SampleRows = 4096;

    // Two bytes a value or less, packed: as small as a dictionary and quicker.
    private const ulong NarrowRange = 1 << 16;

    public static ColumnEncoding Choose(IReadOnlyList<IArrowArray> parts)
    {
        if (parts.All(part => part is DictionaryArray))
        {
            return ColumnEncoding.GivenDictionary;
        }

        Sample sample = new();
        int step = Math.Max(1, parts.Sum(part => part.Length) / SampleRows);
        foreach (IArrowArray part in parts)
        {
            Observe(part, step, sample);
            GC.KeepAlive(part);
        }

        return sample switch
        {
            { Integers: true } when sample.HardlyRepeats || sample.Range < NarrowRange => ColumnEncoding.Delta,
            { HardlyRepeats: true } => ColumnEncoding.Plain,
            _ => ColumnEncoding.Dictionary,
        };
    }

    private static void Observe(IArrowArray part, int step, Sample sample)
    {
        switch (part.Data.DataType)
        {
            case DictionaryType or BooleanType or NullType:
                return;
            case StringType or BinaryType:
                Bytes(part, step, sample);
                return;
            case Decimal128Type:
                Fixed<Int128>(part, step, sample, static value => ((UInt128)value).GetHashCode(), integers: false);
                return;
            case FloatingPointType { BitWidth: 64 }:
                Fixed<long>(part, step, sample, static value => value, integers: false);
                return;
            case FloatingPointType:
                Fixed<int>(part, step, sample, static value => value, integers: false);
                return;
            case FixedWidthType { BitWidth: 8 }:
                Fixed<sbyte>(part, step, sample, static value => value, integers: true);
                return;
            case FixedWidthType { BitWidth: 16 }:
                Fixed<short>(part, step, sample, static value => value, integers: true);
                return;
            case FixedWidthType { BitWidth: 32 }:
                Fixed<int>(part, step, sample, static value => value, integers: true);
                return;
            case FixedWidthType { BitWidth: 64 }:
                Fixed<long>(part, step, sample, static value => value, integers: true);
                return;
            default:
                return;
        }
    }

    private static void Fixed<T>(IArrowArray part, int step, Sample sample, Func<T, long> identity, bool integers)
        where T : unmanaged
    {
        ReadOnlySpan<T> values = Cells.Of<T>(part);
        Validity validity = new(part);
        sample.Integers = integers;
        for (int row = 0; row < values.Length; row += step)
        {
            if (validity[row])
            {
                sample.Add(identity(values[row]));
            }
        }
    }

    private static void Bytes(IArrowArray part, int step, Sample sample)
    {
        ByteCells values = new(part);
        Validity validity = new(part);
        for (int row = 0; row < part.Length; row += step)
        {
            if (validity[row])
            {
                sample.Add((long)XxHash3.HashToUInt64(values[row]));
            }
        }
    }

    private sealed class Sample
    {
        private readonly HashSet<long> _distinct = [];
        private long _smallest = long.MaxValue;
        private long _largest = long.MinValue;
        private int _count;

        public bool Integers { get; set; }

        public bool HardlyRepeats => _count > 0 && _distinct.Count > _count / 2;

        public ulong Range => _count == 0 ? 0 : (ulong)_largest - (ulong)_smallest;

        public void Add(long value)
        {
            _count++;
            _distinct.Add(value);
            _smallest = Math.Min(_smallest, value);
            _largest = Math.Max(_largest, value);
        }
    }
}
