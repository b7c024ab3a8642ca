using System.Globalization;
using System.Text.Json;

namespace DataIngestion.Validation;

/// <summary>What a program printed about the rows.</summary>
internal sealed record ExternalAnswer(bool Passed, OrdinalSet FailedRows, long RowsMissing, string? Message, JsonElement? Observed)
{
    private const int LongestMessage = 1000;
    private static readonly string[] Known = ["passed", "failed_rows", "rows_missing", "message", "observed"];

    /// <exception cref="RuleException">It is no answer, or not one about so many rows.</exception>
    public static ExternalAnswer Parse(ReadOnlyMemory<byte> output, CheckScope scope, long rows)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            return Read(document.RootElement, scope, rows);
        }
        catch (JsonException)
        {
            throw new RuleException(output.Span.Trim(" \t\r\n"u8).IsEmpty
                ? "The program printed nothing; it has to print one JSON object with the result."
                : "The program printed something that is not one JSON object.");
        }
    }

    public ValidationOutcome ToOutcome(long rows, long failed)
    {
        string verdict = Passed ? "found nothing wrong" : "found faults";
        string message = Message ?? string.Create(CultureInfo.InvariantCulture, $"The program {verdict}; it names {failed} of {rows} rows.");
        return new ValidationOutcome(Passed, rows, failed, message) { RowsMissing = RowsMissing, Observed = Observed };
    }

    private static ExternalAnswer Read(JsonElement root, CheckScope scope, long rows)
    {
        Require(root.ValueKind == JsonValueKind.Object, "The program printed JSON that is no object.");
        foreach (JsonProperty property in root.EnumerateObject())
        {
            Require(Known.Contains(property.Name), $"The program's result has a member that means nothing; there are {string.Join(", ", Known)}.");
        }

        bool? passed = Flag(root, "passed");
        OrdinalSet failed = NamedRows(root, scope, rows);
        Require(scope == CheckScope.Row || passed is not null, "The program's result lacks 'passed'.");
        Require(!(passed == true && failed.Count > 0), "The program's result has 'passed' true and failed rows.");
        long missing = Count(root, "rows_missing", rows - failed.Count);
        return new(passed ?? failed.Count == 0, failed, missing, Text(root, "message"), root.TryGetProperty("observed", out JsonElement observed) ? observed.Clone() : null);
    }

    private static OrdinalSet NamedRows(JsonElement root, CheckScope scope, long rows)
    {
        OrdinalSet failed = new();
        bool given = root.TryGetProperty("failed_rows", out JsonElement list);
        Require(given == (scope == CheckScope.Row), scope == CheckScope.Row
            ? "The program's result lacks 'failed_rows', which a check of rows has, if only as an empty list."
            : "The program's result has 'failed_rows', but the check judges the delivery as a whole. Set its scope to Row.");
        if (!given)
        {
            return failed;
        }

        Require(list.ValueKind == JsonValueKind.Array, "The program's 'failed_rows' is no list.");
        foreach (JsonElement element in list.EnumerateArray())
        {
            long row = -1;
            Require(element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out row), "The program's 'failed_rows' holds something that is no row number.");
            Require(row >= 0 && row < rows, string.Create(CultureInfo.InvariantCulture, $"The program names row {row}; the {rows} rows that it was given count from 0."));
            Require(failed.Add(row), string.Create(CultureInfo.InvariantCulture, $"The program names row {row} twice."));
        }

        return failed;
    }

    private static bool? Flag(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            return null;
        }

        Require(value.ValueKind is JsonValueKind.True or JsonValueKind.False, $"The program's '{name}' is neither true nor false.");
        return value.GetBoolean();
    }

    private static long Count(JsonElement root, string name, long most)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            return 0;
        }

        long count = -1;
        Require(value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out count) && count >= 0 && count <= most, $"The program's '{name}' is no number of the rows that are left.");
        return count;
    }

    private static string? Text(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        Require(value.ValueKind == JsonValueKind.String, $"The program's '{name}' is no text.");
        string text = value.GetString()!;
        return text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new RuleException(otherwise);
        }
    }
}
