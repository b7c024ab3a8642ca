using System.Globalization;
using System.Text;

namespace QuickStart;

/// <summary>Writes monthly claim files as they come from the field: three ways to write a date, <c>?</c> for what nobody asked, names and ZIP codes in clear.</summary>
internal sealed class ClaimFileGenerator(int seed)
{
    private static readonly string[] FirstNames = ["Ada", "Boris", "Chidi", "Dolores", "Emre", "Fatima", "Grace", "Hiro", "Ines", "Jun"];
    private static readonly string[] LastNames = ["Abbott", "Bianchi", "Cohen", "Diaz", "Egger", "Fischer", "Gupta", "Haddad", "Ito", "O'Neil, Jr."];
    private static readonly string[] States = ["OH", "IN", "IL"];
    private static readonly string[] Incidents = ["Single Vehicle Collision", "Multi-vehicle Collision", "Vehicle Theft", "Parked Car", "?"];
    private static readonly string[] DateFormats = ["M/d/yyyy", "yyyy-MM-dd", "d-MMM-yyyy"];

    private readonly Random _random = new(seed);
    private long _nextClaim = 100_001;

    public void Write(string path, DateOnly month, int rows, bool broken = false)
    {
        StringBuilder csv = new("claim_id,policy_number,incident_date,insured_name,insured_zip,age,policy_state,incident_type,annual_premium,claim_amount,fraud_reported\n");
        long first = _nextClaim;
        for (int row = 0; row < rows; row++)
        {
            // The broken month repeats an earlier claim id and writes some ages as words.
            long claim = broken && row == 1_234 ? first + 17 : _nextClaim++;
            string age = broken && row % 500 == 42 ? "forty-one" : Whole(17 + Math.Abs(Normal(25, 14)));
            AppendRow(csv, claim, month, age, premiumShift: broken ? 450 : 0);
        }

        File.WriteAllText(path, csv.ToString());
    }

    private void AppendRow(StringBuilder csv, long claim, DateOnly month, string age, double premiumShift)
    {
        DateOnly date = month.AddDays(_random.Next(DateTime.DaysInMonth(month.Year, month.Month)));
        string premium = _random.NextDouble() < 0.02 ? "?" : Money(Math.Max(150, Normal(1_250 + premiumShift, 240)));
        string[] fields =
        [
            claim.ToString(CultureInfo.InvariantCulture),
            "P" + _random.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture),
            date.ToString(Pick(DateFormats), CultureInfo.InvariantCulture),
            Quote($"{Pick(FirstNames)} {Pick(LastNames)}"),
            _random.Next(501, 99_950).ToString("D5", CultureInfo.InvariantCulture),
            age,
            Pick(States),
            Pick(Incidents),
            premium,
            Money(Math.Exp(Normal(8.4, 0.9))),
            _random.NextDouble() < 0.24 ? "Y" : "N",
        ];
        csv.AppendJoin(',', fields).Append('\n');
    }

    private double Normal(double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));

    private string Pick(string[] values) => values[_random.Next(values.Length)];

    private static string Quote(string text) => text.Contains(',', StringComparison.Ordinal) ? $"\"{text}\"" : text;

    private static string Money(double value) => value.ToString("F2", CultureInfo.InvariantCulture);

    private static string Whole(double value) => Math.Round(Math.Min(value, 99)).ToString(CultureInfo.InvariantCulture);
}
