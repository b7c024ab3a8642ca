using System.Text;
using Apache.Arrow;
using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts.Inference;

/// <summary>Infers a column of text.</summary>
internal sealed class TextColumnInference : ColumnInference
{
    private const string Unknown = "?";

    // In columns of text these are values, except the first, which nobody uses as one. "" is a quoted empty field.
    private static readonly string[] Markers = [Unknown, "NA", "N/A", "null", "NULL", "-", ".", ""];
    private static readonly byte[][] MarkerBytes = [.. Markers.Select(Encoding.UTF8.GetBytes)];
    private static readonly BooleanReader Booleans = new(new ColumnContract("", ColumnType.Boolean));

    private readonly bool[] _markers = new bool[Markers.Length];
    private readonly NumberEvidence _numbers = new();
    private readonly DateEvidence _dates = new();
    private bool _boolean = true;
    private bool _any;

    public override void Observe(IArrowArray array, string origin)
    {
        using DeliveredText text = DeliveredText.Of(array);
        for (int row = 0; row < text.Length && !IsDecided; row++)
        {
            if (text.Validity.Of(row, 1) != 0)
            {
                Observe(text.Cells[row]);
            }
        }

        GC.KeepAlive(array);
    }

    public override string? DescribeAmbiguity(bool showValues) => _dates.DescribeAmbiguity(showValues);

    public override (ColumnContract Contract, string Detected) Complete(string name)
    {
        ColumnContract column = Decide(name, out string note);
        string[] markers = [.. column.Type.Kind == ColumnKind.String
            ? Markers.Take(1).Where(_ => _markers[0])
            : Markers.Where((_, i) => _markers[i])];
        StringBuilder detected = new(column.Type.ToString());
        detected.Append(note);
        if (markers.Length > 0)
        {
            detected.Append(", missing ").AppendJoin(" ", markers.Select(marker => marker.Length == 0 ? "\"\"" : marker));
        }

        return (column with { MissingMarkers = markers }, detected.ToString());
    }

    // A column of text can only change by a question mark.
    private bool IsDecided => _any && !_boolean && !_numbers.Alive && !_dates.Alive && _markers[0];

    private void Observe(ReadOnlySpan<byte> text)
    {
        if (text.Length <= 4 && TakeMarker(text))
        {
            return;
        }

        _any = true;
        if (_boolean)
        {
            _boolean = Booleans.TryRead(text, out _);
        }

        if (_numbers.Alive)
        {
            _numbers.Observe(text);
        }

        if (_dates.Alive)
        {
            _dates.Observe(text);
        }
    }

    private bool TakeMarker(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < MarkerBytes.Length; i++)
        {
            if (text.SequenceEqual(MarkerBytes[i]))
            {
                _markers[i] = true;
                return true;
            }
        }

        return false;
    }

    private ColumnContract Decide(string name, out string note)
    {
        note = "";
        if (!_any)
        {
            note = ", no value seen";
            return new(name, ColumnType.String);
        }

        if (_boolean)
        {
            return new(name, ColumnType.Boolean);
        }

        if (_numbers.Decide() is { } number)
        {
            note = _numbers.DecimalSign == ',' && number == ColumnType.Float64 ? ", decimal sign ," : "";
            return new(name, number) { DecimalSign = number == ColumnType.Float64 ? _numbers.DecimalSign : '.' };
        }

        if (_dates.Distinct() is [var date])
        {
            return Date(name, date, out note);
        }

        note = _numbers.CommaIsUnclear ? ", commas may be decimal signs or part thousands: declare which" : "";
        return new(name, ColumnType.String);
    }

    private ColumnContract Date(string name, DateCandidate date, out string note)
    {
        string[] same = [.. _dates.SameReadings(date)];
        note = $", format {date.Format.Text}" + (same.Length > 0 ? $" ({string.Join(", ", same)} reads every value the same)" : "");
        return new(name, date.Type) { Formats = date.Format.IsIsoDateTime ? [] : [date.Format.Text] };
    }
}
