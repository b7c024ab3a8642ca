using Apache.Arrow;
using DataIngestion.Tests.Profiles;

namespace DataIngestion.Tests.Drift.Concept;

/// <summary>Rows of two features and a target whose relation is known.</summary>
internal static class ConceptSample
{
    /// <summary>Two normal features, the first with the mean given; <paramref name="target"/> makes the target of both and a source of chance.</summary>
    public static RecordBatch Rows(Random random, int count, double mean, Func<double, double, Random, double> target)
    {
        double?[] first = new double?[count];
        double?[] second = new double?[count];
        double?[] targets = new double?[count];
        for (int i = 0; i < count; i++)
        {
            double x = Normal(random) + mean;
            double y = (0.5 * x) + Normal(random);
            (first[i], second[i], targets[i]) = (x, y, target(x, y, random));
        }

        return Batches.Of(("first", Batches.Doubles(first)), ("second", Batches.Doubles(second)), ("target", Batches.Doubles(targets)));
    }

    /// <summary>A class that is drawn with the log odds of a function of both features.</summary>
    public static Func<double, double, Random, double> Classes(Func<double, double, double> odds) =>
        (x, y, random) => random.NextDouble() < 1 / (1 + Math.Exp(-odds(x, y))) ? 1 : 0;

    /// <summary>A number with that mean and the deviation 1.</summary>
    public static Func<double, double, Random, double> Numbers(Func<double, double, double> mean) => (x, y, random) => mean(x, y) + Normal(random);

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
