namespace DataIngestion.Pipelines;

public sealed class LanesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task RunAsync_Items_AreWorkedOnOnceAndByEachLaneInOrder(int count)
    {
        List<int>[] seen = [.. Enumerable.Range(0, count).Select(_ => new List<int>())];
        Item[] items = Items(20);
        using Lanes<Item> lanes = new(count, TestContext.Current.CancellationToken);

        await lanes.RunAsync(Reader(items), (lane, ordinal, item, _) =>
        {
            seen[lane].Add(item.Value);
            return ValueTask.CompletedTask;
        });

        seen.ShouldAllBe(lane => lane.SequenceEqual(lane.Order()));
        seen.SelectMany(lane => lane).Order().ShouldBe(Enumerable.Range(0, 20));
        items.ShouldAllBe(item => item.Disposals == 1);
    }

    [Fact]
    public async Task RunAsync_TwoItemsThatFail_ThrowsTheFailureOfTheEarlier()
    {
        Item[] items = Items(9);
        TaskCompletionSource earlierHasBegun = new();
        TaskCompletionSource laterHasFailed = new();
        using Lanes<Item> lanes = new(3, TestContext.Current.CancellationToken);

        FormatException failure = await Should.ThrowAsync<FormatException>(() => lanes.RunAsync(Reader(items), async (_, _, item, _) =>
        {
            if (item.Value == 2)
            {
                await earlierHasBegun.Task;
                laterHasFailed.SetResult();
                throw new FormatException("of item 2");
            }

            if (item.Value == 1)
            {
                earlierHasBegun.SetResult();
                await laterHasFailed.Task;
                throw new FormatException("of item 1");
            }
        }));

        failure.Message.ShouldBe("of item 1");
        items.Where(item => item.Disposals > 1).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_ReaderThatFails_StopsTheLanesAndDisposesWhatWasRead()
    {
        Item[] items = Items(4);
        int next = 0;
        using Lanes<Item> lanes = new(2, TestContext.Current.CancellationToken);

        InvalidDataException failure = await Should.ThrowAsync<InvalidDataException>(() => lanes.RunAsync(
            _ => next < items.Length ? new ValueTask<Item?>(items[next++]) : throw new InvalidDataException("cut short"),
            async (_, _, _, stop) => await Task.Delay(Timeout.InfiniteTimeSpan, stop)));

        failure.Message.ShouldBe("cut short");
        items.Take(next).ShouldAllBe(item => item.Disposals == 1);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Propagates()
    {
        using CancellationTokenSource cancel = new();
        using Lanes<Item> lanes = new(2, cancel.Token);

        await Should.ThrowAsync<OperationCanceledException>(() => lanes.RunAsync(
            _ => new ValueTask<Item?>(new Item(0)),
            async (_, ordinal, _, stop) =>
            {
                if (ordinal == 3)
                {
                    await cancel.CancelAsync();
                }

                stop.ThrowIfCancellationRequested();
            }));
    }

    [Fact]
    public async Task Turnstile_WorkersThatComeInReverse_PassInTheOrderOfTheirNumbers()
    {
        Turnstile turnstile = new();
        List<int> passed = [];
        Task[] workers = [.. Enumerable.Range(0, 6).Reverse().Select(PassAsync)];
        await Task.WhenAll(workers);

        passed.ShouldBe([0, 1, 2, 3, 4, 5]);

        async Task PassAsync(int number)
        {
            await turnstile.EnterAsync(number, TestContext.Current.CancellationToken);
            passed.Add(number);
            turnstile.Leave();
        }
    }

    [Fact]
    public async Task Sequencer_ResultsThatComeInReverse_ArePassedOnInOrderAndDisposed()
    {
        List<int> passed = [];
        Item[] items = Items(5);
        using Sequencer<Item> results = new((item, _) =>
        {
            passed.Add(item.Value);
            return ValueTask.CompletedTask;
        });
        foreach (Item item in items.Reverse())
        {
            await results.AddAsync(item.Value, item, TestContext.Current.CancellationToken);
        }

        passed.ShouldBe([0, 1, 2, 3, 4]);
        items.ShouldAllBe(item => item.Disposals == 1);
    }

    [Fact]
    public async Task Sequencer_GapThatIsNeverFilled_DisposesWhatCameAfter()
    {
        Item[] items = Items(3);
        using (Sequencer<Item> results = new((_, _) => ValueTask.CompletedTask))
        {
            await results.AddAsync(2, items[2], TestContext.Current.CancellationToken);
        }

        items[2].Disposals.ShouldBe(1);
    }

    [Fact]
    public async Task Turnstile_CancelledWhileWaiting_Propagates()
    {
        using CancellationTokenSource cancel = new();
        Turnstile turnstile = new();
        Task waiting = turnstile.EnterAsync(1, cancel.Token).AsTask();
        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private static Item[] Items(int count) => [.. Enumerable.Range(0, count).Select(value => new Item(value))];

    private static Func<CancellationToken, ValueTask<Item?>> Reader(Item[] items)
    {
        int next = 0;
        return _ => new ValueTask<Item?>(next < items.Length ? items[next++] : null);
    }

    private sealed class Item(int value) : IDisposable
    {
        private int _disposals;

        public int Value => value;

        public int Disposals => _disposals;

        public void Dispose() => Interlocked.Increment(ref _disposals);
    }
}
