using System.Text;

namespace DataIngestion.Comparisons.Data;

// A 17-column claims CSV of about 177 bytes a row: the same bytes for the same number of rows and seed, anywhere.
internal static class ClaimsFile
{
    public static readonly string[] Columns =
    [
        "policy_number", "incident_date", "policy_bind_date", "policy_state", "insured_zip", "insured_name", "incident_type",
        "incident_severity", "authorities_contacted", "months_as_customer", "age", "policy_annual_premium", "umbrella_limit",
        "injury_claim", "property_claim", "total_claim_amount", "fraud_reported",
    ];

    private const ulong Mask36 = (1UL << 36) - 1;
    private const int FirstIncident = 9_131; // 2015-01-01 in days after 1990-01-01
    private const uint IncidentDays = 3_653;

    public static void Write(long rows, string file, ulong seed)
    {
        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        stream.Write(Encoding.ASCII.GetBytes(string.Join(',', Columns) + "\n"));
        RowWriter row = new(stream);
        SplitMix64 random = new(SplitMix64.Mix(seed));
        for (long number = 0; number < rows; number++) { WriteRow(row, ref random, (ulong)number, seed, (ulong)rows); }
        row.Flush();
    }

    private static void WriteRow(RowWriter row, ref SplitMix64 random, ulong number, ulong seed, ulong rows)
    {
        int incident = WriteKey(row, number, seed, rows);
        row.Day(incident - 1 - (int)random.Below(9_000));
        row.Text(ClaimValues.States[random.Below((uint)ClaimValues.States.Length)]);
        row.Padded(501 + (random.SkewedBelow(20_000) * 4), 5);
        WriteName(row, ref random);
        WriteIncident(row, ref random);
        row.Integer(random.Below(480));
        row.Integer(16 + random.Below(45) + random.Below(36));
        WriteAmounts(row, ref random);
        row.Text(random.Below(100) < 7 ? "Y"u8 : "N"u8);
        row.EndRow();
    }

    // One policy in four has two incidents, on different days. A policy number is 12 digits that are a bijection of the
    // seed's last six bits and the policy's ordinal: files of different seeds share no key.
    private static int WriteKey(RowWriter row, ulong number, ulong seed, ulong rows)
    {
        ulong policies = Math.Max(1, (rows * 4 / 5) + 1);
        ulong policy = number % policies;
        ulong day = SplitMix64.Mix(policy ^ (seed << 40)) + ((number / policies) * 977);
        int incident = FirstIncident + (int)(day % IncidentDays);
        row.Integer(100_000_000_000 + Scramble(((seed & 63) << 30) | policy));
        row.Day(incident);
        return incident;
    }

    private static void WriteName(RowWriter row, ref SplitMix64 random)
    {
        WriteWord(row, ref random, 1 + random.Below(2));
        row.Part(" "u8);
        WriteWord(row, ref random, 2 + random.Below(2));
        row.Comma();
    }

    private static void WriteWord(RowWriter row, ref SplitMix64 random, uint syllables)
    {
        row.Part(ClaimValues.Capitals[random.Below((uint)ClaimValues.Capitals.Length)]);
        for (uint i = 0; i < syllables; i++) { row.Part(ClaimValues.Syllables[random.Below((uint)ClaimValues.Syllables.Length)]); }
    }

    private static void WriteIncident(RowWriter row, ref SplitMix64 random)
    {
        row.Text(ClaimValues.IncidentTypes[random.Below(1000)]);
        row.Text(ClaimValues.Severities[random.Below(1000)]);
        if (random.Below(100) < 3) { row.Empty(); } else { row.Text(ClaimValues.Authorities[random.Below(1000)]); }
    }

    private static void WriteAmounts(RowWriter row, ref SplitMix64 random)
    {
        row.Cents(30_000 + random.SkewedBelow(4_000_000));
        row.Integer(random.Below(100) < 80 ? 0 : (1 + random.SkewedBelow(10)) * 1_000_000UL);
        uint injury = 10_000 + random.SkewedBelow(3_000_000);
        uint property = 10_000 + random.SkewedBelow(2_500_000);
        row.Cents(injury);
        if (random.Below(100) < 2) { row.Empty(); } else { row.Cents(property); }
        row.Cents(injury + property + 20_000 + random.SkewedBelow(7_000_000));
    }

    private static ulong Scramble(ulong value)
    {
        ulong mixed = (value * 0x5D588B656C078965) & Mask36;
        mixed ^= mixed >> 18;
        mixed = (mixed * 0x369DEA0F31A53F85) & Mask36;
        return mixed ^ (mixed >> 18);
    }
}
