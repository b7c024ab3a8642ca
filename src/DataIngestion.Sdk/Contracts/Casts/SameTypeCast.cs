using DataIngestion.Columnar;
using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>A column that has the contract's type already: shared, not copied.</summary>
internal sealed class SameTypeCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        ValidityWords validity = new(delivered);
        for (int start = 0; start < delivered.Length && !validity.AllValid; start += ValidityWords.Rows)
        {
            tally.Take(validity, start, Math.Min(delivered.Length - start, ValidityWords.Rows));
        }

        GC.KeepAlive(delivered);
        return ArrowArrayFactory.SliceShared(delivered, 0, delivered.Length);
    }
}
