using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Types and missing values.</summary>
internal static class PresenceRules
{
    // Above it a column says too little about how full it has to be.
    private const double MostMissing = 0.8;

    public static SuggestedCheck? Type(SuggestedColumn column)
    {
        if (column.Facts.Values == 0)
        {
            return null;
        }

        ColumnType[] types = [column.Type, .. Narrower(column.Type)];
        string reason = types.Length == 1
            ? $"every value is {column.Type}"
            : $"every value is {column.Type}; a file in which all of them happen to be whole and small is read as {string.Join(" or ", types.Skip(1))}";
        return SuggestedCheck.Of(
            "of_type", column.Name, reason, [("types", YamlText.List(types.Select(type => type.ToString())))],
            $"OfType({CodeText.Of(column.Name)}, {string.Join(", ", types.Select(CodeText.Of))})");
    }

    public static SuggestedCheck? Presence(SuggestedColumn column, SuggestionOptions options)
    {
        (long rows, long missing) = (column.Facts.Rows, column.Facts.Missing);
        double share = rows == 0 ? 1 : (double)missing / rows;
        if (rows < options.MinimumValues || share > MostMissing)
        {
            return null;
        }

        if (missing == 0)
        {
            return SuggestedCheck.Of(
                "not_null", column.Name, $"none of {SuggestedColumn.Number(rows)} rows lacks a value", [], $"NotNull({CodeText.Of(column.Name)})");
        }

        double most = ConfidenceMargin.Above(share, rows);
        return SuggestedCheck.Of(
            "missing_share", column.Name,
            $"{SuggestedColumn.Number(missing)} of {SuggestedColumn.Number(rows)} rows ({SuggestedColumn.Share(share)}) lack a value; the bound is what 95 % of such data with as many rows stay below",
            [("max", most.ToString(CultureInfo.InvariantCulture))],
            $"MissingShareBetween({CodeText.Of(column.Name)}, null, {CodeText.Of(most)})");
    }

    // What is inferred from a part of the values of a text file; types of other files do not change.
    private static IEnumerable<ColumnType> Narrower(ColumnType type) =>
        type == ColumnType.Float64 || type == ColumnType.Decimal(38, 0) ? [ColumnType.Int64] : [];
}
