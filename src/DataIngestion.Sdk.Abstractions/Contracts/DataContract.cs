namespace DataIngestion;

/// <summary>What a delivery promises: its columns, their types and the primary key.</summary>
/// <param name="Columns">The columns in published order; names are unique, compared without case as Delta Lake does.</param>
public sealed record DataContract(IReadOnlyList<ColumnContract> Columns)
{
    /// <summary>The columns that name a row. Unique inside a delivery and against the table, and never missing.</summary>
    /// <value>The default is empty: no key.</value>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>What happens to a delivered column that the contract does not know.</summary>
    /// <value>The default is <see cref="ColumnPolicy.Freeze"/>.</value>
    public ColumnPolicy NewColumns { get; init; } = ColumnPolicy.Freeze;

    /// <summary>What happens when a column of the contract is not delivered. <see cref="ColumnPolicy.Evolve"/> and <see cref="ColumnPolicy.Ignore"/> publish it as missing; a required column always holds the delivery.</summary>
    /// <value>The default is <see cref="ColumnPolicy.Freeze"/>.</value>
    public ColumnPolicy MissingColumns { get; init; } = ColumnPolicy.Freeze;

    /// <summary>What happens when the columns come in another order. They are always matched by name; <see cref="ColumnPolicy.Freeze"/> holds the delivery, <see cref="ColumnPolicy.Evolve"/> reports it.</summary>
    /// <value>The default is <see cref="ColumnPolicy.Ignore"/>.</value>
    public ColumnPolicy ReorderedColumns { get; init; } = ColumnPolicy.Ignore;

    /// <summary>What happens to a row of the wrong shape, such as one with too few fields. <see cref="MismatchPolicy.Null"/> publishes what is there.</summary>
    /// <value>The default is <see cref="MismatchPolicy.Fail"/>.</value>
    public MismatchPolicy MalformedRows { get; init; } = MismatchPolicy.Fail;

    /// <summary>What happens to a row whose primary key is there already, in the delivery or in the table. The first occurrence is published.</summary>
    /// <value><see cref="MismatchPolicy.Fail"/> or <see cref="MismatchPolicy.Quarantine"/>. The default is <see cref="MismatchPolicy.Fail"/>.</value>
    public MismatchPolicy DuplicateKeys { get; init; } = MismatchPolicy.Fail;

    /// <summary>Finds a column.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <returns>The column, or <see langword="null"/>.</returns>
    public ColumnContract? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}

/// <summary>What happens when the columns of a delivery differ from the contract's.</summary>
public enum ColumnPolicy
{
    /// <summary>The delivery is held and the difference named.</summary>
    Freeze,

    /// <summary>The table follows: a new column is added with its inferred type, a missing one is published as missing.</summary>
    Evolve,

    /// <summary>The difference has no effect on the table. It is reported all the same.</summary>
    Ignore,
}
