namespace DataIngestion;

/// <summary>Declares a <see cref="DataContract"/>. <see cref="Build"/> checks everything at once.</summary>
/// <remarks>Not thread-safe. The contracts it builds are immutable.</remarks>
public sealed class ContractBuilder
{
    private readonly List<ColumnContract> _columns = [];
    private DataContract _contract = new([]);

    /// <summary>Adds a column. <see cref="Required"/> and <see cref="OnMismatch"/> apply to the column added last.</summary>
    /// <param name="name">The name as delivered and as published.</param>
    /// <param name="type">The type.</param>
    /// <param name="format">For dates and timestamps in text: the one accepted .NET custom format, such as <c>M/d/yyyy</c>. Two-digit years 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.</param>
    /// <param name="formats">For dates and timestamps in text: the accepted formats, tried in this order.</param>
    /// <param name="trueValues">For booleans in text: what stands for true; the default is <c>true</c> in any case.</param>
    /// <param name="falseValues">For booleans in text: what stands for false; the default is <c>false</c> in any case.</param>
    /// <param name="missing">Text that stands for a missing value, such as <c>?</c>.</param>
    /// <param name="decimalSign">For floats and decimals in text: <c>.</c> or <c>,</c>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder Column(
        string name,
        ColumnType type,
        string? format = null,
        IReadOnlyList<string>? formats = null,
        IReadOnlyList<string>? trueValues = null,
        IReadOnlyList<string>? falseValues = null,
        IReadOnlyList<string>? missing = null,
        char decimalSign = '.')
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        ColumnContract column = new(name, type)
        {
            Formats = [.. format is null ? [] : new[] { format }, .. formats ?? []],
            MissingMarkers = [.. missing ?? []],
            DecimalSign = decimalSign,
        };
        _columns.Add(column with
        {
            TrueValues = trueValues is null ? column.TrueValues : [.. trueValues],
            FalseValues = falseValues is null ? column.FalseValues : [.. falseValues],
        });
        return this;
    }

    /// <summary>Makes the column added last required: a missing value breaks the contract.</summary>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">No column was added yet.</exception>
    public ContractBuilder Required() => ChangeLast(column => column with { Required = true });

    /// <summary>Sets what happens to a value of the column added last that does not fit.</summary>
    /// <param name="policy">The policy; the default is <see cref="MismatchPolicy.Fail"/>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">No column was added yet.</exception>
    public ContractBuilder OnMismatch(MismatchPolicy policy) => ChangeLast(column => column with { OnMismatch = policy });

    /// <summary>Sets the columns that name a row. They become required.</summary>
    /// <param name="columns">The names.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder PrimaryKey(params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Change(contract => contract with { PrimaryKey = [.. columns] });
    }

    /// <summary>Sets what happens to a delivered column that the contract does not know.</summary>
    /// <param name="policy">The policy; the default is <see cref="ColumnPolicy.Freeze"/>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder NewColumns(ColumnPolicy policy) => Change(contract => contract with { NewColumns = policy });

    /// <summary>Sets what happens when a column of the contract is not delivered.</summary>
    /// <param name="policy">The policy; the default is <see cref="ColumnPolicy.Freeze"/>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder MissingColumns(ColumnPolicy policy) => Change(contract => contract with { MissingColumns = policy });

    /// <summary>Sets what happens when the columns come in another order.</summary>
    /// <param name="policy">The policy; the default is <see cref="ColumnPolicy.Ignore"/>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder ReorderedColumns(ColumnPolicy policy) => Change(contract => contract with { ReorderedColumns = policy });

    /// <summary>Sets what happens to a row of the wrong shape.</summary>
    /// <param name="policy">The policy; the default is <see cref="MismatchPolicy.Fail"/>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder MalformedRows(MismatchPolicy policy) => Change(contract => contract with { MalformedRows = policy });

    /// <summary>Sets what happens to a row whose primary key is there already.</summary>
    /// <param name="policy"><see cref="MismatchPolicy.Fail"/>, the default, or <see cref="MismatchPolicy.Quarantine"/>.</param>
    /// <returns>The builder.</returns>
    public ContractBuilder DuplicateKeys(MismatchPolicy policy) => Change(contract => contract with { DuplicateKeys = policy });

    /// <summary>Checks everything and makes the contract.</summary>
    /// <returns>The contract; its key columns are required.</returns>
    /// <exception cref="ArgumentException">A setting is wrong; the message names every one of them.</exception>
    public DataContract Build() => Contracts.ContractRules.Check(_contract with { Columns = [.. _columns] });

    private ContractBuilder Change(Func<DataContract, DataContract> change)
    {
        _contract = change(_contract);
        return this;
    }

    private ContractBuilder ChangeLast(Func<ColumnContract, ColumnContract> change)
    {
        if (_columns.Count == 0)
        {
            throw new InvalidOperationException("Add a column first: Required and OnMismatch apply to the column added last.");
        }

        _columns[^1] = change(_columns[^1]);
        return this;
    }
}
