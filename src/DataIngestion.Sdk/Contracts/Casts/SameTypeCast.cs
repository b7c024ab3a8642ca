using DataIngestion.Columnar;
using Apache.Arrow;

namespace DataIngestion.Contracts.Casts;

/// <summary>A column that has the contract's type already: shared, not copied.</summary>
internal sealed class SameTypeCast : ColumnCast
{
    public override IArrowArray Apply(IArrowArray delivered, ColumnTally tally)
    {
        Validity validity = new(delivered);
        for (int row = 0; row < delivered.Length && !validity.AllValid; row++)
        {
            if (!validity[row])
            {
                tally.Empty(row);
            }
        }

        GC.KeepAlive(delivered);
        return ArrowArrayFactory.SliceShared(delivered, 0, delivered.Length);
    }
}
