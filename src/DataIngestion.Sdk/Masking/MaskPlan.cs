using Apache.Arrow;

namespace DataIngestion.Masking;

/// <summary>The masks of one run, bound to its contract. One plan per run: it counts what the masks could not keep. Thread-safe.</summary>
internal sealed class MaskPlan
{
    private readonly IReadOnlyDictionary<string, ColumnMask> _masks;
    private readonly string[] _columns;
    private readonly long[] _lost;

    private MaskPlan(IReadOnlyDictionary<string, ColumnMask> masks, IReadOnlyList<ColumnContract> output)
    {
        _masks = masks;
        Output = output;
        _columns = [.. output.Select(column => column.Name)];
        _lost = new long[output.Count];
        Masked = masks.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Withheld = masks.Where(mask => mask.Value.IsWithheld).Select(mask => mask.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        OutputSchema = new Schema(output.Select(column => new Field(column.Name, column.Type.ToArrow(), !column.Required)), null);
    }

    /// <summary>All masked columns, dropped ones included. Compared without case, so that a delivered header in another case is no leak.</summary>
    public IReadOnlySet<string> Masked { get; }

    /// <summary>The columns of which no profile, minimum or maximum is published: dropped, redacted and hashed ones.</summary>
    public IReadOnlySet<string> Withheld { get; }

    /// <summary>The columns as published.</summary>
    public IReadOnlyList<ColumnContract> Output { get; }

    public Schema OutputSchema { get; }

    /// <summary>The values that became missing because their mask could not keep a part of them.</summary>
    public IReadOnlyList<ColumnCount> Counts =>
    [
        .. Enumerable.Range(0, _columns.Length)
            .Where(at => Interlocked.Read(ref _lost[at]) > 0)
            .Select(at => new ColumnCount(_columns[at], _masks[_columns[at]].Lost, Interlocked.Read(ref _lost[at]))),
    ];

    public static MaskPlan Build(MaskBuilder builder, DataContract contract)
    {
        foreach ((string column, ColumnMask mask) in builder.Masks)
        {
            Check(column, mask, contract);
        }

        return new MaskPlan(
            new Dictionary<string, ColumnMask>(builder.Masks, StringComparer.OrdinalIgnoreCase),
            [.. contract.Columns.Select(column => OutputOf(column, builder.Masks.GetValueOrDefault(column.Name))).OfType<ColumnContract>()]);
    }

    /// <summary>The masked rows. Columns without a mask share the memory of the input, counted by reference: each batch is disposed by its owner, in any order.</summary>
    public RecordBatch Apply(RecordBatch typed)
    {
        IArrowArray[] arrays = new IArrowArray[_columns.Length];
        for (int at = 0; at < arrays.Length; at++)
        {
            IArrowArray array = typed.Column(_columns[at]);
            arrays[at] = _masks.TryGetValue(_columns[at], out ColumnMask? mask)
                ? Masking(mask, array, at)
                : ArrowArrayFactory.SliceShared(array, 0, array.Length);
        }

        return new RecordBatch(OutputSchema, arrays, typed.Length);
    }

    /// <summary>The value of a quarantined row, which is known as delivered text only.</summary>
    public string? MaskText(string column, string? text) =>
        text is not null && _masks.TryGetValue(column, out ColumnMask? mask) ? mask.Text(text) : text;

    /// <summary>Which column is masked how, for lineage.</summary>
    public IReadOnlyDictionary<string, string> Describe() => _masks.ToDictionary(mask => mask.Key, mask => mask.Value.Name);

    private static void Check(string column, ColumnMask mask, DataContract contract)
    {
        ColumnContract found = contract.Find(column) ?? throw new ArgumentException(
            $"The mask {mask.Name} names the column '{column}', which the contract does not have. Its columns are {string.Join(", ", contract.Columns.Select(known => known.Name))}.");
        if (contract.PrimaryKey.Contains(column) && mask is not HashMask)
        {
            throw new ArgumentException(
                $"The key column '{column}' cannot have the mask {mask.Name}: keys are compared as they are published, so different rows would get the same key. Use Hash.");
        }

        if (mask.Output(found.Type) is null)
        {
            throw new ArgumentException($"The mask {mask.Name} cannot treat the column '{column}' of type {found.Type}.");
        }
    }

    // The formats and markers of delivered text mean nothing for a masked column.
    private static ColumnContract? OutputOf(ColumnContract column, ColumnMask? mask) => mask switch
    {
        null => column,
        DropMask => null,
        _ => new ColumnContract(column.Name, mask.Output(column.Type)!) { Required = column.Required && !mask.MayLoseValues },
    };

    private IArrowArray Masking(ColumnMask mask, IArrowArray array, int at)
    {
        long lost = 0;
        ArrayData masked = mask.Apply(array, ref lost);
        GC.KeepAlive(array);
        Interlocked.Add(ref _lost[at], lost);
        return ArrowArrayFactory.BuildArray(masked);
    }
}
