using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>What the values of an expression are.</summary>
internal enum VectorKind
{
    /// <summary>Integers, and dates as days.</summary>
    Whole,

    /// <summary>Doubles.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>UTF-8.</summary>
    Text,

    /// <summary>Only whether it is there.</summary>
    Opaque,
}

/// <summary>An expression that is bound to the types of the columns.</summary>
internal sealed record BoundExpression(VectorKind Kind, Func<RecordBatch, RowVector> Evaluate);

/// <summary>The values of an expression in one batch; a single one stands for all rows.</summary>
internal sealed class RowVector
{
    public long[] Wholes { get; init; } = [];

    public double[] Numbers { get; init; } = [];

    public bool[] Truths { get; init; } = [];

    /// <summary>The column of texts, for those alone.</summary>
    public IArrowArray? Texts { get; init; }

    /// <summary>Whether each row is unknown, or null when none is.</summary>
    public bool[]? Unknown { get; init; }

    public static RowVector Whole(long value) => new() { Wholes = [value] };

    public static RowVector Number(double value) => new() { Numbers = [value] };

    public double[] ToNumbers() => Numbers.Length > 0 ? Numbers : System.Array.ConvertAll(Wholes, whole => (double)whole);

    public static bool[]? Either(bool[]? left, bool[]? right, int rows)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        bool[] either = new bool[rows];
        for (int row = 0; row < rows; row++)
        {
            either[row] = left[row] | right[row];
        }

        return either;
    }
}

internal sealed class RowExpressionSelection(BoundExpression condition) : IRowSelection
{
    public void Choose(RecordBatch batch, ICollection<int> rows)
    {
        RowVector found = condition.Evaluate(batch);
        for (int row = 0; row < batch.Length; row++)
        {
            if (found.Truths[row] && found.Unknown?[row] != true)
            {
                rows.Add(row);
            }
        }
    }
}
