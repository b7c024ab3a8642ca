using Apache.Arrow;

namespace DataIngestion.Parquet;

/// <summary>The statistics of one data file as its table keeps them.</summary>
internal interface IFileStatistics
{
    /// <summary>Looks at rows of the file; keeps nothing of the batch.</summary>
    void Observe(RecordBatch batch);

    string ToJson();
}
