using System.Collections.Concurrent;
using Apache.Arrow;
using DataIngestion.Profiles;

namespace DataIngestion.Drift;

/// <summary>Profiles the columns of batches that are in memory, on all cores: each column by one thread, so that their number does not show.</summary>
internal static class ColumnBatches
{
    public static DatasetProfile Profile(IReadOnlyList<RecordBatch> batches, CancellationToken cancellationToken)
    {
        ColumnState[] states = [.. Fields(batches).Select(field => ColumnState.Create(field.Name, ArrowColumnType.Of(field), withheld: false))];
        ColumnProfile[] profiles = new ColumnProfile[states.Length];
        ForEach(states.Length, column =>
        {
            foreach (RecordBatch batch in batches)
            {
                states[column].Observe(batch.Column(column));
            }

            profiles[column] = states[column].Complete();
        }, cancellationToken);
        return new(batches.Sum(batch => (long)batch.Length), profiles);
    }

    /// <summary>The columns with nothing in them, to find those that can be compared.</summary>
    public static DatasetProfile Outline(IReadOnlyList<RecordBatch> batches) =>
        new(0, [.. Fields(batches).Select(field => new ExactProfileBuilder(field.Name, ArrowColumnType.Of(field)).Complete())]);

    public static ColumnProfile Exact(IReadOnlyList<RecordBatch> batches, string column)
    {
        Field field = Fields(batches).FirstOrDefault(field => field.Name == column)
            ?? throw new ArgumentException($"The batches have no column '{column}'.", nameof(batches));
        ExactProfileBuilder builder = new(column, ArrowColumnType.Of(field));
        foreach (RecordBatch batch in batches)
        {
            builder.Observe(batch.Column(batch.Schema.GetFieldIndex(column)));
        }

        return builder.Complete();
    }

    /// <summary>One column at a time for each thread: columns take very different times, so none is kept for a thread that is busy.</summary>
    public static void ForEach(int columns, Action<int> action, CancellationToken cancellationToken) => Parallel.ForEach(
        Partitioner.Create(Enumerable.Range(0, columns), EnumerablePartitionerOptions.NoBuffering),
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
        action);

    private static IReadOnlyList<Field> Fields(IReadOnlyList<RecordBatch> batches)
    {
        if (batches.Count == 0)
        {
            throw new ArgumentException("There is no batch, so the columns are not known. Pass one without rows.", nameof(batches));
        }

        IReadOnlyList<Field> fields = batches[0].Schema.FieldsList;
        foreach (RecordBatch batch in batches)
        {
            if (!batch.Schema.FieldsList.Select(Form).SequenceEqual(fields.Select(Form)))
            {
                throw new ArgumentException("The batches do not all have the same columns.", nameof(batches));
            }
        }

        return fields;
    }

    // A text column may be a dictionary in one batch and plain in the next.
    private static (string Name, ColumnType Type) Form(Field field) => (field.Name, ArrowColumnType.Of(field));
}
