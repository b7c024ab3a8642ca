using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Contracts;
using DataIngestion.Contracts.Inference;

namespace DataIngestion.Datasets;

/// <summary>Types for the columns of both sides, found together so that equal text gets equal types.</summary>
/// <param name="Reference">The columns of the reference that are read.</param>
/// <param name="Current">The columns of the current side that are read.</param>
internal sealed record DatasetTypes(DataContract Reference, DataContract Current)
{
    /// <summary>The types of one side alone.</summary>
    public static async ValueTask<DataContract> OfAsync(
        DatasetRows rows, Func<string, bool> wanted, IReadOnlyCollection<string> concealed, CancellationToken cancellationToken)
    {
        Schema schema = await rows.SchemaAsync(cancellationToken).ConfigureAwait(false);
        string[] names = [.. Names(schema).Where(wanted)];
        return IsText(schema) ? await InferAsync([rows], names, [], concealed, cancellationToken).ConfigureAwait(false) : Declared(schema, names);
    }

    /// <summary>The types of both sides. A column of text files that the other side declares to be text is text; columns of two text files are inferred from the rows of both.</summary>
    public static async ValueTask<DatasetTypes> OfAsync(
        DatasetRows reference, DatasetRows current, Func<string, bool> wanted, IReadOnlyCollection<string> concealed, CancellationToken cancellationToken)
    {
        Schema first = await reference.SchemaAsync(cancellationToken).ConfigureAwait(false);
        Schema second = await current.SchemaAsync(cancellationToken).ConfigureAwait(false);
        string[] shared = [.. Names(first).Intersect(Names(second)).Where(wanted)];
        switch (IsText(first), IsText(second))
        {
            case (true, true):
                DataContract both = await InferAsync([reference, current], shared, [], concealed, cancellationToken).ConfigureAwait(false);
                return new(both, both);
            case (true, false):
                DataContract typed = Declared(second, shared);
                return new(await InferAsync([reference], shared, typed.Columns, concealed, cancellationToken).ConfigureAwait(false), typed);
            case (false, true):
                typed = Declared(first, shared);
                return new(typed, await InferAsync([current], shared, typed.Columns, concealed, cancellationToken).ConfigureAwait(false));
            default:
                return new(Declared(first, shared), Declared(second, shared));
        }
    }

    /// <summary>The types of a side that is compared with a profile.</summary>
    public static async ValueTask<DataContract> OfAsync(
        DatasetProfile profile, DatasetRows rows, Func<string, bool> wanted, IReadOnlyCollection<string> concealed, CancellationToken cancellationToken)
    {
        Schema schema = await rows.SchemaAsync(cancellationToken).ConfigureAwait(false);
        string[] shared = [.. Names(schema).Intersect(profile.Columns.Select(column => column.Name)).Where(wanted)];
        return IsText(schema)
            ? await InferAsync([rows], shared, [.. profile.Columns.Select(column => new ColumnContract(column.Name, ColumnType.Parse(column.Type)))], concealed, cancellationToken).ConfigureAwait(false)
            : Declared(schema, shared);
    }

    private static IEnumerable<string> Names(Schema schema) => schema.FieldsList.Select(field => field.Name);

    private static bool IsText(Schema schema) => schema.FieldsList.All(field => field.DataType is StringType or StringViewType);

    // A type that no column can have is left out; the comparison names what only one side has.
    private static DataContract Declared(Schema schema, string[] names) =>
        new([.. names.Select(schema.GetFieldByName)
            .Select(field => ArrowTypes.ToColumnType(field.DataType) is { } type ? new ColumnContract(field.Name, type) : null).OfType<ColumnContract>()]);

    private static async ValueTask<DataContract> InferAsync(
        DatasetRows[] sides, string[] names, IReadOnlyList<ColumnContract> other, IReadOnlyCollection<string> concealed, CancellationToken cancellationToken)
    {
        if (names.Length == 0)
        {
            return new DataContract([]);
        }

        IEnumerable<ColumnContract> texts = other.Where(column => column.Type.Kind == ColumnKind.String).Select(column => new ColumnContract(column.Name, column.Type));
        ContractInference inference = new(texts, concealed);
        foreach (DatasetRows side in sides)
        {
            await foreach (SourceBatch batch in side.ReadAsync(names, cancellationToken).ConfigureAwait(false))
            {
                inference.Observe(batch with { Batch = Projected(batch.Batch, names) });
            }
        }

        return inference.Complete().Contract;
    }

    // The columns still belong to the batch they come from, so this one is not disposed of.
    private static RecordBatch Projected(RecordBatch batch, string[] names) => new(
        new Schema(names.Select(batch.Schema.GetFieldByName), null), names.Select(name => batch.Column(batch.Schema.GetFieldIndex(name))), batch.Length);
}
