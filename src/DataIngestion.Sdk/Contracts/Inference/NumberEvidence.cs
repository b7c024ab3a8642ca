using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts.Inference;

/// <summary>Which number type holds every value seen.</summary>
internal sealed class NumberEvidence
{
    private const long LargestExact = 1L << 53;

    private bool _integer = true;
    private bool _int64 = true;
    private bool _float = true;
    private bool _anyFinite;
    private bool _anyPoint;
    private bool _anyComma;
    private bool _commaIsDecimal;

    public bool Alive => _integer || _float;

    /// <summary>Whether the only thing against numbers is that the commas may part thousands.</summary>
    public bool CommaIsUnclear => _float && !_integer && _anyComma && !_commaIsDecimal;

    public char DecimalSign => _anyComma ? ',' : '.';

    public void Observe(ReadOnlySpan<byte> text)
    {
        NumberShape shape = NumberShape.Of(text);
        _integer &= shape.Kind == NumberKind.Integer && shape.IntegerDigits <= DecimalMath.MaxDigits;
        _float &= shape.Kind != NumberKind.None;
        if (!Alive)
        {
            return;
        }

        _anyFinite |= shape.Kind != NumberKind.Special;
        _anyPoint |= shape.Kind == NumberKind.Point;
        _anyComma |= shape.Kind == NumberKind.Comma;
        _commaIsDecimal |= shape.Kind == NumberKind.Comma && !shape.LooksGrouped;
        _float &= !(_anyPoint && _anyComma);
        if (shape.Kind == NumberKind.Integer)
        {
            bool fits = NumberText.TryInt64(text, out long value);
            _int64 &= fits;

            // Larger ones would lose digits in a column of floats.
            _float &= fits && value is >= -LargestExact and <= LargestExact;
        }
        else if (shape.Kind is NumberKind.Point or NumberKind.Comma or NumberKind.Exponent)
        {
            _float &= NumberText.TryDouble(text, (byte)(shape.Kind == NumberKind.Comma ? ',' : '.'), out _);
        }
    }

    public ColumnType? Decide() =>
        !_anyFinite ? null
        : _integer ? (_int64 ? ColumnType.Int64 : ColumnType.Decimal(DecimalMath.MaxDigits, 0))
        : _float && !CommaIsUnclear ? ColumnType.Float64
        : null;
}
