using Apache.Arrow;

namespace DataIngestion.Masking;

/// <summary>The masks of one run, checked against its contract.</summary>
internal sealed class MaskPlan
{
    private readonly IReadOnlyDictionary<string, ColumnMask> _masks;
    private readonly string[] _published;
    private readonly Dictionary<string, long> _unmaskable = [];

    private MaskPlan(IReadOnlyDictionary<string, ColumnMask> masks, DataContract contract)
    {
        _masks = masks;
        List<Field> fields = [];
        foreach (ColumnContract column in contract.Columns)
        {
            ColumnMask? mask = masks.GetValueOrDefault(column.Name);
            if ((mask is null ? column.Type : mask.OutputType(column)) is { } type)
            {
                // A value without a masked form becomes missing, so only key hashes stay required.
                fields.Add(new Field(column.Name, type.ToArrow(), !column.Required || mask is { KeepsKeys: false }));
            }
        }

        OutputSchema = new Schema(fields, null);
        _published = [.. fields.Select(field => field.Name)];
        Masked = masks.Keys.ToHashSet();
        Withheld = masks.Where(mask => mask.Value.IsWithheld).Select(mask => mask.Key).ToHashSet();
        Dropped = masks.Where(mask => mask.Value is DropMask).Select(mask => mask.Key).ToHashSet();
    }

    public Schema OutputSchema { get; }

    public IReadOnlySet<string> Masked { get; }

    /// <summary>Masked columns of which not even statistics are published.</summary>
    public IReadOnlySet<string> Withheld { get; }

    public IReadOnlySet<string> Dropped { get; }

    public IReadOnlyList<ColumnCount> Counts => [.. _unmaskable.Select(entry => new ColumnCount(entry.Key, "without a masked form, set to missing", entry.Value))];

    public static MaskPlan Build(MaskBuilder builder, DataContract contract)
    {
        foreach ((string name, ColumnMask mask) in builder.Masks)
        {
            if (contract.Find(name) is null)
            {
                throw new ArgumentException($"Mask(…) names column '{name}', which the contract does not have.");
            }

            if (contract.PrimaryKey.Contains(name) && !mask.KeepsKeys)
            {
                throw new ArgumentException(
                    $"Key column '{name}' is masked by '{mask.Description}': keys are compared as they are published, so different rows would have the same key. Use Hash.");
            }
        }

        return new MaskPlan(builder.Masks, contract);
    }

    /// <summary>The columns as they are published. Unmasked ones are shared with the input, which must outlive the result.</summary>
    public RecordBatch Apply(RecordBatch typed)
    {
        IArrowArray[] columns = new IArrowArray[_published.Length];
        for (int index = 0; index < columns.Length; index++)
        {
            IArrowArray column = typed.Column(typed.Schema.GetFieldIndex(_published[index]));
            columns[index] = _masks.TryGetValue(_published[index], out ColumnMask? mask) ? Apply(mask, _published[index], column) : column;
        }

        return new RecordBatch(OutputSchema, columns, typed.Length);
    }

    public string? MaskText(string column, string? text) =>
        text is not null && _masks.TryGetValue(column, out ColumnMask? mask) ? mask.MaskText(text) : text;

    public IReadOnlyDictionary<string, string> Describe() => _masks.ToDictionary(mask => mask.Key, mask => mask.Value.Description);

    private IArrowArray Apply(ColumnMask mask, string name, IArrowArray column)
    {
        IArrowArray masked = mask.Apply(column, out long unmaskable);
        if (unmaskable > 0)
        {
            _unmaskable[name] = _unmaskable.GetValueOrDefault(name) + unmaskable;
        }

        return masked;
    }
}
