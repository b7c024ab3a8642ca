using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace DataIngestion.Pipelines;

/// <summary>Works on a sequence on several threads. Items are begun in their order, each by the first lane that is free.</summary>
internal sealed class Lanes<T> : IDisposable
    where T : class, IDisposable
{
    private readonly Channel<(long Ordinal, T Item)> _items;
    private readonly int _count;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _gate = new();
    private (long Ordinal, ExceptionDispatchInfo Failure)? _first;

    public Lanes(int count, CancellationToken cancellationToken)
    {
        // One item a lane waits while others are worked on: reading goes on, and memory stays bounded also where an item is a large batch of a wide file.
        _items = Channel.CreateBounded<(long, T)>(count);
        _count = count;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Reads items until there is none, and works on them. When work fails, no further item is begun and the failure of the earliest item is thrown.</summary>
    /// <param name="next">Reads the next item, or null after the last one; called by one thread at a time.</param>
    /// <param name="work">Works on an item, given its lane and its ordinal from 0; the item is disposed afterwards.</param>
    public async Task RunAsync(Func<CancellationToken, ValueTask<T?>> next, Func<int, long, T, CancellationToken, ValueTask> work)
    {
        // Threads of their own: on the pool, which has as many as there are cores, they would keep each other from going on, and a pool thread whose
        // work waits spins for more, at the expense of the others.
        Task[] running = [OnThread(() => Read(next)), .. Enumerable.Range(0, _count).Select(lane => OnThread(() => Work(lane, work)))];
        await Task.WhenAll(running).ConfigureAwait(false);
        DisposeWaiting();
        _first?.Failure.Throw();
    }

    public void Dispose() => _stop.Dispose();

    private static Task OnThread(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Read(Func<CancellationToken, ValueTask<T?>> next)
    {
        try
        {
            for (long ordinal = 0; Wait(next(_stop.Token)) is { } item; ordinal++)
            {
                Hand(ordinal, item);
            }
        }
        catch (Exception failure)
        {
            Fail(long.MaxValue, failure);
        }

        _items.Writer.Complete();
    }

    private void Hand(long ordinal, T item)
    {
        try
        {
            Wait(_items.Writer.WriteAsync((ordinal, item), _stop.Token));
        }
        catch
        {
            item.Dispose();
            throw;
        }
    }

    private void Work(int lane, Func<int, long, T, CancellationToken, ValueTask> work)
    {
        long at = long.MaxValue;
        try
        {
            while (Wait(_items.Reader.WaitToReadAsync(_stop.Token)))
            {
                while (_items.Reader.TryRead(out (long Ordinal, T Item) taken))
                {
                    at = taken.Ordinal;
                    using (taken.Item)
                    {
                        _stop.Token.ThrowIfCancellationRequested();
                        Wait(work(lane, taken.Ordinal, taken.Item, _stop.Token));
                    }
                }
            }
        }
        catch (Exception failure)
        {
            Fail(at, failure);
        }
    }

    private static void Wait(ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }

    private static TResult Wait<TResult>(ValueTask<TResult> task) => task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    // A failure stops the other lanes; that they were stopped is no failure of theirs.
    private void Fail(long ordinal, Exception failure)
    {
        lock (_gate)
        {
            bool stopped = failure is OperationCanceledException;
            bool first = _first is not { } known || (known.Failure.SourceException is OperationCanceledException && !stopped)
                || (ordinal < known.Ordinal && !stopped);
            if (first)
            {
                _first = (ordinal, ExceptionDispatchInfo.Capture(failure));
            }
        }

        _stop.Cancel();
    }

    private void DisposeWaiting()
    {
        while (_items.Reader.TryRead(out (long, T Item) waiting))
        {
            waiting.Item.Dispose();
        }
    }
}
