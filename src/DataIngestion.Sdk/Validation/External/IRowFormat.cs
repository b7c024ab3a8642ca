using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>Writes rows as bytes.</summary>
internal interface IRowFormat : IDisposable
{
    /// <summary>What comes before the first row.</summary>
    byte[] Begin();

    byte[] Rows(RecordBatch batch);

    /// <summary>What comes after the last row.</summary>
    byte[] End();
}
