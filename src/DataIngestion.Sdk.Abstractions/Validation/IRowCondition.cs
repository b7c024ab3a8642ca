using Apache.Arrow;

namespace DataIngestion;

/// <summary>Which rows a rule is about.</summary>
/// <remarks>Thread-safety: a condition is immutable and shared between runs.</remarks>
public interface IRowCondition
{
    /// <summary>The condition as it is shown in names of rules. Two conditions of the same text are the same.</summary>
    string Text { get; }

    /// <summary>The columns that the condition reads.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Binds the condition to the types of the columns.</summary>
    /// <param name="schema">The columns with the types of the contract.</param>
    /// <returns>What selects rows. Used by one thread at a time.</returns>
    /// <exception cref="ArgumentException">The schema lacks a column, or it has a type that the condition cannot read.</exception>
    IRowSelection Bind(Schema schema);
}

/// <summary>A condition that is bound to a schema.</summary>
public interface IRowSelection
{
    /// <summary>Adds the rows for which the condition is true; where it is unknown because a value is missing, the row is left out.</summary>
    /// <param name="batch">The rows, with plain strings.</param>
    /// <param name="rows">Receives zero-based rows in ascending order.</param>
    void Choose(RecordBatch batch, ICollection<int> rows);
}
