using System.Numerics;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Delta;

// Walks the values of an array in blocks without gaps, so that kernels see plain spans: in place of a missing row stands the first value of the array,
// which changes neither the smallest nor the largest one. The array has a value.
internal ref struct ValidBlocks<T>
    where T : unmanaged
{
    public const int Rows = 8 * Validity.WordRows;

    private readonly Validity _validity;
    private readonly Span<T> _scratch;
    private readonly T _filler;
    private ReadOnlySpan<T> _rest;
    private int _row;

    // The scratch holds `Rows` values and is written only where rows are missing.
    public ValidBlocks(IArrowArray array, Span<T> scratch)
    {
        _validity = new Validity(array);
        _scratch = scratch;
        _rest = Cells.Of<T>(array);
        _filler = _rest[_validity.Next(0, valid: true)];
    }

    public ReadOnlySpan<T> Current { get; private set; }

    public bool MoveNext()
    {
        int rows = Math.Min(_rest.Length, _validity.AllValid ? int.MaxValue : Rows);
        Current = _validity.AllValid ? _rest : Filled(_rest[..rows]);
        _rest = _rest[rows..];
        _row += rows;
        return rows > 0;
    }

    private readonly ReadOnlySpan<T> Filled(ReadOnlySpan<T> block)
    {
        block.CopyTo(_scratch);
        for (int at = 0; at < block.Length; at += Validity.WordRows)
        {
            ulong missing = ~_validity.Word(_row + at) & (ulong.MaxValue >> Math.Max(0, Validity.WordRows - (block.Length - at)));
            for (; missing != 0; missing &= missing - 1)
            {
                _scratch[at + BitOperations.TrailingZeroCount(missing)] = _filler;
            }
        }

        return _scratch[..block.Length];
    }
}
