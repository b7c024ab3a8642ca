using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Csv;

/// <summary>What a run of whole records holds.</summary>
/// <param name="End">Where the first record starts that is not complete.</param>
/// <param name="Rows">The records, without blank lines.</param>
/// <param name="BlankLines">The blank lines that are skipped.</param>
/// <param name="LineEndings">How its records end.</param>
/// <param name="QuoteIsOpen">Whether the text ends inside quotes.</param>
internal readonly record struct RecordRun(int End, int Rows, int BlankLines, LineEndings LineEndings, bool QuoteIsOpen);

/// <summary>Finds where records end, without their fields, by quotes and line breaks alone. Keeps no state between calls.</summary>
/// <param name="syntax">How records are split.</param>
/// <param name="fields">The fields of a record: where there is but one, a blank line is a record.</param>
internal sealed class RecordSplitter(CsvSyntax syntax, int fields)
{
    private readonly CsvSyntax _syntax = syntax;
    private readonly bool _skipsBlankLines = fields != 1;

    /// <summary>Finds the complete records of a text that starts with a record.</summary>
    /// <param name="buffer">The text, followed by at least <see cref="StructuralMask.Width"/> bytes of any content.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="end">Where the text ends.</param>
    /// <param name="final">Whether nothing follows the text, so that its last record is complete.</param>
    /// <returns>The records.</returns>
    public RecordRun Split(byte[] buffer, int start, int end, bool final)
    {
        if (buffer.Length - end < StructuralMask.Width)
        {
            throw new ArgumentException("The buffer needs room after the text.", nameof(buffer));
        }

        Scan scan = new(this, ref MemoryMarshal.GetArrayDataReference(buffer), start, end, final);
        int block = start;
        while (block < end)
        {
            block = scan.TakePlain(block);
            if (block < end)
            {
                scan.Walk(block);
                block += StructuralMask.Width;
            }
        }

        return scan.Finish();
    }

    private ref struct Scan(RecordSplitter splitter, ref byte text, int start, int end, bool final)
    {
        private readonly ref byte _text = ref text;
        private readonly CsvSyntax _syntax = splitter._syntax;

        // A carriage return at the end of what is there may be half of a line break.
        private readonly int _known = !final && end > start && Unsafe.Add(ref text, end - 1) == '\r' ? end - 1 : end;

        private readonly int _start = start;
        private int _recordStart = start;
        private int _rows;
        private int _blankLines;
        private LineEndings _lineEndings;
        private bool _inside;
        private int _closed = int.MinValue;

        /// <summary>Takes whole blocks that hold neither quotes nor carriage returns and says where another one starts.</summary>
        public int TakePlain(int block)
        {
            bool isInsideLineBreak = block > _start && Unsafe.Add(ref _text, block - 1) == '\r';
            if (_inside || _syntax.TrimSpaces || isInsideLineBreak)
            {
                return block;
            }

            byte quote = _syntax.Quoting ? _syntax.Quote : (byte)'\r';
            int recordStart = _recordStart;
            int rows = 0;
            int blankLines = 0;
            for (; block <= _known - StructuralMask.Width; block += StructuralMask.Width)
            {
                ref byte bytes = ref Unsafe.Add(ref _text, block);
                if ((StructuralMask.Of(ref bytes, quote) | StructuralMask.Of(ref bytes, (byte)'\r')) != 0)
                {
                    break;
                }

                ulong lineFeeds = StructuralMask.Of(ref bytes, (byte)'\n');
                ulong starts = (lineFeeds << 1) | (recordStart == block ? 1UL : 0);
                rows += BitOperations.PopCount(lineFeeds);
                blankLines += BitOperations.PopCount(lineFeeds & starts);
                recordStart = lineFeeds == 0 ? recordStart : block + StructuralMask.Width - BitOperations.LeadingZeroCount(lineFeeds);
            }

            _recordStart = recordStart;
            _lineEndings |= rows > 0 ? LineEndings.LineFeed : LineEndings.None;
            _blankLines += splitter._skipsBlankLines ? blankLines : 0;
            _rows += splitter._skipsBlankLines ? rows - blankLines : rows;
            return block;
        }

        /// <summary>Takes one block quote by quote and line by line.</summary>
        public void Walk(int block)
        {
            ref byte bytes = ref Unsafe.Add(ref _text, block);
            ulong quotes = _syntax.Quoting ? StructuralMask.Of(ref bytes, _syntax.Quote) : 0;
            ulong found = quotes | StructuralMask.Of(ref bytes, (byte)'\n') | StructuralMask.Of(ref bytes, (byte)'\r');
            if (_inside && quotes == 0)
            {
                return;
            }

            for (found &= StructuralMask.Inside(block, _known); found != 0; found &= found - 1)
            {
                int bit = BitOperations.TrailingZeroCount(found);
                if (((quotes >> bit) & 1) != 0)
                {
                    TakeQuote(block + bit);
                }
                else if (!_inside)
                {
                    TakeBreak(block + bit);
                }
            }
        }

        public RecordRun Finish()
        {
            if (final && !_inside && _recordStart < end)
            {
                EndRecord(end);
                _recordStart = end;
            }

            return new RecordRun(_recordStart, _rows, _blankLines, _lineEndings, _inside);
        }

        private void TakeQuote(int at)
        {
            if (_inside)
            {
                _inside = false;
                _closed = at;
            }
            else
            {
                // The second of two quotes inside a quoted field takes back that the first has closed it.
                _inside = _closed == at - 1 || Opens(at);
            }
        }

        private readonly bool Opens(int at)
        {
            int before = at;
            while (_syntax.TrimSpaces && before > _recordStart && Unsafe.Add(ref _text, before - 1) == ' ')
            {
                before--;
            }

            return before == _recordStart || Unsafe.Add(ref _text, before - 1) == _syntax.Delimiter;
        }

        private void TakeBreak(int at)
        {
            bool lineFeed = Unsafe.Add(ref _text, at) == '\n';
            bool second = lineFeed && at == _recordStart && at > _start && Unsafe.Add(ref _text, at - 1) == '\r';
            if (!second)
            {
                EndRecord(at);
                _lineEndings |= lineFeed ? LineEndings.LineFeed
                    : at + 1 < end && Unsafe.Add(ref _text, at + 1) == '\n' ? LineEndings.CarriageReturnLineFeed : LineEndings.CarriageReturn;
            }

            _recordStart = at + 1;
        }

        private void EndRecord(int at)
        {
            ReadOnlySpan<byte> record = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _text, _recordStart), at - _recordStart);
            bool blank = splitter._skipsBlankLines && (record.IsEmpty || (_syntax.TrimSpaces && !record.ContainsAnyExcept((byte)' ')));
            _blankLines += blank ? 1 : 0;
            _rows += blank ? 0 : 1;
        }
    }
}
