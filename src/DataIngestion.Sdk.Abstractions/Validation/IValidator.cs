using Apache.Arrow;

namespace DataIngestion;

/// <summary>A check of a delivery: configuration only. The state of one run is its <see cref="IValidation"/>; severity and consequence belong to the rule that holds the check.</summary>
/// <remarks>Thread-safety: a validator is immutable and shared between runs.</remarks>
public interface IValidator
{
    /// <summary>
    /// The check's name with all its arguments, such as <c>range(age, 16, 110)</c>; a long list is cut and followed by a hash of the whole. Two checks of
    /// one name are the same check and run once. Holds no value of the data.
    /// </summary>
    string Name { get; }

    /// <summary>The columns that the rule reads. The report shows their failing values, unless a column is masked.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Whether single rows fail or the delivery as a whole.</summary>
    CheckScope Scope { get; }

    /// <summary>
    /// Whether the verdict of a row depends on rows before it, as for a value that must be unique or increasing. Such a check sees all rows in their
    /// order, on one thread at a time; any other may be asked about several parts of a delivery at once, whose states are merged.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    bool IsOrdered => false;

    /// <summary>
    /// Whether the check takes string columns as they come: a <see cref="StringArray"/>, or, where values repeat, a <see cref="DictionaryArray"/> of
    /// 32-bit codes whose entries are a <see cref="StringArray"/> without missing ones; entries may be unused or occur twice. Any other check is given
    /// plain strings, which are made for it.
    /// </summary>
    /// <value>The default is <see langword="false"/>.</value>
    bool ReadsDictionaries => false;

    /// <summary>How many earlier runs the check wants to be told about in <see cref="ValidationContext.Past"/>.</summary>
    /// <value>0 or more. The default is 0.</value>
    int PastRuns => 0;

    /// <summary>Begins one run. Faults of the configuration surface here or earlier, before a row is read.</summary>
    /// <param name="context">The columns with the types of the contract, and the way to figures that are computed once for all checks.</param>
    /// <returns>The state of one run over one part of the rows.</returns>
    /// <exception cref="ArgumentException">The schema lacks a column, or it has a type that the rule cannot check.</exception>
    IValidation Begin(ValidationContext context);
}

/// <summary>What a check judges.</summary>
public enum CheckScope
{
    /// <summary>Each row; failing rows can be quarantined.</summary>
    Row,

    /// <summary>The delivery as a whole.</summary>
    Delivery,
}
