using System.Runtime.CompilerServices;
using Apache.Arrow;

namespace DataIngestion.Columnar;

/// <summary>The cells of string views. Views of missing rows may hold anything and must not be read.</summary>
internal readonly ref struct ViewCells
{
    private const int FirstBuffer = 2;

    private readonly ReadOnlySpan<byte> _first;
    private readonly ArrowBuffer[] _buffers;

    public ViewCells(BinaryViewArray array)
        : this(Cells.Of<CellView>(array), array.Data.Buffers)
    {
    }

    /// <summary>Views into the buffers of an array; buffer 0 of the views is the third.</summary>
    public ViewCells(ReadOnlySpan<CellView> views, ArrowBuffer[] buffers)
        : this(views, buffers, buffers.Length > FirstBuffer ? buffers[FirstBuffer].Span : default)
    {
    }

    private ViewCells(ReadOnlySpan<CellView> views, ArrowBuffer[] buffers, ReadOnlySpan<byte> first)
    {
        Views = views;
        _buffers = buffers;
        _first = first;
    }

    public ReadOnlySpan<CellView> Views { get; }

    public ReadOnlySpan<byte> this[int row] => TextOf(in Views[row]);

    /// <summary>Other views into the same buffers.</summary>
    public ViewCells With(ReadOnlySpan<CellView> views) => new(views, _buffers, _first);

    public ReadOnlySpan<byte> TextOf(ref readonly CellView view) => view.IsShort ? CellView.TextOf(in view) : LongText(view);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> LongText(CellView view) =>
        (view.Buffer == 0 ? _first : _buffers[FirstBuffer + view.Buffer].Span).Slice(view.Offset, view.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AreEqual(CellView one, CellView other) =>
        one.Head == other.Head && (one.Tail == other.Tail || (!one.IsShort && LongText(one).SequenceEqual(LongText(other))));
}
