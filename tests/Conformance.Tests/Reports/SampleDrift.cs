using Apache.Arrow;

namespace DataIngestion.Reports;

/// <summary>Drift reports as they come in practice, and as an attacker would send them.</summary>
internal static class SampleDrift
{
    private const int Rows = 4_000;

    private static readonly DateTimeOffset At = new(2026, 8, 31, 6, 30, 0, TimeSpan.Zero);
    private static readonly string[] Regions = ["R11", "R24", "R31", "R52", "R53", "R72", "R82", "R91", "R93"];

    /// <summary>Shifted, spread, heavy-tailed, discrete and categorical columns, a target, a concept, a history.</summary>
    public static DriftReport Drifted()
    {
        DriftReport report = DriftDetection.Compare([Policies(1, 0)], [Policies(2, 1)], drift => drift.Target("claim").KolmogorovSmirnov().PopulationStabilityIndex().ChiSquare().Wasserstein());
        return report with
        {
            Name = "policies: version 11 → incoming/2026-08-31/policies.csv",
            At = At,
            ReferenceVersion = 11,
            Note = "Not compared, only in the delivery: broker.",
            Columns = [.. report.Columns, new ColumnShape("email", "string", new(Rows, 12), new(Rows, 480)) { IsMasked = true }, new ColumnShape("since", "date", new(Rows, 0), new(Rows, 0))],
            Concept = Concept(),
            Past = [.. Enumerable.Range(0, 10).Select(version => new PastDrift(
                $"{version + 1}",
                At.AddDays(7 * (version - 10)),
                [.. report.Results.Where(result => version != 4 || result.Column != "premium").Select(result =>
                    new PastStatistic(result.Column, result.Test, result.Statistic.Statistic * (0.1 + (0.05 * version * (version % 3)))))]))],
        };
    }

    public static DriftReport Stable() => DriftDetection.Compare([Policies(1, 0)], [Policies(3, 0)], drift => drift.Target("claim")) with { Name = "policies.csv", At = At };

    /// <summary>A caller that flags a column as masked and hands its values over all the same.</summary>
    public static DriftReport Masked()
    {
        DriftReport report = DriftDetection.Compare([Policies(1, 0)], [Policies(2, 1)]);
        return report with { Name = "policies.csv", Columns = [.. report.Columns.Select(shape => shape with { IsMasked = shape.Column is "region" or "premium" })] };
    }

    public static DriftReport Nothing() => new(null, Drifted: false, [], "There is no earlier version to compare with: this delivery becomes the first reference.") { Name = "first.csv" };

    public static DriftReport Few() => DriftDetection.Compare([Slice(Policies(1, 0), 9)], [Slice(Policies(2, 1), 9)]) with { Name = "nine rows" };

    /// <summary>So many columns, of which every tenth drifted.</summary>
    public static DriftReport Wide(int columns)
    {
        RecordBatch reference = Sensors(columns, 1, 0), current = Sensors(columns, 2, 0.5);
        return DriftDetection.Compare([reference], [current]) with { Name = $"{columns} sensors", At = At };
    }

    public static DriftReport Foreign() => new(7, true, [.. SampleReports.Hostile.Select(Hostile)], SampleReports.Hostile[0])
    {
        Name = SampleReports.Hostile[1],
        Correction = SampleReports.Hostile[0],
        Columns =
        [
            .. SampleReports.Hostile.Take(12).Select((text, index) => new ColumnShape(text, text, new(136, 1), new(136, 2))
            {
                Categorical = new(Bins(index), 3, 4) { New = new(16, 136, Bins(index)), Vanished = new(1, 1, Bins(index)) },
            }),
            new ColumnShape("untested " + SampleReports.Hostile[0], SampleReports.Hostile[2], new(0, 0), new(0, 0)),
        ],
        Concept = [.. SampleReports.Hostile.Take(6).Select(HostileConcept)],
        Past = [new PastDrift(SampleReports.Hostile[0], At, [.. SampleReports.Hostile.Select((text, index) => new PastStatistic(text, text, index % 2 == 0 ? 3 : double.NaN))])],
    };

    private static DriftBin[] Bins(int index) => [.. SampleReports.Hostile.Skip(index).Take(2).Select(text => new DriftBin(text, index, 16 - index))];

    private static ConceptView HostileConcept(string text, int index) => new(text, text, [.. Bins(index).Select(bin => new ConceptViewBin(bin.Label, 3, 0, -2.5, null))], double.NaN, null)
    {
        Drifted = index % 2 == 0,
        Note = text,
        Results = [Hostile(text, index) with { Kind = DriftKind.Concept }],
    };

    private static DriftResult Hostile(string text, int index) => new(
        text,
        index % 4 == 3 ? DriftKind.Prior : DriftKind.Covariate,
        text,
        new(index % 3 == 0 ? double.PositiveInfinity : 0.2, index % 2 == 0 ? 1e-308 : null, 0.05, index % 3 == 1 ? double.NaN : 0.2, 0.1, 136, 136, Bins(index), text),
        index % 2 == 0 ? 0.001 : null,
        index % 3 != 2);

    private static ConceptView[] Concept() =>
    [
        new("vehicle_age", "share of claim = yes",
        [
            new("[0, 3)", 1_010, 990, 0.061, 0.058), new("[3, 8)", 1_204, 1_180, 0.052, 0.081), new("[8, 14)", 990, 1_010, 0.049, 0.127),
            new("[14, ∞)", 780, 805, 0.044, 0.171), new("(missing)", 16, 15, 0.0625, null),
        ], 0.052, 0.104)
        {
            Drifted = true,
            Results = [new("vehicle_age", DriftKind.Concept, "breslow_day", new(41.2, 5.9e-9, 0.05, 0.127, 0.05, 4_000, 4_000, []), 1.2e-8, true)],
            Note = "The rate rose with the age of the vehicle.",
        },
        new("power", "mean of premium", [new("[4, 6)", 2_000, 2_000, 310.2, 312.9), new("[6, ∞)", 2_000, 2_000, 402.7, 399.1)], 356.4, 356)
        {
            Results = [new("power", DriftKind.Concept, "welch", new(0.4, 0.69, 0.05, 0.01, 0.05, 4_000, 4_000, []), 0.69, false)],
        },
    ];

    private static RecordBatch Policies(int seed, double shift)
    {
        Random random = new(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Batch(Rows,
            ("premium", Doubles(_ => random.NextDouble() < 0.02 + (0.08 * shift) ? null : 350 + (90 * (1 + (0.3 * shift)) * Normal()) + (60 * shift))),
            ("claim_amount", Doubles(_ => Math.Exp(6 + (1.8 * Normal())))),
            ("driver_age", Longs(_ => (long)Math.Clamp(45 + (14 * Normal()) - (9 * shift), 18, 99))),
            ("power", Longs(_ => 4 + random.Next(12))),
            ("bonus", Doubles(_ => random.Next(20) == 0 ? double.NaN : 50 + random.Next(15))),
            ("region", Texts(_ => shift > 0 && random.Next(9) == 0 ? "R99" : Regions[Math.Min(random.Next(9), random.Next(9))] is var region && shift > 0 && region == "R93" ? "R11" : region)),
            ("fuel", Texts(_ => random.Next(2) == 0 ? "diesel" : "regular")),
            ("brand", Texts(_ => $"B{(int)(40 * Math.Pow(random.NextDouble(), 2))}")),
            ("density", Doubles(_ => Math.Exp(7 * random.NextDouble()))),
            ("claim", Texts(_ => random.NextDouble() < 0.052 + (0.06 * shift) ? "yes" : "no")),
            ("constant", Doubles(_ => 1)),
            ("empty", Doubles(_ => null)));
    }

    private static RecordBatch Sensors(int columns, int seed, double shift) => Batch(2_000,
    [
        .. Enumerable.Range(0, columns).Select(column =>
        {
            Random random = new((seed * 10_007) + column);
            return ($"sensor_{column:D4}", Doubles(_ => random.NextDouble() + random.NextDouble() + (column % 10 == 7 ? shift : 0)));
        }),
    ]);

    private static RecordBatch Batch(int rows, params (string Name, Func<int, IArrowArray> Values)[] columns)
    {
        IArrowArray[] arrays = [.. columns.Select(column => column.Values(rows))];
        return new(new Schema([.. columns.Select((column, at) => new Field(column.Name, arrays[at].Data.DataType, true))], null), arrays, rows);
    }

    private static RecordBatch Slice(RecordBatch batch, int rows) =>
        new(batch.Schema, batch.Arrays.Select(array => ArrowArrayFactory.Slice(array, 0, rows)), rows);

    private static Func<int, IArrowArray> Doubles(Func<int, double?> value) => rows =>
    {
        DoubleArray.Builder builder = new();
        foreach (int row in Enumerable.Range(0, rows))
        {
            _ = value(row) is { } number ? builder.Append(number) : builder.AppendNull();
        }

        return builder.Build();
    };

    private static Func<int, IArrowArray> Longs(Func<int, long> value) => rows => new Int64Array.Builder().AppendRange(Enumerable.Range(0, rows).Select(value)).Build();

    private static Func<int, IArrowArray> Texts(Func<int, string> value) => rows => new StringArray.Builder().AppendRange(Enumerable.Range(0, rows).Select(value)).Build();
}
