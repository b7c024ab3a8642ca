using System.Text;
using System.Text.RegularExpressions;
using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class MatchesValidator(string column, Regex regex) : IValidator
{
    public string Name => $"matches({column}, {regex})";

    public IReadOnlyList<string> Columns => [column];

    public CheckScope Scope => CheckScope.Row;

    public IValidation Begin(Schema schema)
    {
        (int index, IArrowType type) = CheckedColumn.Find(schema, column, Name);
        return type is StringType
            ? new ColumnValidation(index, new Kernel(regex), $"values match {regex}")
            : throw CheckedColumn.WrongType(Name, column, type, "text");
    }

    private sealed class Kernel(Regex regex) : IColumnKernel
    {
        private char[] _buffer = new char[256];
        private long _timeouts;

        public string? Note => _timeouts == 0 ? null : $"{_timeouts} rows took longer than {regex.MatchTimeout.TotalMilliseconds:0} ms to match and count as failed";

        public void Judge(IArrowArray column, RowFailures failures)
        {
            StringArray texts = (StringArray)column;
            Validity validity = new(column);
            for (int row = 0; row < texts.Length; row++)
            {
                if (validity.IsValid(row) && !IsMatch(texts.GetBytes(row)))
                {
                    failures.Add(row);
                }
            }

            GC.KeepAlive(column);
        }

        private bool IsMatch(ReadOnlySpan<byte> text)
        {
            if (_buffer.Length < text.Length)
            {
                _buffer = new char[text.Length];
            }

            int length = Encoding.UTF8.GetChars(text, _buffer);
            try
            {
                return regex.IsMatch(_buffer.AsSpan(0, length));
            }
            catch (RegexMatchTimeoutException)
            {
                _timeouts++;
                return false;
            }
        }
    }
}
