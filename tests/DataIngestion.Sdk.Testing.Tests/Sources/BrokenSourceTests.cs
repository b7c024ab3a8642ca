using Apache.Arrow;

namespace DataIngestion.Sources;

/// <summary>Each broken source fails exactly the facts about what is broken in it.</summary>
public sealed class BrokenSourceTests
{
    [Theory]
    [InlineData("never advances", "Advance_AllDeliveries_LeavesNothingNew")]
    [InlineData("takes any cursor", "PlanAsync_CursorOfAnotherVersion_IsRefused")]
    [InlineData("decodes all columns", "OpenAsync_FewColumns_DecodesNoOthers")]
    [InlineData("counts one row less", "CompleteAsync_Receipt_SaysWhatWasRead")]
    [InlineData("gives receipts early", "CompleteAsync_BeforeTheEnd_IsMisuse")]
    [InlineData("numbers rows from two on", "ReadAsync_Chunks_FollowEachOther")]
    [InlineData("ignores cancellation", "EveryMember_Cancelled_ThrowsOperationCanceled")]
    [InlineData("reads other rows again", "OpenAsync_FewColumns_DecodesNoOthers", "OpenAsync_PartitionAgain_HasTheSameRows")]
    [InlineData("does not see changes", "OpenAsync_ChangedSincePlanned_IsAnError")]
    public async Task BrokenSource_OneFault_FailsItsFacts(string fault, params string[] facts) =>
        (await Suite.FailingAsync(() => new Broken(fault))).ShouldBe(facts);

    private sealed class Broken(string fault) : SourceConformance
    {
        protected override ValueTask<ISource> CreateAsync() => new(new Source(fault));

        protected override ValueTask<bool> ChangeAsync(ISource source, SourcePartition partition) => new(fault == "does not see changes");
    }

    private sealed class Source(string fault) : ISource
    {
        private readonly InMemorySource[] _sources =
        [
            new("rows", Batches.Of(("id", Batches.Int64(1, 2, null)), ("name", Batches.Strings("a", null, "c")))),
            new("rows", Batches.Of(("id", Batches.Int64(1, 2, 3)), ("name", Batches.Strings("a", null, "d")))),
        ];

        private int _opened;

        public string Name => "broken";

        public ValueTask<SourcePlan> PlanAsync(SourceCursor? cursor, CancellationToken cancellationToken = default) =>
            _sources[0].PlanAsync(fault == "takes any cursor" && cursor?.Version > 1 ? null : cursor, Token(cancellationToken));

        public async ValueTask<SourceReader> OpenAsync(SourcePartition partition, SourceReadRequest request, CancellationToken cancellationToken = default)
        {
            InMemorySource source = _sources[fault == "reads other rows again" ? _opened++ % 2 : 0];
            return new Reader(fault, await source.OpenAsync(partition, fault == "decodes all columns" ? new() : request, Token(cancellationToken)));
        }

        public SourceCursor Advance(SourceCursor? cursor, SourceDelivery delivery, IReadOnlyList<PartitionReceipt> receipts) =>
            fault == "never advances" ? new SourceCursor(1, "0") : _sources[0].Advance(cursor, delivery, receipts);

        private CancellationToken Token(CancellationToken token) => fault == "ignores cancellation" ? CancellationToken.None : token;
    }

    private sealed class Reader(string fault, SourceReader reader) : SourceReader
    {
        public override Schema Schema => reader.Schema;

        public override async ValueTask<SourceChunk?> ReadAsync(CancellationToken cancellationToken = default)
        {
            SourceChunk? chunk = await reader.ReadAsync(fault == "ignores cancellation" ? CancellationToken.None : cancellationToken);
            return chunk is not null && fault == "numbers rows from two on" ? SourceChunk.Of(Second(chunk.Decode().Single())) : chunk;
        }

        public override async ValueTask<PartitionReceipt> CompleteAsync(CancellationToken cancellationToken = default)
        {
            while (fault == "gives receipts early" && await ReadAsync(cancellationToken) is not null)
            {
            }

            PartitionReceipt receipt = await reader.CompleteAsync(cancellationToken);
            return fault == "counts one row less" ? receipt with { Rows = receipt.Rows - 1 } : receipt;
        }

        public override ValueTask DisposeAsync() => reader.DisposeAsync();

        private static SourceBatch Second(SourceBatch batch) =>
            new(Arrow.Rows.Take(batch.Batch, [.. Enumerable.Range(0, batch.Batch.Length)]), batch.Origin, 2);
    }
}
