using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Columnar;

/// <summary>One text column on its way into an Arrow array; bytes go straight into the value buffer.</summary>
internal sealed class Utf8ColumnBuilder
{
    private byte[] _values = new byte[1 << 14];
    private int[] _offsets = new int[1 << 10];
    private byte[] _validity = new byte[1 << 7];
    private int _rows;
    private int _nulls;
    private int _used;

    public void AppendNull()
    {
        _nulls++;
        EndRow();
    }

    public void Append(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Reserve(value.Length));
        _used += value.Length;
        SetValid();
        EndRow();
    }

    /// <summary>Appends a quoted field, each doubled quote as one.</summary>
    public void AppendUnescaped(ReadOnlySpan<byte> value, byte quote)
    {
        Span<byte> target = Reserve(value.Length);
        int written = 0;
        while (true)
        {
            int next = value.IndexOf(quote);
            int take = next < 0 ? value.Length : next + 1;
            value[..take].CopyTo(target[written..]);
            written += take;
            if (next < 0)
            {
                break;
            }

            value = value[(next + 2)..];
        }

        _used += written;
        SetValid();
        EndRow();
    }

    /// <summary>The column so far as an array that owns its memory; the builder begins anew.</summary>
    public StringArray Build()
    {
        ArrowBuffer validity = _nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(_validity.AsSpan(0, (_rows + 7) / 8).ToArray());
        byte[] offsets = new byte[(_rows + 1) * sizeof(int)];
        Buffer.BlockCopy(_offsets, 0, offsets, 0, offsets.Length);
        ArrayData data = new(StringType.Default, _rows, _nulls, 0, [validity, new ArrowBuffer(offsets), new ArrowBuffer(_values.AsSpan(0, _used).ToArray())]);
        _validity.AsSpan(0, (_rows + 7) / 8).Clear();
        (_rows, _nulls, _used) = (0, 0, 0);
        return new StringArray(data);
    }

    private Span<byte> Reserve(int length)
    {
        if (_values.Length - _used < length)
        {
            System.Array.Resize(ref _values, (int)Math.Min(System.Array.MaxLength, Math.Max(_values.Length * 2L, (long)_used + length)));
        }

        return _values.AsSpan(_used);
    }

    private void SetValid()
    {
        if (_rows / 8 >= _validity.Length)
        {
            System.Array.Resize(ref _validity, _validity.Length * 2);
        }

        _validity[_rows / 8] |= (byte)(1 << (_rows % 8));
    }

    private void EndRow()
    {
        _rows++;
        if (_rows / 8 >= _validity.Length)
        {
            System.Array.Resize(ref _validity, _validity.Length * 2);
        }

        if (_rows >= _offsets.Length)
        {
            System.Array.Resize(ref _offsets, _offsets.Length * 2);
        }

        _offsets[_rows] = _used;
    }
}
