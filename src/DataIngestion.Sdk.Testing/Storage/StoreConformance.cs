using System.Text;

namespace DataIngestion;

/// <summary>What every store has to do. Inherit, give an empty store, and the inherited facts run over it.</summary>
public abstract class StoreConformance
{
    private const int Writers = 16;

    /// <summary>Makes an empty store, another one at each call.</summary>
    /// <returns>The store. One that is disposable is disposed of by the test.</returns>
    protected abstract ValueTask<IStore> CreateAsync();

    /// <summary>A completed object is read as it was written, and described alike by its writer, by itself and in the list.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_NewObject_IsReadWholeAndDescribed() => WithAsync(async store =>
    {
        byte[] content = Content(3 << 20);
        StoreEntry written = await PutAsync(store, "a/b.bin", content, StoreCondition.IfAbsent).ConfigureAwait(false);
        Assert.Equal(content, await store.ReadAllBytesAsync("a/b.bin", CancellationToken.None).ConfigureAwait(false));
        Assert.Equal(("a/b.bin", (long)content.Length), (written.Path, written.Length));
        StoreEntry? described = await store.StatAsync("a/b.bin", CancellationToken.None).ConfigureAwait(false);
        Assert.Equal((written.Path, written.Length, written.ETag), (described!.Path, described.Length, described.ETag));
        StoreEntry listed = Assert.Single(await ListAsync(store, "").ConfigureAwait(false));
        Assert.Equal((written.Path, written.Length, written.ETag), (listed.Path, listed.Length, listed.ETag));
    });

    /// <summary>An object without bytes is an object.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_NoBytes_IsAnObject() => WithAsync(async store =>
    {
        await PutAsync(store, "empty", [], StoreCondition.IfAbsent).ConfigureAwait(false);
        Assert.Empty(await store.ReadAllBytesAsync("empty", CancellationToken.None).ConfigureAwait(false));
        Assert.Equal(0, (await store.StatAsync("empty", CancellationToken.None).ConfigureAwait(false))?.Length);
    });

    /// <summary>Nothing is seen of an object before its writer completes, and nothing is left of one that never does.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CreateAsync_NotCompleted_IsNeverVisible() => WithAsync(async store =>
    {
        StoreWriter writer = await store.CreateAsync("a", StoreWriteOptions.Default, CancellationToken.None).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            await writer.Stream.WriteAsync(Content(100_000), CancellationToken.None).ConfigureAwait(false);
            await writer.Stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            await RequireAbsentAsync(store, "a").ConfigureAwait(false);
        }

        await RequireAbsentAsync(store, "a").ConfigureAwait(false);
    });

    /// <summary>Of many writers that create the same path at once, one wins, the others conflict, and the object is the winner's.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_ManyCreateOnlyWriters_OneWins() => WithAsync(async store =>
    {
        for (int round = 0; round < 5; round++)
        {
            string path = $"log/{round}.json";
            bool[] won = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => TriesAsync(store, path, writer, StoreCondition.IfAbsent)))).ConfigureAwait(false);
            Assert.True(won.Count(each => each) == 1, $"{won.Count(each => each)} of {Writers} create-only writers of one path succeeded instead of 1.");
            Assert.Equal(Named(Array.IndexOf(won, true)), await store.ReadAllBytesAsync(path, CancellationToken.None).ConfigureAwait(false));
        }
    });

    /// <summary>A create-only write over an object is a conflict and changes nothing.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_IfAbsentOverAnObject_ConflictsAndKeepsIt() => WithAsync(async store =>
    {
        StoreEntry first = await PutAsync(store, "a", Named(1), StoreCondition.IfAbsent).ConfigureAwait(false);
        await ConflictAsync(store, "a", StoreCondition.IfAbsent).ConfigureAwait(false);
        Assert.Equal(Named(1), await store.ReadAllBytesAsync("a", CancellationToken.None).ConfigureAwait(false));
        Assert.Equal(first.ETag, (await store.StatAsync("a", CancellationToken.None).ConfigureAwait(false))?.ETag);
    });

    /// <summary>A write that expects an entity tag replaces that content and no other, nor one that is gone.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_IfMatch_ReplacesOnlyWhatWasSeen() => WithAsync(async store =>
    {
        StoreEntry first = await PutAsync(store, "a", Named(1), StoreCondition.IfAbsent).ConfigureAwait(false);
        StoreEntry second = await PutAsync(store, "a", Named(2), StoreCondition.IfMatch(first.ETag)).ConfigureAwait(false);
        Assert.NotEqual(first.ETag, second.ETag);
        await ConflictAsync(store, "a", StoreCondition.IfMatch(first.ETag)).ConfigureAwait(false);
        Assert.Equal(Named(2), await store.ReadAllBytesAsync("a", CancellationToken.None).ConfigureAwait(false));
        await store.DeleteAsync("a", CancellationToken.None).ConfigureAwait(false);
        await ConflictAsync(store, "a", StoreCondition.IfMatch(second.ETag)).ConfigureAwait(false);
        await RequireAbsentAsync(store, "a").ConfigureAwait(false);
    });

    /// <summary>Of many writers that saw the same content, one replaces it.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_ManyWritersOfOneTag_OneWins() => WithAsync(async store =>
    {
        StoreEntry seen = await PutAsync(store, "a", Named(-1), StoreCondition.IfAbsent).ConfigureAwait(false);
        bool[] won = await Task.WhenAll(
            Enumerable.Range(0, Writers).Select(writer => Task.Run(() => TriesAsync(store, "a", writer, StoreCondition.IfMatch(seen.ETag))))).ConfigureAwait(false);
        Assert.True(won.Count(each => each) == 1, $"{won.Count(each => each)} of {Writers} writers replaced what all had seen, instead of 1.");
        Assert.Equal(Named(Array.IndexOf(won, true)), await store.ReadAllBytesAsync("a", CancellationToken.None).ConfigureAwait(false));
    });

    /// <summary>A write without condition replaces, and the entity tag changes also where length and content do not tell.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task CompleteAsync_Always_ReplacesUnderANewTag() => WithAsync(async store =>
    {
        StoreEntry first = await PutAsync(store, "a", Named(1), StoreCondition.Always).ConfigureAwait(false);
        StoreEntry second = await PutAsync(store, "a", Named(2), StoreCondition.Always).ConfigureAwait(false);
        Assert.NotEqual(first.ETag, second.ETag);
        Assert.Equal(Named(2), await store.ReadAllBytesAsync("a", CancellationToken.None).ConfigureAwait(false));
    });

    /// <summary>A folder's list holds everything below it and nothing else, in ordinal order of the whole paths.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task ListAsync_Folder_IsDeepExactAndOrdered() => WithAsync(async store =>
    {
        string[] paths = ["a/z", "a/b/c", "a/B", "a-b/c", "ab", "b/a", "a/b.c"];
        foreach (string path in paths)
        {
            await PutAsync(store, path, Named(1), StoreCondition.IfAbsent).ConfigureAwait(false);
        }

        Assert.Equal(paths.Order(StringComparer.Ordinal), (await ListAsync(store, "").ConfigureAwait(false)).Select(entry => entry.Path));
        Assert.Equal(["a/B", "a/b.c", "a/b/c", "a/z"], (await ListAsync(store, "a").ConfigureAwait(false)).Select(entry => entry.Path));
        Assert.Equal(["a/b/c"], (await ListAsync(store, "a/b").ConfigureAwait(false)).Select(entry => entry.Path));
        Assert.Empty(await ListAsync(store, "nothing").ConfigureAwait(false));
    });

    /// <summary>A stream seeks, so that a part can be read by itself.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task OpenReadAsync_Range_IsReadBySeeking() => WithAsync(async store =>
    {
        byte[] content = Content(200_000);
        await PutAsync(store, "a", content, StoreCondition.IfAbsent).ConfigureAwait(false);
        Stream stream = await store.OpenReadAsync("a", CancellationToken.None).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            Assert.Equal(content.Length, stream.Length);
            byte[] part = new byte[1000];
            foreach (int from in new[] { 150_000, 0, 199_000 })
            {
                stream.Seek(from, SeekOrigin.Begin);
                await stream.ReadExactlyAsync(part, CancellationToken.None).ConfigureAwait(false);
                Assert.Equal(content[from..(from + part.Length)], part);
            }
        }
    });

    /// <summary>A path that nothing has is an error that names it for readers, and nothing for those who ask or delete.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task EveryMember_NothingThere_SaysSo() => WithAsync(async store =>
    {
        await RequireAbsentAsync(store, "a/b").ConfigureAwait(false);
        await store.DeleteAsync("a/b", CancellationToken.None).ConfigureAwait(false);
    });

    /// <summary>A deleted object is gone, and its path can be created again.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task DeleteAsync_Object_IsGone() => WithAsync(async store =>
    {
        await PutAsync(store, "a", Named(1), StoreCondition.IfAbsent).ConfigureAwait(false);
        await store.DeleteAsync("a", CancellationToken.None).ConfigureAwait(false);
        await RequireAbsentAsync(store, "a").ConfigureAwait(false);
        await PutAsync(store, "a", Named(2), StoreCondition.IfAbsent).ConfigureAwait(false);
    });

    /// <summary>Paths that could lead out of the store are misuse.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task EveryMember_PathThatIsNone_IsMisuse() => WithAsync(async store =>
    {
        foreach (string path in new[] { "", "/a", "../a", "a/../b", "a/./b", "a/.." })
        {
            await Expect.ThrowsAsync<ArgumentException>(async () => await store.StatAsync(path, CancellationToken.None).ConfigureAwait(false), $"StatAsync(\"{path}\")").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await store.OpenReadAsync(path, CancellationToken.None).ConfigureAwait(false), $"OpenReadAsync(\"{path}\")").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(async () => await store.DeleteAsync(path, CancellationToken.None).ConfigureAwait(false), $"DeleteAsync(\"{path}\")").ConfigureAwait(false);
            await Expect.ThrowsAsync<ArgumentException>(() => PutAsync(store, path, Named(1), StoreCondition.Always), $"CreateAsync(\"{path}\")").ConfigureAwait(false);
        }
    });

    /// <summary>Every member that is cancelled says so.</summary>
    /// <returns>A task that ends with the test.</returns>
    [Fact]
    public Task EveryMember_Cancelled_ThrowsOperationCanceled() => WithAsync(async store =>
    {
        await PutAsync(store, "a", Named(1), StoreCondition.IfAbsent).ConfigureAwait(false);
        await Expect.CanceledAsync(async token => await store.StatAsync("a", token).ConfigureAwait(false), "StatAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(async token => await store.OpenReadAsync("a", token).ConfigureAwait(false), "OpenReadAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(async token => await store.DeleteAsync("a", token).ConfigureAwait(false), "DeleteAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(async token => await store.CreateAsync("b", StoreWriteOptions.Default, token).ConfigureAwait(false), "CreateAsync").ConfigureAwait(false);
        await Expect.CanceledAsync(
            async token =>
            {
                await foreach (StoreEntry _ in store.ListAsync("", token).ConfigureAwait(false))
                {
                }
            },
            "ListAsync").ConfigureAwait(false);
        Assert.NotNull(await store.StatAsync("a", CancellationToken.None).ConfigureAwait(false));
    });

    private static byte[] Named(int writer) => Encoding.UTF8.GetBytes($"writer {writer:00}");

    private static byte[] Content(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private static async Task<StoreEntry> PutAsync(IStore store, string path, byte[] content, StoreCondition condition) =>
        await store.PutAsync(path, content, condition, CancellationToken.None).ConfigureAwait(false);

    private static async Task<bool> TriesAsync(IStore store, string path, int writer, StoreCondition condition)
    {
        try
        {
            await PutAsync(store, path, Named(writer), condition).ConfigureAwait(false);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private static async Task ConflictAsync(IStore store, string path, StoreCondition condition)
    {
        StoreConflictException conflict = await Expect.ThrowsAsync<StoreConflictException>(() => PutAsync(store, path, Named(9), condition), "A write whose condition does not hold").ConfigureAwait(false);
        Assert.Equal(path, conflict.Origin);
    }

    private static async Task RequireAbsentAsync(IStore store, string path)
    {
        Assert.Null(await store.StatAsync(path, CancellationToken.None).ConfigureAwait(false));
        Assert.DoesNotContain(await ListAsync(store, "").ConfigureAwait(false), entry => entry.Path == path);
        IngestionException fault = await Expect.ThrowsAsync<IngestionException>(
            async () => await store.OpenReadAsync(path, CancellationToken.None).ConfigureAwait(false), $"OpenReadAsync(\"{path}\"), where nothing is,").ConfigureAwait(false);
        Assert.Equal(path, fault.Origin);
    }

    private static async Task<List<StoreEntry>> ListAsync(IStore store, string folder)
    {
        List<StoreEntry> entries = [];
        await foreach (StoreEntry entry in store.ListAsync(folder, CancellationToken.None).ConfigureAwait(false))
        {
            entries.Add(entry);
        }

        return entries;
    }

    private async Task WithAsync(Func<IStore, Task> test)
    {
        IStore store = await CreateAsync().ConfigureAwait(false);
        try
        {
            await test(store).ConfigureAwait(false);
        }
        finally
        {
            await Expect.DisposeAsync(store).ConfigureAwait(false);
        }
    }
}
