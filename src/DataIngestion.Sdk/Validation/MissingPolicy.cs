using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Which values of a batch are missing, and which rows are judged for it.</summary>
/// <remarks>Kept between batches by its owner, so that rows cost no allocation.</remarks>
internal sealed class MissingPolicy(MissingRows policy, int columns)
{
    private int[] _missing = [];

    /// <summary>Counts the missing values of each row.</summary>
    /// <returns>Whether there is any.</returns>
    public bool Count(ReadOnlySpan<IArrowArray> arrays, int rows)
    {
        bool any = false;
        foreach (IArrowArray array in arrays)
        {
            any |= array.NullCount > 0;
        }

        if (any)
        {
            Clear(rows);
            foreach (IArrowArray array in arrays)
            {
                Count(array);
            }
        }

        return any;
    }

    public int Of(int row) => _missing[row];

    public bool IsJudged(int row) => policy switch
    {
        MissingRows.PassWhenAnyMissing => _missing[row] == 0,
        MissingRows.PassWhenAllMissing => _missing[row] < columns,
        _ => true,
    };

    public static string Suffix(MissingRows policy) => policy switch
    {
        MissingRows.PassWhenAnyMissing => "",
        MissingRows.PassWhenAllMissing => ", unless all missing",
        _ => ", also missing",
    };

    public static MissingRows Check(MissingRows policy) => Enum.IsDefined(policy)
        ? policy
        : throw new ArgumentOutOfRangeException(nameof(policy), policy, "There is no such policy for missing values.");

    /// <summary>Puts 0 in the place of missing values.</summary>
    public static void Clear<T>(IArrowArray array, Span<T> values)
        where T : struct
    {
        Validity validity = new(array);
        for (int row = validity.Next(0, valid: false); row < array.Length; row = validity.Next(row + 1, valid: false))
        {
            values[row] = default;
        }

        GC.KeepAlive(array);
    }

    private void Clear(int rows)
    {
        if (_missing.Length < rows)
        {
            _missing = new int[rows];
        }

        _missing.AsSpan(0, rows).Clear();
    }

    private void Count(IArrowArray array)
    {
        Validity validity = new(array);
        for (int row = validity.Next(0, valid: false); row < array.Length; row = validity.Next(row + 1, valid: false))
        {
            _missing[row]++;
        }

        GC.KeepAlive(array);
    }
}
