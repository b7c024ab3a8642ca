using System.Text.Json;

namespace DataIngestion.Drift;

/// <summary>Writes a report in the form that <see cref="DriftReportJson"/> documents.</summary>
internal sealed class DriftJsonWriter(Utf8JsonWriter json)
{
    public const int Format = 1;

    public void Write(DriftReport report)
    {
        DriftVerdict verdict = DriftVerdict.Of(report);
        json.WriteStartObject();
        json.WriteNumber("format", Format);
        json.WriteString("name", report.Name);
        json.WriteString("at", report.At?.ToString("O"));
        json.WriteBoolean("drifted", report.Drifted);
        json.WriteString("verdict", verdict.Text);
        json.WriteString("why", verdict.Why);
        Whole("referenceVersion", report.ReferenceVersion);
        json.WriteString("correction", report.Correction);
        json.WriteString("note", report.Note);
        WriteColumns(report);
        Array("concept", report.Concept, WriteConcept);
        WriteVerdict(report.ConceptVerdict);
        Array("past", report.Past, WritePast);
        json.WriteEndObject();
    }

    private void WriteColumns(DriftReport report)
    {
        IReadOnlyList<ReportedColumn> columns = ReportedColumn.Of(report);
        int target = columns.TakeWhile(column => column.Kind != DriftKind.Prior).Count();
        Array("columns", [.. columns.Where((_, at) => at != target)], column => WriteColumn(column, null));
        json.WritePropertyName("target");
        if (target == columns.Count)
        {
            json.WriteNullValue();
        }
        else
        {
            WriteColumn(columns[target], target);
        }
    }

    private void WriteColumn(ReportedColumn column, int? position)
    {
        json.WriteStartObject();
        json.WriteString("column", column.Name);
        json.WriteString("kind", KindText.Of(column.Kind));
        json.WriteBoolean("drifted", column.Results.Any(result => result.Drifted));
        if (position is { } at)
        {
            json.WriteNumber("position", at);
        }

        Array("tests", column.Results, WriteTest);
        if (column.Shape is { } shape)
        {
            WriteShape(shape);
        }

        json.WriteEndObject();
    }

    private void WriteTest(DriftResult result)
    {
        DriftStatistic statistic = result.Statistic;
        json.WriteStartObject();
        json.WriteString("test", result.Test);
        json.WriteBoolean("drifted", result.Drifted);
        json.WriteBoolean("undecided", result.IsUndecided);
        Numbers(
            ("statistic", statistic.Statistic), ("pValue", statistic.PValue), ("adjustedPValue", result.AdjustedPValue), ("threshold", statistic.Threshold),
            ("effect", statistic.Effect), ("effectThreshold", statistic.EffectThreshold));
        json.WriteNumber("n", statistic.ReferenceCount);
        json.WriteNumber("m", statistic.CurrentCount);
        Array("bins", statistic.Bins, WriteBin);
        if (statistic.Bounds is { } bounds)
        {
            json.WriteStartObject("bounds");
            Numbers(
                ("lowestStatistic", bounds.LowestStatistic), ("highestStatistic", bounds.HighestStatistic), ("lowestEffect", bounds.LowestEffect),
                ("highestEffect", bounds.HighestEffect), ("lowestPValue", bounds.LowestPValue), ("highestPValue", bounds.HighestPValue));
            json.WriteEndObject();
        }

        json.WriteString("note", statistic.Note);
        json.WriteEndObject();
    }

    private void WriteBin(DriftBin bin)
    {
        json.WriteStartObject();
        json.WriteString("label", bin.Label);
        json.WriteNumber("reference", bin.Reference);
        json.WriteNumber("current", bin.Current);
        json.WriteEndObject();
    }

    private void WriteShape(ColumnShape shape)
    {
        json.WriteStartObject("shape");
        json.WriteString("type", shape.Type);
        json.WriteBoolean("masked", shape.IsMasked);
        json.WriteBoolean("estimated", shape.IsEstimated);
        WriteSide("reference", shape.Reference);
        WriteSide("current", shape.Current);
        if (shape.Numeric is { } numeric)
        {
            WriteNumeric(numeric);
        }

        if (shape.Categorical is { } categorical)
        {
            WriteCategorical(categorical);
        }

        json.WriteEndObject();
    }

    private void WriteSide(string name, SideFigures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("rows", figures.Rows);
        json.WriteNumber("missing", figures.Missing);
        json.WriteNumber("notFinite", figures.NotFinite);
        Numbers(("mean", figures.Mean), ("standardDeviation", figures.StandardDeviation), ("minimum", figures.Minimum), ("maximum", figures.Maximum));
        json.WriteEndObject();
    }

    private void WriteNumeric(NumericShape numeric)
    {
        json.WriteStartObject("numeric");
        Array("edges", numeric.Edges, json.WriteNumberValue);
        Array("referenceShares", numeric.ReferenceShares, json.WriteNumberValue);
        Array("currentShares", numeric.CurrentShares, json.WriteNumberValue);
        Array("quantiles", numeric.Quantiles, pair =>
        {
            json.WriteStartObject();
            json.WriteNumber("share", pair.Share);
            json.WriteNumber("reference", pair.Reference);
            json.WriteNumber("current", pair.Current);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private void WriteCategorical(CategoricalShape categorical)
    {
        json.WriteStartObject("categorical");
        Array("top", categorical.Top, WriteBin);
        json.WriteNumber("referenceOther", categorical.ReferenceOther);
        json.WriteNumber("currentOther", categorical.CurrentOther);
        WriteChange("new", categorical.New);
        WriteChange("vanished", categorical.Vanished);
        json.WriteEndObject();
    }

    private void WriteChange(string name, CategoryChange? change)
    {
        if (change is not null)
        {
            json.WriteStartObject(name);
            json.WriteNumber("categories", change.Categories);
            json.WriteNumber("values", change.Values);
            Array("largest", change.Largest, WriteBin);
            json.WriteEndObject();
        }
    }

    private void WriteConcept(ConceptView view)
    {
        json.WriteStartObject();
        json.WriteString("column", view.Column);
        json.WriteString("measure", view.Measure);
        json.WriteBoolean("drifted", view.Drifted);
        Numbers(("reference", view.ReferenceRate), ("current", view.CurrentRate));
        Array("bins", view.Bins, bin =>
        {
            json.WriteStartObject();
            json.WriteString("label", bin.Label);
            json.WriteNumber("n", bin.ReferenceCount);
            json.WriteNumber("m", bin.CurrentCount);
            Numbers(("reference", bin.ReferenceRate), ("current", bin.CurrentRate));
            json.WriteEndObject();
        });
        Array("tests", view.Results, WriteTest);
        json.WriteString("note", view.Note);
        json.WriteEndObject();
    }

    private void WriteVerdict(ConceptVerdict? verdict)
    {
        if (verdict is null)
        {
            json.WriteNull("conceptVerdict");
            return;
        }

        json.WriteStartObject("conceptVerdict");
        json.WriteBoolean("drifted", verdict.Drifted);
        json.WriteString("reason", verdict.Reason);
        json.WriteEndObject();
    }

    private void WritePast(PastDrift past)
    {
        json.WriteStartObject();
        json.WriteString("version", past.Version);
        json.WriteString("at", past.At.ToString("O"));
        Array("statistics", past.Statistics, statistic =>
        {
            json.WriteStartObject();
            json.WriteString("column", statistic.Column);
            json.WriteString("test", statistic.Test);
            Numbers(("statistic", statistic.Statistic));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private void Array<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private void Whole(string name, long? value)
    {
        json.WritePropertyName(name);
        if (value is { } number)
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    // JSON has no such numbers, and a null alone would not say why.
    private void Numbers(params ReadOnlySpan<(string Name, double? Value)> numbers)
    {
        bool hasReasons = false;
        foreach ((string name, double? value) in numbers)
        {
            if (value is { } number && double.IsFinite(number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
                hasReasons |= value is not null;
            }
        }

        if (hasReasons)
        {
            json.WriteStartObject("reasons");
            foreach ((string name, double? value) in numbers)
            {
                if (value is { } number && !double.IsFinite(number))
                {
                    json.WriteString(name, NotFinite.Of(number));
                }
            }

            json.WriteEndObject();
        }
    }
}
