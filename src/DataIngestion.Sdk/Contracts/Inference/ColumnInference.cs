using Apache.Arrow;

namespace DataIngestion.Contracts.Inference;

/// <summary>What one column may be, narrowed with every value.</summary>
internal abstract class ColumnInference
{
    public virtual void Observe(IArrowArray array, string origin)
    {
    }

    /// <summary>Why the column cannot be decided, or <see langword="null"/>.</summary>
    public virtual string? DescribeAmbiguity(bool showValues) => null;

    public abstract (ColumnContract Contract, string Detected) Complete(string name);
}

internal sealed class DeclaredColumnInference(ColumnContract declared) : ColumnInference
{
    public override (ColumnContract Contract, string Detected) Complete(string name) => (declared, "declared");
}

internal sealed class TypedColumnInference(ColumnType type) : ColumnInference
{
    public override (ColumnContract Contract, string Detected) Complete(string name) => (new(name, type), $"{type}, as delivered");
}
