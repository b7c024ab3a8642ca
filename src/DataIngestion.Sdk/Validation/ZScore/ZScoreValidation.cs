using System.Buffers;
using System.Globalization;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

internal sealed class ZScoreValidation(ZScoreLimit limit) : IValidation
{
    private Moments _moments = new();
    private long _rows;
    private long _missing;

    public double Mean => _moments.Mean;

    /// <summary>What differences from the mean are divided by: where all values are equal, none is far from it.</summary>
    public double Deviation => _moments.StandardDeviation is var deviation && deviation == 0 ? 1 : deviation;

    /// <summary>The extremes tell whether any row fails; how many do is known in the second pass.</summary>
    public long FewestFailing => _moments.NotFinite + (Fails(_moments.Minimum) ? 1 : 0) + (_moments.Minimum != _moments.Maximum && Fails(_moments.Maximum) ? 1 : 0);

    public void Observe(RecordBatch batch, RowFailures failures)
    {
        IArrowArray array = batch.Column(limit.Column);
        double[] rented = ArrayPool<double>.Shared.Rent(array.Length);
        DoubleCells.Read(array, rented.AsSpan(0, array.Length));
        int present = Compact(array, rented);
        _moments.Merge(Moments.Of(rented.AsSpan(0, present)));
        _rows += array.Length;
        _missing += array.Length - present;
        ArrayPool<double>.Shared.Return(rented);
    }

    public void Merge(IValidation other)
    {
        ZScoreValidation later = RowValidation.Same(this, other);
        _moments.Merge(later._moments);
        _rows += later._rows;
        _missing += later._missing;
    }

    public ValueTask<ValidationOutcome> CompleteAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!double.IsFinite(_moments.Mean) || !double.IsFinite(_moments.StandardDeviation))
        {
            throw new RuleException($"The values of '{limit.Column}' are too large for a standard deviation in float64.");
        }

        long failing = FewestFailing;
        return ValueTask.FromResult(failing == 0
            ? RowValidation.Outcome(_rows, 0, limit.Expectation, _missing)
            : new ValidationOutcome(false, _rows, failing, string.Create(
                CultureInfo.InvariantCulture, $"Expected {limit.Expectation}; at least {failing} of {_rows} rows fail. Reading the rows again names them."))
            { RowsMissing = _missing });
    }

    // Moves the values of rows that have one to the front.
    private static int Compact(IArrowArray array, double[] values)
    {
        Validity validity = new(array);
        if (validity.AllValid)
        {
            return array.Length;
        }

        int kept = 0;
        for (int row = 0; row < array.Length; row++)
        {
            values[kept] = values[row];
            kept += validity[row] ? 1 : 0;
        }

        GC.KeepAlive(array);
        return kept;
    }

    private bool Fails(double extreme) => _moments.Count > 0 && limit.Fails(extreme, Mean, Deviation);
}
