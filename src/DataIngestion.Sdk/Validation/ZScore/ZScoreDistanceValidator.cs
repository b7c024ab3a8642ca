using System.Buffers;
using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>The second pass: names the rows that are too far from the mean.</summary>
internal sealed class ZScoreDistanceValidator(ZScoreLimit limit, double mean, double deviation) : IValidator
{
    public string Name => limit.Name;

    public IReadOnlyList<string> Columns => [limit.Column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context) => new RowValidation(limit.Column, limit.Expectation, Check);

    private void Check(IArrowArray array, RowFailures failures)
    {
        double[] values = ArrayPool<double>.Shared.Rent(array.Length);
        DoubleCells.Read(array, values.AsSpan(0, array.Length));
        Validity validity = new(array);
        for (int row = 0; row < array.Length; row++)
        {
            if (limit.Fails(values[row], mean, deviation) && validity[row])
            {
                failures.Add(row);
            }
        }

        ArrayPool<double>.Shared.Return(values);
    }
}
