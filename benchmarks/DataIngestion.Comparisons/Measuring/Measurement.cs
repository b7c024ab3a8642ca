using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataIngestion.Comparisons.Measuring;

// What a child process prints as its last line. Seconds are those of the measured part, by the child's own clock.
internal sealed record Measurement(double Seconds, long PeakBytes, long Rows)
{
    // What was computed, where the two sides must have computed the same.
    public IReadOnlyList<double> Values { get; init; } = [];

    // Versions and settings that belong to the result.
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    // The whole process from outside, start-up and loading included; the parent fills it in.
    public double ProcessSeconds { get; init; }

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this, MeasurementJson.Default.Measurement));

    public static Measurement Parse(string line) =>
        JsonSerializer.Deserialize(line, MeasurementJson.Default.Measurement) ?? throw new InvalidDataException("A side printed no measurement.");

    // On Linux this is VmHWM, the high-water mark of resident memory.
    public static long PeakOfThisProcess() => Process.GetCurrentProcess().PeakWorkingSet64;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(Measurement))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
