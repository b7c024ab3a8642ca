using System.Globalization;
using System.Text.Json;

namespace DataIngestion.Drift;

/// <summary>Reads what <see cref="DriftJsonWriter"/> wrote. What it derived is derived again.</summary>
internal static class DriftJsonReader
{
    public static DriftReport Read(JsonElement root)
    {
        int format = root.GetProperty("format").GetInt32();
        if (format > DriftJsonWriter.Format)
        {
            throw new IngestionException(
                $"A drift report has format {format}, and this version reads formats up to {DriftJsonWriter.Format}. Use the newer version of the library that wrote it.");
        }

        List<JsonElement> columns = [.. root.GetProperty("columns").EnumerateArray()];
        if (root.GetProperty("target") is { ValueKind: not JsonValueKind.Null } target)
        {
            int position = target.TryGetProperty("position", out JsonElement at) ? at.GetInt32() : columns.Count;
            columns.Insert(Math.Clamp(position, 0, columns.Count), target);
        }

        return new(
            root.GetProperty("referenceVersion") is { ValueKind: JsonValueKind.Number } version ? version.GetInt64() : null,
            root.GetProperty("drifted").GetBoolean(),
            [.. columns.SelectMany(ReadTests)],
            Optional(root, "note"))
        {
            Name = Text(root, "name"),
            At = Optional(root, "at") is { } time ? Time(time) : null,
            Correction = Optional(root, "correction"),
            Columns = [.. columns.Where(column => column.TryGetProperty("shape", out _)).Select(column => ReadShape(Text(column, "column"), column.GetProperty("shape")))],
            Concept = List(root, "concept", ReadConcept),
            ConceptVerdict = root.TryGetProperty("conceptVerdict", out JsonElement verdict) && verdict.ValueKind == JsonValueKind.Object
                ? new(verdict.GetProperty("drifted").GetBoolean(), Text(verdict, "reason"))
                : null,
            Past = List(root, "past", ReadPast),
        };
    }

    private static IEnumerable<DriftResult> ReadTests(JsonElement column)
    {
        (string name, DriftKind kind) = (Text(column, "column"), KindText.Parse(Text(column, "kind")));
        return column.GetProperty("tests").EnumerateArray().Select(test => ReadTest(name, kind, test));
    }

    private static DriftResult ReadTest(string column, DriftKind kind, JsonElement test)
    {
        DriftStatistic statistic = new(
            Number(test, "statistic"),
            NumberOrNull(test, "pValue"),
            Number(test, "threshold"),
            Number(test, "effect"),
            Number(test, "effectThreshold"),
            test.GetProperty("n").GetInt64(),
            test.GetProperty("m").GetInt64(),
            List(test, "bins", ReadBin),
            Optional(test, "note"))
        {
            Bounds = test.TryGetProperty("bounds", out JsonElement bounds) ? ReadBounds(bounds) : null,
        };
        return new(column, kind, Text(test, "test"), statistic, NumberOrNull(test, "adjustedPValue"), test.GetProperty("drifted").GetBoolean())
        {
            IsUndecided = test.GetProperty("undecided").GetBoolean(),
        };
    }

    private static DriftBounds ReadBounds(JsonElement bounds) => new(
        Number(bounds, "lowestStatistic"), Number(bounds, "highestStatistic"), Number(bounds, "lowestEffect"), Number(bounds, "highestEffect"))
    {
        LowestPValue = NumberOrNull(bounds, "lowestPValue"),
        HighestPValue = NumberOrNull(bounds, "highestPValue"),
    };

    private static DriftBin ReadBin(JsonElement bin) => new(Text(bin, "label"), bin.GetProperty("reference").GetInt64(), bin.GetProperty("current").GetInt64());

    private static ColumnShape ReadShape(string column, JsonElement shape) => new(
        column, Text(shape, "type"), ReadSide(shape.GetProperty("reference")), ReadSide(shape.GetProperty("current")))
    {
        IsMasked = shape.GetProperty("masked").GetBoolean(),
        IsEstimated = shape.GetProperty("estimated").GetBoolean(),
        Numeric = shape.TryGetProperty("numeric", out JsonElement numeric) ? ReadNumeric(numeric) : null,
        Categorical = shape.TryGetProperty("categorical", out JsonElement categorical) ? ReadCategorical(categorical) : null,
    };

    private static SideFigures ReadSide(JsonElement side) => new(side.GetProperty("rows").GetInt64(), side.GetProperty("missing").GetInt64())
    {
        NotFinite = side.GetProperty("notFinite").GetInt64(),
        Mean = NumberOrNull(side, "mean"),
        StandardDeviation = NumberOrNull(side, "standardDeviation"),
        Minimum = NumberOrNull(side, "minimum"),
        Maximum = NumberOrNull(side, "maximum"),
    };

    private static NumericShape ReadNumeric(JsonElement numeric) => new(
        List(numeric, "edges", number => number.GetDouble()),
        List(numeric, "referenceShares", number => number.GetDouble()),
        List(numeric, "currentShares", number => number.GetDouble()),
        List(numeric, "quantiles", pair => new QuantilePair(
            pair.GetProperty("share").GetDouble(), pair.GetProperty("reference").GetDouble(), pair.GetProperty("current").GetDouble())));

    private static CategoricalShape ReadCategorical(JsonElement categorical) => new(
        List(categorical, "top", ReadBin), categorical.GetProperty("referenceOther").GetInt64(), categorical.GetProperty("currentOther").GetInt64())
    {
        New = categorical.TryGetProperty("new", out JsonElement added) ? ReadChange(added) : null,
        Vanished = categorical.TryGetProperty("vanished", out JsonElement gone) ? ReadChange(gone) : null,
    };

    private static CategoryChange ReadChange(JsonElement change) => new(
        change.GetProperty("categories").GetInt64(), change.GetProperty("values").GetInt64(), List(change, "largest", ReadBin));

    private static ConceptView ReadConcept(JsonElement view) => new(
        Text(view, "column"),
        Text(view, "measure"),
        List(view, "bins", bin => new ConceptViewBin(
            Text(bin, "label"), bin.GetProperty("n").GetInt64(), bin.GetProperty("m").GetInt64(), NumberOrNull(bin, "reference"), NumberOrNull(bin, "current"))),
        NumberOrNull(view, "reference"),
        NumberOrNull(view, "current"))
    {
        Drifted = view.GetProperty("drifted").GetBoolean(),
        Results = List(view, "tests", test => ReadTest(Text(view, "column"), DriftKind.Concept, test)),
        Note = Optional(view, "note"),
    };

    private static PastDrift ReadPast(JsonElement past) => new(
        Text(past, "version"),
        Time(Text(past, "at")),
        List(past, "statistics", statistic => new PastStatistic(Text(statistic, "column"), Text(statistic, "test"), Number(statistic, "statistic"))));

    private static T[] List<T>(JsonElement element, string name, Func<JsonElement, T> read) => [.. element.GetProperty(name).EnumerateArray().Select(read)];

    private static string Text(JsonElement element, string name) => Optional(element, name) ?? throw new JsonException($"'{name}' is null.");

    private static string? Optional(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static double Number(JsonElement element, string name) =>
        NumberOrNull(element, name) ?? throw new JsonException($"'{name}' is null without a reason.");

    private static double? NumberOrNull(JsonElement element, string name)
    {
        if (element.GetProperty(name) is { ValueKind: not JsonValueKind.Null } number)
        {
            return number.GetDouble();
        }

        return element.TryGetProperty("reasons", out JsonElement reasons) && reasons.TryGetProperty(name, out JsonElement reason)
            ? NotFinite.Parse(reason.GetString())
            : null;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
