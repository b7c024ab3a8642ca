using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>The checks by their names in YAML.</summary>
internal static class CheckCatalog
{
    public static IReadOnlyDictionary<string, Action<ValidationBuilder, CheckSection>> BuiltIn { get; } = new Dictionary<string, Action<ValidationBuilder, CheckSection>>(StringComparer.Ordinal)
    {
        ["not_null"] = (rules, section) => rules.NotNull(Column(section)),
        ["null"] = (rules, section) => rules.Null(Column(section)),
        ["range"] = Range,
        ["one_of"] = (rules, section) => OneOf(rules, section, forbidden: false),
        ["not_one_of"] = (rules, section) => OneOf(rules, section, forbidden: true),
        ["matches"] = (rules, section) => rules.Matches(Column(section), section.Text("pattern"), Matching(section)),
        ["not_matches"] = (rules, section) => rules.NotMatches(Column(section), section.Text("pattern"), Matching(section)),
        ["matches_any"] = (rules, section) => rules.MatchesAny(Column(section), section.List("patterns"), Matching(section)),
        ["matches_all"] = (rules, section) => rules.MatchesAll(Column(section), section.List("patterns"), Matching(section)),
        ["matches_none"] = (rules, section) => rules.MatchesNone(Column(section), section.List("patterns"), Matching(section)),
        ["like"] = (rules, section) => rules.Like(Column(section), [.. section.List("patterns")]),
        ["not_like"] = (rules, section) => rules.NotLike(Column(section), [.. section.List("patterns")]),
        ["length"] = (rules, section) => rules.Length(Column(section), (int?)section.Integer("min"), (int?)section.Integer("max"), section.Flag("strict_min"), section.Flag("strict_max")),
        ["date_format"] = (rules, section) => rules.DateFormat(Column(section), section.Text("format")),
        ["date_parseable"] = (rules, section) => rules.DateParseable(Column(section)),
        ["json"] = (rules, section) => rules.Json(Column(section)),
        ["json_schema"] = (rules, section) => rules.MatchesJsonSchema(Column(section), section.Text("schema")),
        ["of_type"] = (rules, section) => rules.OfType(Column(section), [.. section.List("types").Select(ColumnType.Parse)]),
        ["increasing"] = (rules, section) => rules.Increasing(Column(section), section.Flag("strictly")),
        ["decreasing"] = (rules, section) => rules.Decreasing(Column(section), section.Flag("strictly")),
        ["z_score"] = (rules, section) => rules.ZScore(
            Column(section), section.Number("threshold") ?? throw section.Fault("threshold", "is missing"), section.Flag("double_sided", true)),
        ["unique"] = (rules, section) => rules.Unique(Columns(section), Word(section, "failing", DuplicateRows.AllButFirst)),
        ["unique_within_row"] = (rules, section) => rules.UniqueWithinRow(Columns(section), Missing(section)),
        ["pair_equal"] = (rules, section) => rules.PairEqual(section.Text("first"), section.Text("second"), Missing(section)),
        ["pair_greater"] = (rules, section) => rules.PairGreater(section.Text("first"), section.Text("second"), section.Flag("or_equal"), Missing(section)),
        ["sum_equals"] = (rules, section) => rules.SumEquals(
            Columns(section), (decimal)(section.Number("total") ?? throw section.Fault("total", "is missing")), Missing(section), section.Number("tolerance") ?? 0),
        ["row"] = (rules, section) => rules.Row(ValidationSuite.Formula(section, "expression", section.Text("expression")).Text),
        ["external"] = External,
        ["row_count"] = (rules, section) => rules.RowCount(section.Integer("min") ?? 0, section.Integer("max") ?? long.MaxValue),
        ["column_count"] = (rules, section) => rules.ColumnCount((int)(section.Integer("min") ?? 0), (int)(section.Integer("max") ?? int.MaxValue)),
        ["has_columns"] = (rules, section) => rules.HasColumns([.. section.List("columns")]),
        ["columns_match"] = (rules, section) => rules.ColumnsMatch(section.List("columns"), section.Flag("ordered"), section.Flag("others")),
        ["freshness"] = (rules, section) => rules.Freshness(Column(section), Age(section)),
        ["minimum"] = InBounds(FigureExtensions.MinimumBetween),
        ["maximum"] = InBounds(FigureExtensions.MaximumBetween),
        ["mean"] = InBounds(FigureExtensions.MeanBetween),
        ["median"] = InBounds(FigureExtensions.MedianBetween),
        ["sum"] = InBounds(FigureExtensions.SumBetween),
        ["standard_deviation"] = InBounds(FigureExtensions.StandardDeviationBetween),
        ["distinct_count"] = InBounds(FigureExtensions.DistinctCountBetween),
        ["distinct_share"] = InBounds(FigureExtensions.DistinctShareBetween),
        ["missing_share"] = InBounds(FigureExtensions.MissingShareBetween),
        ["change_at_most"] = (rules, section) => rules.ChangeAtMost(FigureOf(section), section.Number("share") ?? throw section.Fault("share", "is missing")),
        ["within_deviations"] = (rules, section) => rules.WithinDeviations(
            FigureOf(section),
            section.Number("deviations") ?? throw section.Fault("deviations", "is missing"),
            (int)(section.Integer("runs") ?? 10),
            (int)(section.Integer("minimum_runs") ?? 3)),
        ["quantile"] = (rules, section) => rules.QuantilesBetween(
            Column(section), [(section.Number("quantile") ?? throw section.Fault("quantile", "is missing"), section.Number("min"), section.Number("max"))],
            Word(section, "interpolation", QuantileInterpolation.Linear)),
        ["distinct_values_in"] = (rules, section) => rules.DistinctValuesIn(Column(section), [.. section.List("values")]),
        ["distinct_values_contain"] = (rules, section) => rules.DistinctValuesContain(Column(section), [.. section.List("values")]),
        ["distinct_values_equal"] = (rules, section) => rules.DistinctValuesEqual(Column(section), [.. section.List("values")]),
        ["most_common_in"] = (rules, section) => rules.MostCommonIn(Column(section), section.List("values"), section.Flag("ties_allowed")),
    };

    private delegate ValidationBuilder Between(ValidationBuilder rules, string column, double? minimum, double? maximum, bool strictMinimum, bool strictMaximum);

    private static Action<ValidationBuilder, CheckSection> InBounds(Between between) => (rules, section) =>
        between(rules, Column(section), section.Number("min"), section.Number("max"), section.Flag("strict_min"), section.Flag("strict_max"));

    private static Figure FigureOf(CheckSection section) => section.Text("figure") switch
    {
        "rows" => Figure.Rows,
        "minimum" => Figure.Minimum(Column(section)),
        "maximum" => Figure.Maximum(Column(section)),
        "mean" => Figure.Mean(Column(section)),
        "standard_deviation" => Figure.StandardDeviation(Column(section)),
        "median" => Figure.Median(Column(section)),
        "quantile" => Figure.QuantileOf(Column(section), section.Number("quantile") ?? throw section.Fault("quantile", "is missing")),
        "sum" => Figure.Sum(Column(section)),
        "distinct_count" => Figure.DistinctCount(Column(section)),
        "distinct_share" => Figure.DistinctShare(Column(section)),
        "missing_share" => Figure.MissingShare(Column(section)),
        string other => throw section.Fault(
            "figure", $"is '{other}': use rows, minimum, maximum, mean, standard_deviation, median, quantile, sum, distinct_count, distinct_share or missing_share"),
    };

    private static void Range(ValidationBuilder rules, CheckSection section)
    {
        string column = Column(section);
        (string? minimum, string? maximum) = (section.OptionalText("min"), section.OptionalText("max"));
        (bool strictMinimum, bool strictMaximum) = (section.Flag("strict_min"), section.Flag("strict_max"));
        if (IsTime(minimum) || IsTime(maximum))
        {
            TimeRange.Add(rules, section, column, minimum, maximum, strictMinimum, strictMaximum);
            return;
        }

        _ = Date(minimum) is not null || Date(maximum) is not null
            ? rules.Range(column, DateOf(section, "min", minimum), DateOf(section, "max", maximum), strictMinimum, strictMaximum)
            : rules.Range(column, Decimal(section, "min", minimum), Decimal(section, "max", maximum), strictMinimum, strictMaximum);
    }

    // A suite is data, and may come from anyone.
    private static void External(ValidationBuilder rules, CheckSection section)
    {
        if (!section.AllowsPrograms)
        {
            throw section.Fault("check", "is 'external', which starts a program, and programs are not allowed here. If you trust this file as you trust code, allow them: --allow-programs, or allowPrograms of AddTo");
        }

        ExternalCheckOptions options = new()
        {
            Format = Word(section, "format", ExternalFormat.Csv),
            Columns = section.Has("columns") ? section.List("columns") : [],
            Scope = Word(section, "scope", CheckScope.Delivery),
            Environment = section.Texts("environment"),
            WorkingDirectory = section.OptionalText("working_directory"),
        };
        rules.External(
            section.Text("name"),
            section.Text("program"),
            section.Has("arguments") ? section.List("arguments") : [],
            section.Number("time_out") is { } seconds ? options with { TimeOut = TimeSpan.FromSeconds(seconds) } : options);
    }

    private static void OneOf(ValidationBuilder rules, CheckSection section, bool forbidden)
    {
        string column = Column(section);
        string[] values = [.. section.List("values")];
        if (!section.Flag("numbers"))
        {
            _ = forbidden ? rules.NotOneOf(column, values) : rules.OneOf(column, values);
            return;
        }

        decimal[] numbers = [.. values.Select(value => Decimal(section, "values", value)!.Value)];
        _ = forbidden ? rules.NotOneOf(column, numbers) : rules.OneOf(column, numbers);
    }

    private static string Column(CheckSection section) => section.Text("column");

    private static IReadOnlyList<string> Columns(CheckSection section) => section.Has("column") ? [section.Text("column")] : section.List("columns");

    private static MissingRows Missing(CheckSection section) => Word(section, "missing_rows", MissingRows.PassWhenAnyMissing);

    private static MatchesOptions Matching(CheckSection section) => new() { IgnoreCase = section.Flag("ignore_case") };

    private static TimeSpan Age(CheckSection section) => TimeSpan.TryParse(section.Text("maximum_age"), CultureInfo.InvariantCulture, out TimeSpan age)
        ? age
        : throw section.Fault("maximum_age", $"is '{section.Text("maximum_age")}': use days.hours:minutes:seconds, such as 1.00:00:00");

    private static T Word<T>(CheckSection section, string name, T otherwise)
        where T : struct, Enum => section.OptionalText(name) is not { } word
            ? otherwise
            : Enum.TryParse(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value) && Enum.IsDefined(value)
                ? value
                : throw section.Fault(name, $"is '{word}': use one of {string.Join(", ", Enum.GetNames<T>())}");

    private static bool IsTime(string? text) => text is { Length: > 10 } && text[10] == 'T' && Date(text[..10]) is not null;

    private static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    private static DateOnly? DateOf(CheckSection section, string name, string? text) =>
        text is null ? null : Date(text) ?? throw section.Fault(name, $"is '{text}', which is no date: both ends of a range of dates are dates such as 2026-01-31");

    private static decimal? Decimal(CheckSection section, string name, string? text) => text is null
        ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw section.Fault(name, $"is '{text}': use a number or a date such as 2026-01-31");
}
