using Apache.Arrow;

namespace DataIngestion.Masking;

internal sealed class DropMask : ColumnMask
{
    public override string Name => "drop";

    public override bool IsWithheld => true;

    public override ColumnType? Output(ColumnType type) => type;

    public override string? Text(string text) => null;

    protected override ArrayData ApplyPlain(IArrowArray array, ref long lost) =>
        throw new InvalidOperationException("A dropped column has no masked values.");
}
