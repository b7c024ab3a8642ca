using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts;

/// <summary>Turns the batches of one reader into the contract's columns and types, and counts what was missing.</summary>
/// <remarks>Not thread-safe: one binding for each reader.</remarks>
internal sealed class ContractBinding
{
    private readonly DataContract _contract;
    private readonly IArrowType?[] _delivered;
    private readonly ColumnCast?[] _casts;
    private readonly ColumnTally[] _tallies;
    private readonly int[] _positions;
    private Schema? _known;
    private Schema _typed;

    private ContractBinding(DataContract contract, Schema delivered, bool dictionaries)
    {
        _contract = contract;
        Findings = ContractShape.Compare(contract, [.. delivered.FieldsList.Select(field => field.Name)]);
        Schema = ContractSchema.Of(contract);
        _delivered = [.. contract.Columns.Select(column => delivered.FieldsList.FirstOrDefault(field => field.Name == column.Name)?.DataType)];
        _casts = [.. contract.Columns.Select((column, i) => _delivered[i] is { } type ? ColumnCasts.Create(column, type, dictionaries) : null)];
        _tallies = Tallies(contract);
        _positions = new int[contract.Columns.Count];
        _typed = Schema;
        NeededColumns = [.. contract.Columns.Where((_, i) => _delivered[i] is not null).Select(column => column.Name)];
    }

    private ContractBinding(ContractBinding other)
    {
        _contract = other._contract;
        Findings = other.Findings;
        Schema = other.Schema;
        NeededColumns = other.NeededColumns;
        _delivered = other._delivered;
        _casts = [.. other._casts.Select(cast => cast?.Fork())];
        _tallies = Tallies(_contract);
        _positions = new int[_contract.Columns.Count];
        _typed = Schema;
    }

    /// <summary>How the delivered columns differ from the contract's.</summary>
    public IReadOnlyList<ShapeFinding> Findings { get; }

    /// <summary>The typed schema in the contract's order.</summary>
    public Schema Schema { get; }

    /// <summary>The delivered columns that the contract uses.</summary>
    public IReadOnlyCollection<string> NeededColumns { get; }

    /// <summary>What was missing up to now, by column; only what occurred.</summary>
    public IReadOnlyList<ColumnCount> Counts => [.. _tallies.SelectMany(tally => tally.Counts())];

    /// <summary>Binds a contract to what a reader delivers.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="delivered">The schema of the reader.</param>
    /// <param name="dictionaries">Whether columns of text with few distinct values become dictionary arrays.</param>
    public static ContractBinding Bind(DataContract contract, Schema delivered, bool dictionaries = false)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(delivered);
        return new(ContractRules.Check(contract), delivered, dictionaries);
    }

    /// <summary>A binding of the same columns for a part of the rows, to be used on another thread.</summary>
    public ContractBinding Fork() => new(this);

    /// <summary>Takes over what a fork has counted.</summary>
    public void Merge(ContractBinding fork)
    {
        for (int column = 0; column < _tallies.Length; column++)
        {
            _tallies[column].Merge(fork._tallies[column]);
        }
    }

    /// <summary>Converts a batch. Its columns may be pruned to <see cref="NeededColumns"/>.</summary>
    public ContractedBatch Apply(SourceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Locate(batch);
        List<CellFault> faults = [];
        IArrowArray[] columns = new IArrowArray[_casts.Length];
        try
        {
            for (int i = 0; i < columns.Length; i++)
            {
                columns[i] = Cast(batch.Batch, i, faults);
            }
        }
        catch
        {
            foreach (IArrowArray? column in columns)
            {
                column?.Dispose();
            }

            throw;
        }

        if (faults.Count > 1)
        {
            faults.Sort(ByRowThenColumn);
        }

        return new(new RecordBatch(TypedSchema(columns), columns, batch.Batch.Length), faults);
    }

    /// <summary>The delivered text of a cell, or <see langword="null"/> when nothing was delivered.</summary>
    public string? TextOf(SourceBatch batch, int contractColumn, int row)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Locate(batch);
        return _positions[contractColumn] < 0 ? null : CellText.Of(batch.Batch.Column(_positions[contractColumn]), row);
    }

    private static ColumnTally[] Tallies(DataContract contract) => [.. contract.Columns.Select((column, i) => new ColumnTally(i, column))];

    private static int ByRowThenColumn(CellFault one, CellFault other) =>
        one.Row != other.Row ? one.Row.CompareTo(other.Row) : one.Column.CompareTo(other.Column);

    // The batch says which columns are dictionaries; the contract's own schema does not know.
    private Schema TypedSchema(IArrowArray[] columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i].Data.DataType.TypeId != _typed.FieldsList[i].DataType.TypeId)
            {
                _typed = new(Schema.FieldsList.Select((field, at) => new Field(field.Name, columns[at].Data.DataType, field.IsNullable)), null);
                break;
            }
        }

        return _typed;
    }

    private IArrowArray Cast(RecordBatch batch, int column, List<CellFault> faults)
    {
        _tallies[column].CollectInto(faults);
        if (_casts[column] is { } cast)
        {
            return cast.Apply(batch.Column(_positions[column]), _tallies[column]);
        }

        _tallies[column].Absent(batch.Length);
        return NothingCast.Missing(_contract.Columns[column].Type.ToArrow(), batch.Length);
    }

    private void Locate(SourceBatch batch)
    {
        Schema schema = batch.Batch.Schema;
        if (ReferenceEquals(schema, _known))
        {
            return;
        }

        Dictionary<string, int> positions = schema.FieldsList.Select((field, i) => (field.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i, StringComparer.Ordinal);
        for (int i = 0; i < _positions.Length; i++)
        {
            _positions[i] = _delivered[i] is null ? -1 : Position(batch, positions, i);
        }

        _known = schema;
    }

    private int Position(SourceBatch batch, Dictionary<string, int> positions, int column)
    {
        string name = _contract.Columns[column].Name;
        if (positions.TryGetValue(name, out int at) && IsSame(batch.Batch.Schema.FieldsList[at].DataType, _delivered[column]!))
        {
            return at;
        }

        throw new ContractException($"Column '{name}' of '{batch.Origin}' changed or vanished between the schema and the rows. The file is damaged or was replaced while it was read; deliver it again.")
        {
            Column = name,
            Origin = batch.Origin,
        };
    }

    private static bool IsSame(IArrowType one, IArrowType other) => one.TypeId == other.TypeId && ArrowTypeText.Of(one) == ArrowTypeText.Of(other);
}
