using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>How often keys repeat.</summary>
/// <param name="Rows">The rows seen.</param>
/// <param name="Duplicates">The rows whose key an earlier row has.</param>
/// <param name="FirstDuplicates">The first of them, counted from 0.</param>
/// <param name="SpilledPartitions">How many of the 256 partitions went to disk.</param>
internal sealed record KeyUniquenessResult(long Rows, long Duplicates, IReadOnlyList<long> FirstDuplicates, int SpilledPartitions);

/// <summary>Checks whether keys are unique, on several threads and within a memory budget.</summary>
internal static class KeyUniqueness
{
    private const int RowsPerGroup = 1 << 20;
    private const int RowsPerBlock = 1 << 16;

    /// <summary>Counts the rows whose key an earlier row has; rows with a missing part are passed over.</summary>
    /// <param name="batches">The rows, read once. The batches are not disposed.</param>
    /// <param name="columns">The columns of the key.</param>
    /// <param name="options">The memory, the folder for what exceeds it, and the threads.</param>
    /// <param name="sampleLimit">How many duplicates are named.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static KeyUniquenessResult CountDuplicates(
        IEnumerable<RecordBatch> batches,
        IReadOnlyList<string> columns,
        KeyIndexOptions? options = null,
        int sampleLimit = 5,
        CancellationToken cancellationToken = default)
    {
        KeyIndexOptions used = options ?? new KeyIndexOptions();
        KeyIndex? index = null;
        try
        {
            foreach (List<RecordBatch> group in Groups(batches))
            {
                index ??= Begin(group[0].Schema, batches, columns, used);
                Add(index, group, used.Degree, cancellationToken);
            }

            KeyOutcome? outcome = index?.Complete(cancellationToken);
            return outcome is null
                ? new KeyUniquenessResult(0, 0, [], 0)
                : new KeyUniquenessResult(index!.Rows, outcome.Duplicates.Count, [.. outcome.Duplicates.InOrder().Take(sampleLimit)], index.SpilledPartitions);
        }
        finally
        {
            index?.Dispose();
        }
    }

    private static KeyIndex Begin(Schema schema, IEnumerable<RecordBatch> batches, IReadOnlyList<string> columns, KeyIndexOptions options)
    {
        KeyIndex index = new(schema, columns, options, skipMissing: true);
        if (batches is IReadOnlyCollection<RecordBatch> all)
        {
            index.Expect(all.Sum(batch => (long)batch.Length));
        }

        return index;
    }

    // Many rows at a time, so that the rows of one partition find its slots in the cache.
    private static void Add(KeyIndex index, List<RecordBatch> group, int degree, CancellationToken cancellationToken)
    {
        KeyBlock[] blocks = new KeyBlock[group.Count];
        try
        {
            KeyPartitions.InParallel(group.Count, degree, at => blocks[at] = index.Encoder.Encode(group[at]), cancellationToken);
            index.Add(blocks, cancellationToken);
        }
        finally
        {
            System.Array.ForEach(blocks, block => block?.Dispose());
        }
    }

    private static IEnumerable<List<RecordBatch>> Groups(IEnumerable<RecordBatch> batches)
    {
        List<RecordBatch> group = [];
        long rows = 0;
        foreach (RecordBatch batch in batches)
        {
            for (int start = 0; start < batch.Length; start += RowsPerBlock)
            {
                RecordBatch slice = batch.Length <= RowsPerBlock ? batch : batch.Slice(start, Math.Min(RowsPerBlock, batch.Length - start));
                group.Add(slice);
                rows += slice.Length;
                if (rows >= RowsPerGroup)
                {
                    yield return group;
                    (group, rows) = ([], 0);
                }
            }
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }
}
