using System.Buffers;
using Apache.Arrow;

namespace DataIngestion.Drift;

/// <summary>What one pass over one side leaves: the target within the bins of each feature, a sample of rows, and the target by segment.</summary>
internal sealed class ConceptSide
{
    private readonly ConceptPlan _plan;
    private readonly TargetCells[] _cells;
    private readonly bool[] _delivered;

    public ConceptSide(ConceptPlan plan, int seed, bool exact)
    {
        _plan = plan;
        _cells = [.. plan.Features.Select(feature => new TargetCells(feature.Labels.Count, plan.Target.Groups))];
        _delivered = [.. plan.Features.Select(_ => true)];
        Sample = new(plan.Options.SampleRows, plan.Features.Count, seed);
        Prior = new(plan.Target.Column, plan.TargetType, plan.Segments, exact);
    }

    public RowSample Sample { get; }

    public PriorSide Prior { get; }

    public long Rows { get; private set; }

    public long MissingTargets { get; private set; }

    public TargetCells Cells(int feature) => _cells[feature];

    /// <summary>Whether all batches had the feature in the form that the reference has.</summary>
    public bool Has(int feature) => _delivered[feature];

    public void Observe(RecordBatch batch, CancellationToken cancellationToken)
    {
        Rows += batch.Length;
        Prior.Observe(batch);
        byte[] groups = new byte[batch.Length];
        double[] values = new double[batch.Length];
        _plan.Target.Read(ConceptPlan.Column(batch, _plan.Target.Column), groups, values);
        MissingTargets += groups.AsSpan().Count(TargetCodes.Missing);
        List<(int Place, int Row)> chosen = Sample.Choose(groups, values);
        ColumnBatches.ForEach(_cells.Length, feature => Observe(batch, feature, groups, values, chosen), cancellationToken);
    }

    private void Observe(RecordBatch batch, int feature, byte[] groups, double[] values, List<(int Place, int Row)> chosen)
    {
        int column = batch.Schema.GetFieldIndex(_plan.Features[feature].Column);
        if (column < 0 || !ConceptPlan.SameForm(_plan.Features[feature].IsNumber, batch.Schema.GetFieldByIndex(column)))
        {
            _delivered[feature] = false;
            return;
        }

        byte[] codes = ArrayPool<byte>.Shared.Rent(Math.Max(1, batch.Length));
        double[] scratch = ArrayPool<double>.Shared.Rent(Math.Max(1, batch.Length));
        Span<byte> read = codes.AsSpan(0, batch.Length);
        _plan.Features[feature].Read(batch.Column(column), read, scratch.AsSpan(0, batch.Length));
        Count(feature, read, groups, values);
        Sample.Keep(feature, chosen, read);
        ArrayPool<double>.Shared.Return(scratch);
        ArrayPool<byte>.Shared.Return(codes);
    }

    private void Count(int feature, ReadOnlySpan<byte> codes, byte[] groups, double[] values)
    {
        TargetCells cells = _cells[feature];
        IReadOnlyList<int> tested = _plan.Features[feature].TestedOf;
        (bool isNumber, double mean) = (_plan.Target.IsNumber, _plan.Target.Mean);
        for (int row = 0; row < codes.Length; row++)
        {
            if (groups[row] != TargetCodes.Missing)
            {
                cells.Add(tested[codes[row]], groups[row], isNumber ? values[row] - mean : 0);
            }
        }
    }
}
