using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Delta;

// Cells of a struct array by field name. A field that the file does not have reads as null.
internal sealed class StructColumn
{
    private readonly StructArray _array;
    private readonly Dictionary<string, IArrowArray> _fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StructColumn> _inner = new(StringComparer.Ordinal);

    private StructColumn(StructArray array)
    {
        _array = array;
        IReadOnlyList<Field> fields = ((StructType)array.Data.DataType).Fields;
        for (int field = 0; field < fields.Count; field++)
        {
            _fields[fields[field].Name] = array.Fields[field];
            if (array.Fields[field] is StructArray inner)
            {
                _inner[fields[field].Name] = new(inner);
            }
        }
    }

    public static StructColumn Of(IArrowArray array) => new((StructArray)array);

    public bool IsValid(int row) => _array.IsValid(row);

    public StructColumn? Inner(string name) => _inner.GetValueOrDefault(name);

    public string? Text(string name, int row) => IsValid(row) && _fields.TryGetValue(name, out IArrowArray? field) ? ((StringArray)field).GetString(row) : null;

    public string RequiredText(string name, int row) => Text(name, row) ?? throw Missing(name);

    public long? Number(string name, int row) => !IsValid(row) ? null : _fields.GetValueOrDefault(name) switch
    {
        null => null,
        Int64Array numbers => numbers.GetValue(row),
        IArrowArray numbers => ((Int32Array)numbers).GetValue(row),
    };

    public long RequiredNumber(string name, int row) => Number(name, row) ?? throw Missing(name);

    public bool? Flag(string name, int row) => IsValid(row) && _fields.TryGetValue(name, out IArrowArray? field) ? ((BooleanArray)field).GetValue(row) : null;

    public IReadOnlyList<string>? List(string name, int row)
    {
        if (!_fields.TryGetValue(name, out IArrowArray? field) || field.IsNull(row))
        {
            return null;
        }

        ListArray lists = (ListArray)field;
        StringArray items = (StringArray)lists.Values;
        int start = lists.ValueOffsets[row];
        return [.. Enumerable.Range(start, lists.GetValueLength(row)).Select(item => items.GetString(item) ?? "")];
    }

    public IReadOnlyDictionary<string, string?>? Map(string name, int row)
    {
        if (!_fields.TryGetValue(name, out IArrowArray? field) || field.IsNull(row))
        {
            return null;
        }

        MapArray maps = (MapArray)field;
        StringArray keys = (StringArray)maps.Keys;
        StringArray values = (StringArray)maps.Values;
        Dictionary<string, string?> result = new(StringComparer.Ordinal);
        int start = maps.ValueOffsets[row];
        for (int entry = start; entry < start + maps.GetValueLength(row); entry++)
        {
            result[keys.GetString(entry)!] = values.GetString(entry);
        }

        return result;
    }

    private static KeyNotFoundException Missing(string name) => new($"A row has no '{name}'.");
}
