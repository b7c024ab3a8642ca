using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Runs one rule over batches.</summary>
internal static class Checks
{
    public static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule, IArrowArray column)
    {
        RecordBatch batch = Columnar.Batches.Of(("x", column));
        RowFailures failures = new();
        Validator(rule).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        return failures.Rows;
    }

    public static IValidator Validator(Action<ValidationBuilder> rule)
    {
        ValidationBuilder builder = new();
        rule(builder);
        return builder.Build()[0].Validator;
    }
}
