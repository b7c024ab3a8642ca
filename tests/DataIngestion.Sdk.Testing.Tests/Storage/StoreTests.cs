namespace DataIngestion.Storage;

public sealed class LocalStoreConformance : StoreConformance, IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override ValueTask<IStore> CreateAsync() => new(LocalStore.Open(_folder.Next()));
}

public sealed class InMemoryStoreConformance : StoreConformance
{
    protected override ValueTask<IStore> CreateAsync() => new(new InMemoryStore());
}

/// <summary>Each broken store fails exactly the facts about what is broken in it.</summary>
public sealed class BrokenStoreTests
{
    public static TheoryData<string, string[]> Faults => new()
    {
        { nameof(BrokenStore.ForgetsConditions), ["CompleteAsync_IfAbsentOverAnObject_ConflictsAndKeepsIt", "CompleteAsync_IfMatch_ReplacesOnlyWhatWasSeen", "CompleteAsync_ManyCreateOnlyWriters_OneWins", "CompleteAsync_ManyWritersOfOneTag_OneWins"] },
        { nameof(BrokenStore.WritesAtOnce), ["CreateAsync_NotCompleted_IsNeverVisible"] },
        { nameof(BrokenStore.ListsByPrefix), ["ListAsync_Folder_IsDeepExactAndOrdered"] },
        { nameof(BrokenStore.DropsTheLastByte), ["CompleteAsync_NewObject_IsReadWholeAndDescribed", "OpenReadAsync_Range_IsReadBySeeking"] },
        { nameof(BrokenStore.TakesAnyPath), ["EveryMember_PathThatIsNone_IsMisuse"] },
        { nameof(BrokenStore.IgnoresCancellation), ["EveryMember_Cancelled_ThrowsOperationCanceled"] },
        { nameof(BrokenStore.KeepsDeleted), ["CompleteAsync_IfMatch_ReplacesOnlyWhatWasSeen", "DeleteAsync_Object_IsGone"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task BrokenStore_OneFault_FailsItsFacts(string fault, string[] facts) =>
        (await Suite.FailingAsync(() => new Broken(fault))).ShouldBe(facts);

    private sealed class Broken(string fault) : StoreConformance
    {
        protected override ValueTask<IStore> CreateAsync() => new(new BrokenStore(fault));
    }
}
