using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds checks that the rows of a delivery are in an order.</summary>
public static class OrderExtensions
{
    /// <summary>Requires each value to be no smaller than the last one before it that is not missing, in the order of the delivery. The first value passes, as do missing ones.</summary>
    /// <remarks>A value that fails is what the next one is compared with. NaN fails and is passed over by the next. Text is compared by code points.</remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="column">A column of numbers, dates, timestamps or text.</param>
    /// <param name="strictly">Whether equal values fail too.</param>
    /// <returns>The builder.</returns>
    public static ValidationBuilder Increasing(this ValidationBuilder builder, string column, bool strictly = false) =>
        Add(builder, column, descending: false, strictly);

    /// <summary>Requires each value to be no larger than the last one before it that is not missing, in the order of the delivery. The first value passes, as do missing ones.</summary>
    /// <inheritdoc cref="Increasing"/>
    public static ValidationBuilder Decreasing(this ValidationBuilder builder, string column, bool strictly = false) =>
        Add(builder, column, descending: true, strictly);

    private static ValidationBuilder Add(ValidationBuilder builder, string column, bool descending, bool strictly)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(column);
        return builder.Add(new OrderValidator(column, descending, strictly));
    }
}
