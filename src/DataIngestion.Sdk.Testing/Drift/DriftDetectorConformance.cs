using System.Text.RegularExpressions;

namespace DataIngestion;

/// <summary>What every drift detector has to do. Inherit, give a detector, and the inherited facts run over it.</summary>
public abstract partial class DriftDetectorConformance
{
    private static readonly double[] Numbers = [.. Enumerable.Range(0, 60).Select(i => (i * 37 % 60) + 0.25)];
    private static readonly string[] Words = [.. Enumerable.Range(0, 60).Select(i => $"word {i % 7}")];

    /// <summary>Makes the detector, each time with the same settings.</summary>
    /// <returns>The detector.</returns>
    protected abstract IDriftDetector Create();

    /// <summary>The name is in snake case and that of every detector of the same settings.</summary>
    [Fact]
    public void Name_Detector_IsSnakeCaseAndStable()
    {
        Assert.Matches(SnakeCase(), Create().Name);
        Assert.Equal(Create().Name, Create().Name);
    }

    /// <summary>The same profiles get the same answer, whatever was asked before.</summary>
    [Fact]
    public void Detect_SameProfilesAgain_AnswersTheSame() => ForEach((detector, reference, current) =>
    {
        string first = Describe(detector.Detect(reference, current));
        detector.Detect(current, reference);
        Assert.Equal(first, Describe(detector.Detect(reference, current)));
        Assert.Equal(first, Describe(Create().Detect(reference, current)));
    });

    /// <summary>Profiles that hold every value are enough for an answer.</summary>
    [Fact]
    public void Detect_ExactProfiles_Decides() => ForEach((detector, reference, current) =>
        Assert.True(detector.Detect(reference, current).Decided is not null, $"{detector.Name} asks for exact profiles of '{reference.Name}' and was given them."));

    /// <summary>A column that did not change has not drifted.</summary>
    [Fact]
    public void Detect_ColumnWithItself_HasNoEffect() => ForEach((detector, reference, _) =>
    {
        DriftStatistic statistic = detector.Detect(reference, reference).Decided!;
        bool found = statistic.PValue is { } p ? p <= 0.05 && statistic.Effect >= statistic.EffectThreshold : statistic.Effect > statistic.EffectThreshold;
        Assert.False(found && reference.Rows > reference.Missing, $"{detector.Name} finds drift of '{reference.Name}' against itself: {statistic}.");
    });

    /// <summary>Empty, missing, constant and single values get a stated answer: no exception and no number that is none without a note.</summary>
    [Fact]
    public void Detect_DegenerateProfiles_GetAStatedAnswer() => ForEach((detector, reference, current) =>
    {
        DriftStatistic statistic = detector.Detect(reference, current).Decided!;
        Assert.True(
            statistic.Note is not null || !(double.IsNaN(statistic.Statistic) || double.IsNaN(statistic.Effect) || statistic.PValue is double.NaN),
            $"{detector.Name} answers '{reference.Name}' against '{current.Name}' with NaN and no note.");
        Assert.True(statistic.PValue is null or double.NaN or (>= 0 and <= 1), $"{detector.Name} has the p-value {statistic.PValue}.");
    });

    /// <summary>The counts are those of the values.</summary>
    [Fact]
    public void Detect_Counts_AreThoseOfTheProfiles() => ForEach((detector, reference, current) =>
    {
        DriftStatistic statistic = detector.Detect(reference, current).Decided!;
        Assert.Equal((reference.Rows - reference.Missing, current.Rows - current.Missing), (statistic.ReferenceCount, statistic.CurrentCount));
    });

    private static string Describe(DriftAnswer answer) => answer.Decided is { } statistic
        ? $"{statistic with { Bins = [] }} [{string.Join(", ", statistic.Bins)}]"
        : "needs exact profiles";

    private static ColumnProfile Numeric(string name, int missing, params double[] values)
    {
        (double Value, long Count)[] knots = [.. values.Order().GroupBy(value => value).Select(group => (group.Key, (long)group.Count()))];
        double mean = values.Length == 0 ? 0 : values.Average();
        return new ColumnProfile(name, "float64", values.Length + missing, missing)
        {
            Numeric = new NumericProfile(
                values.Length, 0, mean, values.Sum(value => (value - mean) * (value - mean)), values.Length == 0 ? double.NaN : knots[0].Value,
                values.Length == 0 ? double.NaN : knots[^1].Value, [.. knots.Select(knot => knot.Value)], [.. knots.Select(knot => knot.Count)], 0),
        };
    }

    private static ColumnProfile Categorical(string name, int missing, params string[] values) => new(name, "string", values.Length + missing, missing)
    {
        Categorical = new CategoricalProfile(values.GroupBy(value => value).ToDictionary(group => group.Key, group => (long)group.Count()), 0),
    };

    private static IEnumerable<(ColumnProfile Reference, ColumnProfile Current)> Pairs()
    {
        ColumnProfile[] numbers =
        [
            Numeric("numbers", 0, Numbers), Numeric("moved", 3, [.. Numbers.Select(value => value + 20)]), Numeric("constant", 0, [.. Numbers.Select(_ => 5.0)]),
            Numeric("one value", 2, 5), Numeric("all missing", 4), Numeric("no rows", 0),
        ];
        ColumnProfile[] words =
        [
            Categorical("words", 0, Words), Categorical("other words", 3, [.. Words.Select((word, i) => i % 3 == 0 ? "new" : word)]), Categorical("one word", 0, [.. Words.Select(_ => "same")]),
            Categorical("one row", 2, "word 1"), Categorical("all missing", 4), Categorical("no rows", 0),
        ];
        return new[] { numbers, words }.SelectMany(profiles => profiles.SelectMany(reference => profiles.Select(current => (reference, current))));
    }

    private void ForEach(Action<IDriftDetector, ColumnProfile, ColumnProfile> test)
    {
        IDriftDetector detector = Create();
        (ColumnProfile Reference, ColumnProfile Current)[] applicable = [.. Pairs().Where(pair => detector.AppliesTo(pair.Reference) && detector.AppliesTo(pair.Current))];
        Assert.False(applicable.Length == 0, $"{detector.Name} applies neither to numbers nor to categories.");
        foreach ((ColumnProfile reference, ColumnProfile current) in applicable)
        {
            test(detector, reference, current);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
    private static partial Regex SnakeCase();
}
