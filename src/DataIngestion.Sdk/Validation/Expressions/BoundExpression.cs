using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>What the values of an expression are.</summary>
internal enum ValueKind
{
    /// <summary>Integers and decimals, exact.</summary>
    Exact,

    /// <summary>Doubles.</summary>
    Float,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>UTF-8.</summary>
    Text,

    /// <summary>Days since 1970-01-01.</summary>
    Date,

    /// <summary>Fractions of a second since 1970-01-01 in UTC.</summary>
    Moment,

    /// <summary>Only whether it is there.</summary>
    Other,
}

/// <summary>How values are kept, which is known before a row is read.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Scale">An exact number is the kept integer times 10^−scale, a moment so many seconds.</param>
/// <param name="Digits">The most decimal digits that a kept integer can have.</param>
/// <param name="IsWide">Whether integers are kept in 128 bits, otherwise in 64.</param>
internal readonly record struct ValueShape(ValueKind Kind, int Scale = 0, int Digits = 0, bool IsWide = false)
{
    /// <summary>All integers of so many digits fit into 64 bits.</summary>
    public const int DigitsOfLong = 18;

    public bool IsNumber => Kind is ValueKind.Exact or ValueKind.Float;

    public string Words => Kind switch
    {
        ValueKind.Exact or ValueKind.Float => "a number",
        ValueKind.Truth => "true or false",
        ValueKind.Text => "text",
        ValueKind.Date => "a date",
        ValueKind.Moment => "a moment",
        _ => "of a type that formulas cannot read",
    };
}

/// <summary>An expression that is bound to the types of the columns.</summary>
/// <param name="Shape">What its values are.</param>
/// <param name="Evaluate">Computes them for a batch. The vector is valid until the next batch.</param>
internal sealed record BoundExpression(ValueShape Shape, Func<Evaluation, RowVector> Evaluate);

/// <summary>The values of an expression in one batch. Where <see cref="IsConstant"/>, the first stands for all rows.</summary>
internal sealed class RowVector
{
    /// <summary>Exact values, dates and moments in 64 bits.</summary>
    public long[] Longs { get; init; } = [];

    /// <summary>Exact values and moments in 128 bits.</summary>
    public Int128[] Wides { get; init; } = [];

    public double[] Doubles { get; init; } = [];

    public bool[] Truths { get; init; } = [];

    /// <summary>A column of texts; null for a constant one.</summary>
    public IArrowArray? Texts { get; init; }

    public byte[] Utf8 { get; init; } = [];

    /// <summary>Whether each row is unknown, or null when none is.</summary>
    public bool[]? Unknown { get; init; }

    public bool IsConstant { get; init; }

    /// <summary>From one row's value to the next.</summary>
    public int Step => IsConstant ? 0 : 1;

    public bool Knows(int row) => Unknown is null || !Unknown[row];
}
