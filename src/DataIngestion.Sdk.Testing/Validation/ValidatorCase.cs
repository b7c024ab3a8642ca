using Apache.Arrow;

namespace DataIngestion;

/// <summary>One configuration of a validator with rows and what it has to say about them.</summary>
public sealed record ValidatorCase
{
    private ValidatorCase(Func<IValidator> create) => Create = create ?? throw new ArgumentNullException(nameof(create));

    /// <summary>Makes the validator anew, each time with the same configuration.</summary>
    public Func<IValidator> Create { get; }

    /// <summary>Whether the check is about missing values, or has a verdict about them that is not "passes".</summary>
    /// <value>The default is <see langword="false"/>: a row whose values are all missing passes and counts as not judged.</value>
    public bool JudgesMissing { get; init; }

    /// <summary>The figures of earlier runs, oldest first, for a check that compares with them.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<PastFigures> Past { get; init; } = [];

    /// <summary>The deliveries that the case is about, with what has to be found in each.</summary>
    internal IReadOnlyList<(RecordBatch Rows, bool Passes, IReadOnlyList<int> Failing)> Deliveries { get; private init; } = [];

    /// <summary>A check that judges rows.</summary>
    /// <param name="create">Makes the validator anew, each time with the same configuration.</param>
    /// <param name="rows">Rows with the columns of the check and, better, others: passing ones, failing ones, and missing values.</param>
    /// <param name="failing">The rows that fail, zero-based and ascending.</param>
    /// <returns>The case.</returns>
    /// <exception cref="ArgumentException">There are no rows, or a failing row is not among them.</exception>
    public static ValidatorCase ForRows(Func<IValidator> create, RecordBatch rows, params IReadOnlyList<int> failing)
    {
        ArgumentNullException.ThrowIfNull(failing);
        RequireRows(rows, nameof(rows));
        return failing.All(row => row >= 0 && row < rows.Length) && failing.Distinct().Order().SequenceEqual(failing)
            ? new ValidatorCase(create) { Deliveries = [(rows, failing.Count == 0, failing)] }
            : throw new ArgumentException("The failing rows are distinct, ascending and among the rows.", nameof(failing));
    }

    /// <summary>A check that judges a delivery as a whole.</summary>
    /// <param name="create">Makes the validator anew, each time with the same configuration.</param>
    /// <param name="passing">A delivery that passes, with one row at least; <see langword="null"/> when none can.</param>
    /// <param name="failing">A delivery that fails, with one row at least; <see langword="null"/> when none can.</param>
    /// <returns>The case.</returns>
    /// <exception cref="ArgumentException">There is no delivery, or one has no rows.</exception>
    public static ValidatorCase ForDelivery(Func<IValidator> create, RecordBatch? passing, RecordBatch? failing)
    {
        RequireRows(passing ?? failing, nameof(passing));
        RequireRows(failing ?? passing, nameof(failing));
        return new ValidatorCase(create)
        {
            Deliveries =
            [
                .. passing is null ? [] : new (RecordBatch, bool, IReadOnlyList<int>)[] { (passing, true, []) },
                .. failing is null ? [] : new (RecordBatch, bool, IReadOnlyList<int>)[] { (failing, false, []) },
            ],
        };
    }

    private static void RequireRows(RecordBatch? rows, string parameter)
    {
        if (rows is null || rows.Length == 0)
        {
            throw new ArgumentException("A delivery of a case has at least one row.", parameter);
        }
    }
}
