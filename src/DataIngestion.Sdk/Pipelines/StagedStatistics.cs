using Apache.Arrow;
using DataIngestion.Delta;
using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The log's statistics for the Parquet writer, which knows nothing of the log.</summary>
internal sealed class StagedStatistics(Schema schema, IReadOnlySet<string> withheld) : IFileStatistics
{
    private readonly FileStatistics _statistics = new(schema, withheld);

    public void Observe(RecordBatch batch) => _statistics.Observe(batch);

    public string ToJson() => _statistics.ToJson();
}
