using System.Globalization;
using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds the check of a distribution against an expected one.</summary>
public static class KullbackLeiblerExtensions
{
    /// <summary>Requires that the relative entropy Σ p·ln(p/q) of the observed weights p to the expected weights q does not exceed a threshold.</summary>
    /// <remarks>
    /// In nats; both sides are scaled to sum to 1. Missing values are left out. A value that is not in the partition makes the divergence infinite, which fails,
    /// unless a part of the expected weight is held out for it.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A column of numbers for a partition of numbers, else of any type.</param>
    /// <param name="partition">What is expected.</param>
    /// <param name="threshold">The greatest divergence, 0 or more; <see langword="null"/> only measures.</param>
    /// <param name="internalHoldout">The expected weight, from 0 to below 1, that is spread over intervals inside of the partition whose weight is 0. Numbers only.</param>
    /// <param name="tailHoldout">The expected weight, from 0 to below 1, that is spread over both tails of numbers, or over values that are not in the partition.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">A holdout or the threshold is out of its range, or does not fit the partition.</exception>
    public static ValidationBuilder KullbackLeibler(
        this ValidationBuilder builder, string column, Partition partition, double? threshold, double internalHoldout = 0, double tailHoldout = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(partition);
        Require(threshold is null || (threshold >= 0 && double.IsFinite(threshold.Value)), column, "the threshold is not 0 or more");
        Require(internalHoldout >= 0 && internalHoldout < 1 && tailHoldout >= 0 && tailHoldout < 1, column, "a holdout is not from 0 to below 1");
        Require(partition.Edges is not null || internalHoldout == 0, column, "values have no intervals inside to hold weight out for");
        Require(tailHoldout == 0 || partition.Edges is null || double.IsFinite(partition.Edges[0]) || double.IsFinite(partition.Edges[^1]), column, "there are no tails beyond infinite edges");
        Require(tailHoldout == 0 || partition.TailWeights is null, column, "the partition has weights of tails already");
        string bound = threshold is { } most ? most.ToString("R", CultureInfo.InvariantCulture) : "…";
        string shape = OneOfValidator.List([.. partition.Values ?? [.. partition.Edges!.Select(Text)], .. partition.Weights.Select(Text)]);
        string name = string.Create(CultureInfo.InvariantCulture, $"kullback_leibler({column}, {shape}, {bound}, {internalHoldout}, {tailHoldout})");
        return builder.Add(new FigureValidator(name, [column], $"the divergence of {column} to be at most {bound}", context =>
        {
            Func<RelativeEntropy?> measure = partition.Edges is null
                ? OfValues(context, column, partition, tailHoldout)
                : OfNumbers(context, column, partition, internalHoldout, tailHoldout);
            return () => Judge(measure(), threshold);
        }));
    }

    private static FigureVerdict Judge(RelativeEntropy? entropy, double? threshold)
    {
        if (entropy is null)
        {
            return new(false, "there is no value", null);
        }

        double divergence = entropy.Value;
        return double.IsFinite(divergence)
            ? new(threshold is null || divergence <= threshold, string.Create(CultureInfo.InvariantCulture, $"it is {divergence}"), entropy.Json)
            : new(threshold is null, "it is infinite: there are values where none is expected", entropy.Json);
    }

    private static Func<RelativeEntropy?> OfValues(ValidationContext context, string column, Partition partition, double tailHoldout)
    {
        ValueForm form = ValueForm.Of(context.Schema, column);
        MetricReading<IReadOnlyDictionary<string, long>> counts = context.Require(new ValueCountsMetric(column));
        return () => RelativeEntropy.OfValues(
            counts.Value.ToDictionary(entry => form.Normal(entry.Key), entry => (double)entry.Value),
            [.. partition.Values!.Select(form.Normal)], partition.Weights, tailHoldout);
    }

    private static Func<RelativeEntropy?> OfNumbers(ValidationContext context, string column, Partition partition, double internalHoldout, double tailHoldout)
    {
        MetricReading<long[]> counts = context.Require(new HistogramMetric(column, partition.Edges!));
        return () => RelativeEntropy.OfNumbers(counts.Value, partition, internalHoldout, tailHoldout);
    }

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static void Require(bool holds, string column, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException($"The check of the distribution of '{column}' cannot be made: {fault}.");
        }
    }
}
