using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Comparisons.Data;

// The compared columns of a claims file in the plainest form that both sides can load: little-endian doubles (NaN where a value is missing)
// in NAME.f64; codes as int32 (-1 where missing) in NAME.i32 with one level a line in NAME.levels.
internal static class DriftSample
{
    public static readonly string[] Numeric =
        ["months_as_customer", "age", "policy_annual_premium", "umbrella_limit", "injury_claim", "property_claim", "total_claim_amount"];

    public static readonly string[] Categorical = ["policy_state", "incident_type", "incident_severity", "authorities_contacted"];

    private static readonly string[][] Levels =
    [
        .. new[] { ClaimValues.States, ClaimValues.IncidentTypes, ClaimValues.Severities, ClaimValues.Authorities }
            .Select(values => values.Select(Encoding.ASCII.GetString).Distinct().ToArray()),
    ];

    // `done` is created last: its presence says that the folder is complete.
    public static void Write(long rows, string folder, ulong seed)
    {
        string csv = Path.Combine(folder, "claims.csv");
        ClaimsFile.Write(rows, csv, seed);
        List<double>[] numbers = [.. Numeric.Select(_ => new List<double>((int)rows))];
        List<int>[] codes = [.. Categorical.Select(_ => new List<int>((int)rows))];
        foreach (string line in File.ReadLines(csv).Skip(1)) { Take(line.Split(','), numbers, codes); }
        for (int i = 0; i < Numeric.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, Numeric[i] + ".f64"), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(numbers[i])));
        }

        for (int i = 0; i < Categorical.Length; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, Categorical[i] + ".i32"), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(codes[i])));
            File.WriteAllLines(Path.Combine(folder, Categorical[i] + ".levels"), Levels[i]);
        }

        File.Delete(csv);
        File.WriteAllText(Path.Combine(folder, "done.partial"), "");
    }

    public static DoubleArray Numbers(string folder, string column)
    {
        double[] values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder, column + ".f64"))).ToArray();
        DoubleArray.Builder builder = new();
        builder.Reserve(values.Length);
        foreach (double value in values)
        {
            if (double.IsNaN(value)) { builder.AppendNull(); } else { builder.Append(value); }
        }

        return builder.Build();
    }

    // Codes with a dictionary, as scipy's side has codes too, and as the pipeline makes them of text that repeats.
    public static DictionaryArray Categories(string folder, string column)
    {
        StringArray levels = new StringArray.Builder().AppendRange(File.ReadAllLines(Path.Combine(folder, column + ".levels"))).Build();
        Int32Array.Builder codes = new();
        foreach (int code in MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(Path.Combine(folder, column + ".i32"))))
        {
            if (code < 0) { codes.AppendNull(); } else { codes.Append(code); }
        }

        return new DictionaryArray(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false), codes.Build(), levels);
    }

    private static void Take(string[] fields, List<double>[] numbers, List<int>[] codes)
    {
        for (int i = 0; i < Numeric.Length; i++)
        {
            string field = fields[System.Array.IndexOf(ClaimsFile.Columns, Numeric[i])];
            numbers[i].Add(field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture));
        }

        for (int i = 0; i < Categorical.Length; i++)
        {
            string field = fields[System.Array.IndexOf(ClaimsFile.Columns, Categorical[i])];
            codes[i].Add(field.Length == 0 ? -1 : System.Array.IndexOf(Levels[i], field));
        }
    }
}
