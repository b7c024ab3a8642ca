using System.Runtime.ExceptionServices;
using System.Threading.Channels;

namespace DataIngestion.Pipelines;

/// <summary>Works on a sequence on several threads: item i goes to lane i modulo their number, and a lane takes its items in order.</summary>
/// <remarks>Which item meets which lane depends on their number only, never on the speed of a thread.</remarks>
internal sealed class Lanes<T> : IDisposable
    where T : class, IDisposable
{
    private readonly Channel<(long Ordinal, T Item)>[] _lanes;
    private readonly CancellationTokenSource _stop;
    private readonly Lock _gate = new();
    private (long Ordinal, ExceptionDispatchInfo Failure)? _first;

    public Lanes(int count, CancellationToken cancellationToken)
    {
        // One item waits while one is worked on: reading goes on, and memory stays bounded.
        _lanes = [.. Enumerable.Range(0, count).Select(_ => Channel.CreateBounded<(long, T)>(1))];
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Reads items until there is none, and works on them. When work fails, no further item is begun and the failure of the earliest item is thrown.</summary>
    /// <param name="next">Reads the next item, or null after the last one; called by one thread at a time.</param>
    /// <param name="work">Works on an item, given its lane and its ordinal from 0; the item is disposed afterwards.</param>
    public async Task RunAsync(Func<CancellationToken, ValueTask<T?>> next, Func<int, long, T, CancellationToken, ValueTask> work)
    {
        Task[] running = [.. _lanes.Select((_, lane) => Task.Run(() => WorkAsync(lane, work), CancellationToken.None))];
        try
        {
            await ReadAsync(next).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Fail(long.MaxValue, failure);
        }

        foreach (Channel<(long, T)> lane in _lanes)
        {
            lane.Writer.Complete();
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        DisposeWaiting();
        _first?.Failure.Throw();
    }

    public void Dispose() => _stop.Dispose();

    private async Task ReadAsync(Func<CancellationToken, ValueTask<T?>> next)
    {
        for (long ordinal = 0; await next(_stop.Token).ConfigureAwait(false) is { } item; ordinal++)
        {
            try
            {
                await _lanes[ordinal % _lanes.Length].Writer.WriteAsync((ordinal, item), _stop.Token).ConfigureAwait(false);
            }
            catch
            {
                item.Dispose();
                throw;
            }
        }
    }

    private async Task WorkAsync(int lane, Func<int, long, T, CancellationToken, ValueTask> work)
    {
        long at = long.MaxValue;
        try
        {
            await foreach ((long ordinal, T item) in _lanes[lane].Reader.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                at = ordinal;
                using (item)
                {
                    await work(lane, ordinal, item, _stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure)
        {
            Fail(at, failure);
        }
    }

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
        foreach (Channel<(long, T Item)> lane in _lanes)
        {
            while (lane.Reader.TryRead(out (long, T Item) waiting))
            {
                waiting.Item.Dispose();
            }
        }
    }
}
