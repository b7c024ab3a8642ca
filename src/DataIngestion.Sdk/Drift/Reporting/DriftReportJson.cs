using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using DataIngestion.Drift;

namespace DataIngestion;

/// <summary>A drift report as JSON, with everything that <see cref="DriftPage"/> shows.</summary>
/// <remarks>
/// <para>
/// <c>{"format", "name", "at", "drifted", "verdict", "why", "referenceVersion", "correction", "note", "columns": [{"column", "kind", "drifted", "tests": [{"test",
/// "drifted", "undecided", "statistic", "pValue", "adjustedPValue", "threshold", "effect", "effectThreshold", "n", "m", "bins"}], "shape"}], "target", "concept", "past"}</c>.
/// The target has the form of a column and is not among them; it is <see langword="null"/> when there is none.
/// </para>
/// <para>
/// Numbers survive bit for bit. One that is NaN or infinite is <see langword="null"/>, and <c>reasons</c> of the same object says which. Values of masked
/// columns are left out. Tests are grouped by column.
/// </para>
/// </remarks>
public static class DriftReportJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The report as JSON in UTF-8.</summary>
    /// <param name="report">What was found.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="report"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">An edge, a share or a quantile is NaN or infinite.</exception>
    public static byte[] Serialize(DriftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Options))
        {
            new DriftJsonWriter(writer).Write(MaskedColumns.Withhold(report));
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <param name="json">The JSON in UTF-8.</param>
    /// <returns>The report.</returns>
    /// <exception cref="IngestionException">The JSON is no report, or one of a newer version of the library.</exception>
    public static DriftReport Deserialize(ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return DriftJsonReader.Read(document.RootElement);
        }
        catch (Exception cause) when (cause is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new IngestionException($"A drift report cannot be read: {cause.Message} It was changed or cut short; compare again.", cause);
        }
    }
}
