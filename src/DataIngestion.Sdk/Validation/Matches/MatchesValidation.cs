using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class MatchesValidation(string column, string expectation, PatternSet patterns) : IValidation
{
    // A pattern that times out row after row would stop the pipeline for days.
    private const int MostTimeouts = 100;

    private long _checked;
    private long _failed;
    private long _missing;
    private long _timeouts;
    private readonly List<int> _slow = [];

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        int before = failures.Rows.Count;
        IArrowArray array = batch.Column(column);
        Check(array, failures);
        GC.KeepAlive(array);
        _checked += batch.Length;
        _missing += array.NullCount;
        _failed += failures.Rows.Count - before;
    }

    public void Merge(IValidation other)
    {
        MatchesValidation state = RowValidation.Same(this, other);
        _checked += state._checked;
        _missing += state._missing;
        _failed += state._failed;
        _timeouts += state._timeouts;
        RequireFewTimeouts(_timeouts);
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ValidationOutcome outcome = RowValidation.Outcome(_checked, _failed, expectation, _missing);
        return ValueTask.FromResult(_timeouts == 0
            ? outcome
            : outcome with { Message = string.Create(CultureInfo.InvariantCulture, $"{outcome.Message} {_timeouts} of them took longer than {patterns.MatchTimeout.TotalMilliseconds} ms to match.") });
    }

    private void Check(IArrowArray array, RowFailures failures)
    {
        _slow.Clear();
        if (array is DictionaryArray encoded)
        {
            EncodedCells cells = new(encoded);
            EncodedRows.Add(cells, cells.UsedEntries(), CheckPlain, failures);
            _timeouts += _slow.Count == 0 ? 0 : RowsOf(cells, _slow);
        }
        else
        {
            CheckPlain(array, failures);
            _timeouts += _slow.Count;
        }

        RequireFewTimeouts(_timeouts);
    }

    private static int RowsOf(EncodedCells cells, List<int> entries)
    {
        int rows = 0;
        for (int row = 0; row < cells.Codes.Length; row++)
        {
            rows += cells.Validity[row] && entries.Contains(cells.Codes[row]) ? 1 : 0;
        }

        return rows;
    }

    private void CheckPlain(IArrowArray array, RowFailures failures)
    {
        Validity validity = new(array);
        ByteCells cells = new(array);
        char[] buffer = ArrayPool<char>.Shared.Rent(256);
        try
        {
            for (int row = 0; row < array.Length; row++)
            {
                if (validity[row] && !IsMatch(cells[row], row, ref buffer))
                {
                    failures.Add(row);
                }
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private bool IsMatch(ReadOnlySpan<byte> value, int row, ref char[] buffer)
    {
        // UTF-16 never has more units than UTF-8 has bytes.
        if (buffer.Length < value.Length)
        {
            ArrayPool<char>.Shared.Return(buffer);
            buffer = ArrayPool<char>.Shared.Rent(value.Length);
        }

        int length = Encoding.UTF8.GetChars(value, buffer);
        try
        {
            return patterns.Accepts(buffer.AsSpan(0, length));
        }
        catch (RegexMatchTimeoutException)
        {
            _slow.Add(row);
            RequireFewTimeouts(_timeouts + _slow.Count);
            return false;
        }
    }

    private void RequireFewTimeouts(long timeouts)
    {
        if (timeouts >= MostTimeouts)
        {
            throw new RuleException(string.Create(
                CultureInfo.InvariantCulture,
                $"{MostTimeouts} values took longer than {patterns.MatchTimeout.TotalMilliseconds} ms to match '{patterns.Text}', so it was given up. Write it without nested repetition, look-around and back-references."))
            {
                IsTooCostly = true,
            };
        }
    }
}
