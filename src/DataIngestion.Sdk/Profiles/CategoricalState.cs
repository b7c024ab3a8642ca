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

    private void Observe(BooleanArray booleans)
    {
        Validity validity = new(booleans);
        ReadOnlySpan<byte> bits = booleans.ValueBuffer.Span;
        long set = 0;
        long valid = 0;
        for (int i = 0; i < booleans.Length; i++)
        {
            bool present = validity[i];
            valid += present ? 1 : 0;
            set += present && BitUtility.GetBit(bits, booleans.Offset + i) ? 1 : 0;
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
