using System.Buffers;
using System.Runtime.CompilerServices;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Profiles;

internal sealed class CategoricalState(string name, ColumnType type, CategoryCounts counts) : ColumnState(name, type)
{
    protected override void ObserveValues(IArrowArray chunk)
    {
        switch (chunk)
        {
            case StringArray texts:
                Observe(texts);
                break;
            case DictionaryArray { Indices: Int32Array codes, Dictionary: StringArray dictionary }:
                Observe(codes, dictionary);
                break;
            case BooleanArray booleans:
                Observe(booleans);
                break;
            default:
                throw new ArgumentException($"Column '{Name}' was delivered as {chunk.Data.DataType.Name}, which holds no categories.", nameof(chunk));
        }

        GC.KeepAlive(chunk);
    }

    protected override void MergeValues(ColumnState other) => counts.Merge(((CategoricalState)other).Counts);

    protected override ColumnProfile CompleteValues(ColumnProfile profile) => profile with { Categorical = counts.Complete() };

    private CategoryCounts Counts => counts;

    [MethodImpl(Kernel.AtOnce)]
    private void Observe(StringArray texts)
    {
        Validity validity = new(texts);
        ReadOnlySpan<int> offsets = texts.ValueOffsets;
        ReadOnlySpan<byte> bytes = texts.ValueBuffer.Span;
        for (int i = 0; i < texts.Length; i++)
        {
            if (validity[i])
            {
                counts.Add(bytes[offsets[i]..offsets[i + 1]]);
            }
        }
    }

    private void Observe(Int32Array codes, StringArray dictionary)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(Math.Max(1, dictionary.Length));
        Span<int> occurrences = rented.AsSpan(0, dictionary.Length);
        occurrences.Clear();
        Count(codes, occurrences);
        Validity validity = new(dictionary);
        ReadOnlySpan<int> offsets = dictionary.ValueOffsets;
        ReadOnlySpan<byte> bytes = dictionary.ValueBuffer.Span;
        for (int code = 0; code < occurrences.Length; code++)
        {
            if (!validity[code])
            {
                AddMissing(occurrences[code]);
            }
            else if (occurrences[code] > 0)
            {
                counts.Add(bytes[offsets[code]..offsets[code + 1]], occurrences[code]);
            }
        }

        ArrayPool<int>.Shared.Return(rented);
        GC.KeepAlive(codes);
        GC.KeepAlive(dictionary);
    }

    [MethodImpl(Kernel.AtOnce)]
    private static void Count(Int32Array codes, Span<int> occurrences)
    {
        ReadOnlySpan<int> values = codes.Values;
        Validity validity = new(codes);
        if (validity.AllValid)
        {
            foreach (int code in values)
            {
                occurrences[code]++;
            }

            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            // What a row without a value holds is not defined.
            if (validity[i])
            {
                occurrences[values[i]]++;
            }
        }
    }

    [MethodImpl(Kernel.AtOnce)]
    private void Observe(BooleanArray booleans)
    {
        Validity validity = new(booleans);
        ReadOnlySpan<byte> bits = booleans.ValueBuffer.Span;
        long set = 0;
        long valid = 0;
        for (int i = 0; i < booleans.Length; i++)
        {
            int present = validity[i] ? 1 : 0;
            valid += present;
            set += present & (bits[(booleans.Offset + i) >> 3] >> ((booleans.Offset + i) & 7));
        }

        AddIfAny("true"u8, set);
        AddIfAny("false"u8, valid - set);
    }

    private void AddIfAny(ReadOnlySpan<byte> category, long count)
    {
        if (count > 0)
        {
            counts.Add(category, count);
        }
    }
}
