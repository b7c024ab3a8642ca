using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Contracts.Casts;

/// <summary>The distinct texts of one batch, in the order of their first rows. Its memory is kept from batch to batch.</summary>
internal sealed class TextDictionary
{
    private const int MostEntries = 1024;
    private const int FewestEntries = 16;
    private const int RowsPerEntry = 4;
    private const int MostProbes = 64;

    // A quarter full at most, so that most texts are found at once.
    private const int SlotBits = 12;

    private static readonly DictionaryType Type = new(Int32Type.Default, StringType.Default, ordered: false);

    // The code of an entry plus one; zero is free.
    private readonly int[] _slots = new int[1 << SlotBits];
    private readonly CellView[] _entries = new CellView[MostEntries];
    private int _count;

    /// <summary>The rows as codes, or <see langword="null"/> when there are too many distinct texts: more than 1024, or than one for four rows (though 16 always pass), or when their hashes meet too often.</summary>
    /// <param name="cells">The texts.</param>
    /// <param name="present">Which rows hold one, 64 to a word.</param>
    public DictionaryArray? TryBuild(in ViewCells cells, ReadOnlySpan<ulong> present)
    {
        int rows = cells.Views.Length;
        _slots.AsSpan().Clear();
        _count = 0;
        int most = Math.Clamp(rows / RowsPerEntry, FewestEntries, MostEntries);
        ColumnMemory<int> codes = new(rows);
        ValidityBuilder validity = new(rows);
        for (int start = 0; start < rows; start += ValidityWords.Rows)
        {
            int count = Math.Min(rows - start, ValidityWords.Rows);
            ulong held = present[start / ValidityWords.Rows];
            if (!TryEncode(cells, start, held, codes.Span.Slice(start, count), most))
            {
                codes.Free();
                return null;
            }

            validity.Append(held, count);
        }

        return Build(cells, rows, codes.Build(), validity);
    }

    private DictionaryArray Build(in ViewCells cells, int rows, ArrowBuffer codes, in ValidityBuilder validity)
    {
        // Missing rows have the code 0, so there is always an entry.
        int entries = Math.Max(_count, 1);
        if (_count == 0)
        {
            _entries[0] = default;
        }

        Span<ulong> all = stackalloc ulong[(entries + ValidityWords.Rows - 1) / ValidityWords.Rows];
        all.Fill(ulong.MaxValue);
        all[^1] = ValidityWords.All(((entries - 1) % ValidityWords.Rows) + 1);
        StringArray dictionary = PlainText.Build(cells.With(_entries.AsSpan(0, entries)), all);
        return new DictionaryArray(new ArrayData(Type, rows, validity.NullCount, 0, [validity.Build(), codes], null, dictionary.Data));
    }

    private bool TryEncode(in ViewCells cells, int start, ulong held, Span<int> codes, int most)
    {
        ReadOnlySpan<CellView> views = cells.Views.Slice(start, codes.Length);
        if (held != ValidityWords.All(codes.Length))
        {
            codes.Clear();
        }

        for (ulong left = held; left != 0; left &= left - 1)
        {
            int row = BitOperations.TrailingZeroCount(left);
            CellView cell = views[row];
            int slot = SlotOf(cell, cells);
            int code = _slots[slot] - 1;
            if (code < 0 || (!_entries[code].Equals(cell) && !cells.AreEqual(_entries[code], cell)))
            {
                code = FindOrAdd(cell, slot, cells, most);
            }

            codes[row] = code;
        }

        return _count <= most;
    }

    private int FindOrAdd(CellView cell, int slot, in ViewCells cells, int most)
    {
        // Texts that are made to meet in one slot must not cost more than plain ones.
        for (int probe = 0; probe < MostProbes; probe++)
        {
            if (_slots[slot] == 0)
            {
                return Add(cell, slot, most);
            }

            int code = _slots[slot] - 1;
            if (cells.AreEqual(_entries[code], cell))
            {
                return code;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        return GiveUp(most);
    }

    private int Add(CellView cell, int slot, int most)
    {
        if (_count >= most)
        {
            return GiveUp(most);
        }

        _entries[_count] = cell;
        _slots[slot] = ++_count;
        return _count - 1;
    }

    private int GiveUp(int most)
    {
        _count = most + 1;
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SlotOf(CellView cell, in ViewCells cells) =>
        (int)((cell.IsShort ? Mix(cell.Head, cell.Tail) : HashOf(cells.LongText(cell))) >> (64 - SlotBits));

    // Two multiplications spread texts well enough for a table of this size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong one, ulong other) => (one ^ BitOperations.RotateLeft(other * 0x9E37_79B9_7F4A_7C15, 32)) * 0xD6E8_FEB8_6659_FD93;

    private static ulong HashOf(ReadOnlySpan<byte> text)
    {
        if (text.Length > 4 * sizeof(ulong))
        {
            return XxHash3.HashToUInt64(text);
        }

        // Both ends, which may overlap, and what lies between them.
        ulong ends = Mix(MemoryMarshal.Read<ulong>(text), MemoryMarshal.Read<ulong>(text[^sizeof(ulong)..]));
        return text.Length <= 2 * sizeof(ulong)
            ? Mix(ends, (ulong)text.Length)
            : Mix(ends, Mix(MemoryMarshal.Read<ulong>(text[sizeof(ulong)..]), MemoryMarshal.Read<ulong>(text[^(2 * sizeof(ulong))..])) + (ulong)text.Length);
    }
}
