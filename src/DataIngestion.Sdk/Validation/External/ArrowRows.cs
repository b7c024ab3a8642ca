using Apache.Arrow;
using Apache.Arrow.Ipc;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Arrow's IPC stream.</summary>
internal sealed class ArrowRows : IRowFormat
{
    private readonly MemoryStream _bytes = new();
    private readonly IReadOnlyList<string> _columns;
    private readonly Schema _schema;
    private readonly ArrowStreamWriter _writer;

    public ArrowRows(Schema schema, IReadOnlyList<string> columns)
    {
        _columns = columns;
        _schema = new Schema([.. columns.Select(schema.GetFieldByName)], schema.Metadata);
        _writer = new ArrowStreamWriter(_bytes, _schema, leaveOpen: true);
    }

    public byte[] Begin()
    {
        _writer.WriteStart();
        return Taken();
    }

    public byte[] Rows(RecordBatch batch)
    {
        // The writer writes whole buffers, from their beginning.
        using RecordBatch chosen = new(_schema, [.. _columns.Select(batch.Column)], batch.Length);
        using RecordBatch compact = Take.Rows(chosen, [.. Enumerable.Range(0, batch.Length)]);
        _writer.WriteRecordBatch(compact);
        return Taken();
    }

    public byte[] End()
    {
        _writer.WriteEnd();
        return Taken();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _bytes.Dispose();
    }

    private byte[] Taken()
    {
        byte[] taken = _bytes.ToArray();
        _bytes.SetLength(0);
        return taken;
    }
}
