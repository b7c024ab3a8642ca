using System.Security.Cryptography;
using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion;

/// <summary>What every source has to do. Inherit, give a source with something new, and the inherited facts run over it.</summary>
public abstract class SourceConformance
{
    /// <summary>Makes a source that has at least one delivery with at least two rows and two columns; another one, with the same rows, at each call.</summary>
    /// <returns>The source. One that is disposable is disposed of by the test.</returns>
    protected abstract ValueTask<ISource> CreateAsync();

    /// <summary>Changes what the source reads, so that the rows of a planned partition are no longer there.</summary>
    /// <param name="source">A source that <see cref="CreateAsync"/> made.</param>
    /// <param name="partition">The partition.</param>
    /// <returns><see langword="false"/> where nothing can change, which leaves the facts about it with nothing to say.</returns>
    protected virtual ValueTask<bool> ChangeAsync(ISource source, SourcePartition partition) => new(false);

    /// <summary>Planning writes nothing: the plan is the same again.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task PlanAsync_Again_IsTheSame() => WithAsync(async source =>
    {
        SourcePlan plan = await source.PlanAsync(null, CancellationToken.None).ConfigureAwait(false);
        SourcePlan again = await source.PlanAsync(null, CancellationToken.None).ConfigureAwait(false);
        Assert.NotEmpty(plan.Deliveries);
        Assert.Equal(plan.Deliveries.Select(Describe), again.Deliveries.Select(Describe));
    });

    /// <summary>After its deliveries were published nothing is new, and a cursor is a value that changes nothing by itself.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task Advance_AllDeliveries_LeavesNothingNew() => WithAsync(async source =>
    {
        SourcePlan plan = await source.PlanAsync(null, CancellationToken.None).ConfigureAwait(false);
        SourceCursor? cursor = null;
        foreach (SourceDelivery delivery in plan.Deliveries)
        {
            List<PartitionReceipt> receipts = [];
            foreach (SourcePartition partition in delivery.Partitions)
            {
                receipts.Add((await ReadAsync(source, partition, new()).ConfigureAwait(false)).Receipt);
            }

            SourceCursor next = source.Advance(cursor, delivery, receipts);
            Assert.Equal(next, source.Advance(cursor, delivery, receipts));
            cursor = next;
        }

        Assert.Empty((await source.PlanAsync(cursor, CancellationToken.None).ConfigureAwait(false)).Deliveries);
        Assert.Equal(plan.Deliveries.Count, (await source.PlanAsync(null, CancellationToken.None).ConfigureAwait(false)).Deliveries.Count);
    });

    /// <summary>A cursor of a format to come is refused.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task PlanAsync_CursorOfAnotherVersion_IsRefused() => WithAsync(source => Expect.ThrowsAsync<SourceException>(
        async () => await source.PlanAsync(new SourceCursor(int.MaxValue, ""), CancellationToken.None).ConfigureAwait(false), "Planning with a cursor of an unknown version").AsTask());

    /// <summary>A partition that is read twice has the same rows in the same order.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task OpenAsync_PartitionAgain_HasTheSameRows() => ForEachAsync(async (source, partition) =>
    {
        Reading first = await ReadAsync(source, partition, new()).ConfigureAwait(false);
        Reading second = await ReadAsync(source, partition, new()).ConfigureAwait(false);
        Assert.Equal(first.Rows, second.Rows);
        Assert.Equal(first.Columns, second.Columns);
        Assert.Equal(first.Receipt with { RawPath = null }, second.Receipt with { RawPath = null });
    });

    /// <summary>Rows are numbered without gaps from 1 on, each batch says where it belongs, and a chunk decodes twice to the same rows.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task ReadAsync_Chunks_FollowEachOther() => ForEachAsync(async (source, partition) =>
    {
        SourceReader reader = await source.OpenAsync(partition, new(), CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            long next = 1;
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } chunk)
            {
                using (chunk)
                {
                    Assert.Equal((partition.Origin, next), (chunk.Origin, chunk.FirstRow));
                    List<string> rows = [.. Decoded(chunk, next)];
                    Assert.Equal(chunk.Rows, rows.Count);
                    Assert.Equal(rows, Decoded(chunk, next));
                    next += chunk.Rows;
                }
            }

            Assert.Null(await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false));
        }
    });

    /// <summary>Columns that are not needed are not decoded, those that are there come as before, and unknown names are ignored.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task OpenAsync_FewColumns_DecodesNoOthers() => ForEachAsync(async (source, partition) =>
    {
        Reading all = await ReadAsync(source, partition, new()).ConfigureAwait(false);
        Reading one = await ReadAsync(source, partition, new() { Columns = [all.Columns[^1], "(no such column)"] }).ConfigureAwait(false);
        Assert.Equal(all.Rows.Select(row => row.Split('\u001f')[^1]), one.Rows.Select(row => row.Split('\u001f')[^1]));
        Assert.True(one.Decoded.SequenceEqual([all.Columns[^1]]), $"Asked for one column it decoded {string.Join(", ", one.Decoded)}.");
    });

    /// <summary>The receipt says what was planned and read.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_Receipt_SaysWhatWasRead() => ForEachAsync(async (source, partition) =>
    {
        Reading reading = await ReadAsync(source, partition, new()).ConfigureAwait(false);
        Assert.Equal((partition.Origin, partition.Identity, (long)reading.Rows.Count), (reading.Receipt.Origin, reading.Receipt.Identity, reading.Receipt.Rows));
        Assert.Null(reading.Receipt.RawPath);
    });

    /// <summary>The raw zone gets the untouched bytes: as many as the receipt says, and with its checksum.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_RawCopy_HoldsTheBytesOfTheReceipt() => ForEachAsync(async (source, partition) =>
    {
        MemorySink sink = new();
        PartitionReceipt receipt = (await ReadAsync(source, partition, new() { Raw = sink, Columns = [] }).ConfigureAwait(false)).Receipt;
        if (receipt.Sha256 is not { } checksum)
        {
            return;
        }

        Assert.Equal(receipt.Length, sink.Bytes.Length);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sink.Bytes)), checksum);
        Assert.Equal(MemorySink.Path, receipt.RawPath);
    });

    /// <summary>There is no receipt before the end, because the rest could still be broken.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_BeforeTheEnd_IsMisuse() => ForEachAsync(async (source, partition) =>
    {
        SourceReader reader = await source.OpenAsync(partition, new(), CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await Expect.ThrowsAsync<InvalidOperationException>(async () => await reader.CompleteAsync(CancellationToken.None).ConfigureAwait(false), "CompleteAsync before the last row").ConfigureAwait(false);
        }
    });

    /// <summary>Where what was planned is no longer there, reading says so and delivers no receipt.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task OpenAsync_ChangedSincePlanned_IsAnError() => ForEachAsync(async (source, partition) =>
    {
        if (await ChangeAsync(source, partition).ConfigureAwait(false))
        {
            await Expect.ThrowsAsync<SourceException>(() => ReadAsync(source, partition, new()), "Reading a partition that has changed").ConfigureAwait(false);
        }
    });

    /// <summary>Every member that is cancelled says so.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task EveryMember_Cancelled_ThrowsOperationCanceled() => ForEachAsync(async (source, partition) =>
    {
        await Expect.CanceledAsync(async token => await source.PlanAsync(null, token).ConfigureAwait(false), "PlanAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(
            async token =>
            {
                SourceReader opened = await source.OpenAsync(partition, new(), token).ConfigureAwait(false);
                await opened.DisposeAsync().ConfigureAwait(false);
            },
            "OpenAsync").ConfigureAwait(false);
        SourceReader reader = await source.OpenAsync(partition, new(), CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await Expect.CanceledAsync(async token => await reader.ReadAsync(token).ConfigureAwait(false), "ReadAsync").ConfigureAwait(false);
        }
    });

    private static string Describe(SourceDelivery delivery) => delivery.Name + ": " + string.Join(", ", delivery.Partitions);

    private static async Task<Reading> ReadAsync(ISource source, SourcePartition partition, SourceReadRequest request)
    {
        SourceReader reader = await source.OpenAsync(partition, request, CancellationToken.None).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            List<string> rows = [];
            string[] decoded = [];
            while (await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } chunk)
            {
                using (chunk)
                {
                    foreach (SourceBatch batch in chunk.Decode())
                    {
                        decoded = [.. batch.Batch.Schema.FieldsList.Select(field => field.Name)];
                        rows.AddRange(TextRows(batch.Batch));
                    }
                }
            }

            return new Reading(rows, [.. reader.Schema.FieldsList.Select(field => field.Name)], decoded, await reader.CompleteAsync(CancellationToken.None).ConfigureAwait(false));
        }
    }

    private static IEnumerable<string> Decoded(SourceChunk chunk, long firstRow)
    {
        foreach (SourceBatch batch in chunk.Decode())
        {
            Assert.Equal((chunk.Origin, firstRow), (batch.Origin, batch.FirstRow));
            foreach (string row in TextRows(batch.Batch).ToArray())
            {
                yield return row;
                firstRow++;
            }
        }
    }

    private static IEnumerable<string> TextRows(RecordBatch batch) =>
        Enumerable.Range(0, batch.Length).Select(row => string.Join('\u001f', batch.Arrays.Select(array => Text(array, row))));

    private static string Text(IArrowArray array, int row) => array switch
    {
        _ when array.IsNull(row) => "(missing)",
        StringArray text => text.GetString(row),
        StringViewArray text => text.GetString(row),
        DictionaryArray encoded => Text(encoded.Dictionary, ((Int32Array)encoded.Indices).GetValue(row)!.Value),
        BinaryArray bytes => Convert.ToHexString(bytes.GetBytes(row)),
        BooleanArray flags => flags.GetValue(row) == true ? "true" : "false",
        _ when array.Data.DataType is FixedWidthType { BitWidth: var bits } => Fixed(array, row, bits / 8),
        _ => throw new Xunit.Sdk.XunitException($"A column has the Arrow type {array.Data.DataType.Name}, which no contract knows."),
    };

    // Equal bytes are equal values, of whatever type.
    private static string Fixed(IArrowArray array, int row, int width)
    {
        string text = Convert.ToHexString(array.Data.Buffers[1].Span.Slice((array.Data.Offset + row) * width, width));
        GC.KeepAlive(array);
        return text;
    }

    private async Task WithAsync(Func<ISource, Task> test)
    {
        ISource source = await CreateAsync().ConfigureAwait(false);
        try
        {
            await test(source).ConfigureAwait(false);
        }
        finally
        {
            await Expect.DisposeAsync(source).ConfigureAwait(false);
        }
    }

    private Task ForEachAsync(Func<ISource, SourcePartition, Task> test) => WithAsync(async source =>
    {
        SourcePlan plan = await source.PlanAsync(null, CancellationToken.None).ConfigureAwait(false);
        SourcePartition[] partitions = [.. plan.Deliveries.SelectMany(delivery => delivery.Partitions)];
        Assert.False(partitions.Length == 0, "The source has nothing to read: let CreateAsync make one with rows.");
        foreach (SourcePartition partition in partitions)
        {
            await test(source, partition).ConfigureAwait(false);
        }
    });

    private sealed record Reading(IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<string> Decoded, PartitionReceipt Receipt);

    private sealed class MemorySink : IRawSink
    {
        public const string Path = "raw/copy";

        public byte[] Bytes { get; private set; } = [];

        public ValueTask<RawCopy> BeginAsync(SourcePartition partition, CancellationToken cancellationToken = default) => new(new Copy(this));

        private sealed class Copy(MemorySink sink) : RawCopy
        {
            private readonly MemoryStream _bytes = new();

            public override Stream Stream => _bytes;

            public override ValueTask<string> CompleteAsync(string sha256, CancellationToken cancellationToken = default)
            {
                sink.Bytes = _bytes.ToArray();
                return new(Path);
            }

            public override ValueTask DisposeAsync() => _bytes.DisposeAsync();
        }
    }
}
