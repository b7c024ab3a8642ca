using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Delta;

// Builds a struct array of `rows` rows that holds `items` from row `start` on and nulls elsewhere.
internal sealed class StructColumnBuilder<T>(IReadOnlyList<T> items, int start, int rows)
{
    private static readonly MapType TextMap = new(new Field("key", StringType.Default, false), new Field("value", StringType.Default, true));
    private static readonly ListType TextList = new(new Field("element", StringType.Default, true));

    private readonly List<Field> _fields = [];
    private readonly List<IArrowArray> _arrays = [];

    private int After => rows - start - items.Count;

    public StructColumnBuilder<T> Text(string name, Func<T, string?> value)
    {
        StringArray.Builder builder = new();
        Fill(item => _ = value(item) is { } text ? builder.Append(text) : builder.AppendNull(), () => builder.AppendNull());
        return Add(name, StringType.Default, builder.Build());
    }

    public StructColumnBuilder<T> Number(string name, Func<T, long?> value)
    {
        Int64Array.Builder builder = new();
        Fill(item => builder.Append(value(item)), () => builder.AppendNull());
        return Add(name, Int64Type.Default, builder.Build());
    }

    public StructColumnBuilder<T> Integer(string name, Func<T, int> value)
    {
        Int32Array.Builder builder = new();
        Fill(item => builder.Append(value(item)), () => builder.AppendNull());
        return Add(name, Int32Type.Default, builder.Build());
    }

    public StructColumnBuilder<T> Flag(string name, Func<T, bool> value)
    {
        BooleanArray.Builder builder = new();
        Fill(item => builder.Append(value(item)), () => builder.AppendNull());
        return Add(name, BooleanType.Default, builder.Build());
    }

    public StructColumnBuilder<T> List(string name, Func<T, IReadOnlyList<string>?> value)
    {
        ListArray.Builder builder = new(TextList.ValueField);
        StringArray.Builder texts = (StringArray.Builder)builder.ValueBuilder;
        Fill(
            item =>
            {
                IReadOnlyList<string>? list = value(item);
                _ = list is null ? builder.AppendNull() : builder.Append();
                texts.AppendRange(list ?? []);
            },
            () => builder.AppendNull());
        return Add(name, TextList, builder.Build());
    }

    public StructColumnBuilder<T> Map(string name, Func<T, IReadOnlyDictionary<string, string?>?> value)
    {
        MapArray.Builder builder = new(TextMap);
        StringArray.Builder keys = (StringArray.Builder)builder.KeyBuilder;
        StringArray.Builder values = (StringArray.Builder)builder.ValueBuilder;
        Fill(
            item =>
            {
                IReadOnlyDictionary<string, string?>? map = value(item);
                _ = map is null ? builder.AppendNull() : builder.Append();
                foreach ((string key, string? text) in map ?? new Dictionary<string, string?>())
                {
                    keys.Append(key);
                    _ = text is null ? values.AppendNull() : values.Append(text);
                }
            },
            () => builder.AppendNull());
        return Add(name, TextMap, builder.Build());
    }

    public StructColumnBuilder<T> Struct(string name, Func<StructColumnBuilder<T>, StructColumnBuilder<T>> fields)
    {
        StructArray inner = fields(new(items, start, rows)).Build();
        return Add(name, inner.Data.DataType, inner);
    }

    public StructArray Build()
    {
        ArrowBuffer.BitmapBuilder validity = new(rows);
        validity.AppendRange(false, start).AppendRange(true, items.Count).AppendRange(false, After);
        return new(new StructType(_fields), rows, _arrays, validity.Build(), rows - items.Count);
    }

    private StructColumnBuilder<T> Add(string name, IArrowType type, IArrowArray array)
    {
        _fields.Add(new(name, type, true));
        _arrays.Add(array);
        return this;
    }

    private void Fill(Action<T> append, Action appendNull)
    {
        Repeat(start, appendNull);
        foreach (T item in items)
        {
            append(item);
        }

        Repeat(After, appendNull);
    }

    private static void Repeat(int times, Action action)
    {
        for (int time = 0; time < times; time++)
        {
            action();
        }
    }
}
