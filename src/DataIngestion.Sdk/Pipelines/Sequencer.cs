namespace DataIngestion.Pipelines;

/// <summary>Takes numbered results as they come and passes them on in the order of their numbers from 0, without making those who bring them wait for others.</summary>
internal sealed class Sequencer<T>(Func<T, CancellationToken, ValueTask> take) : IDisposable
    where T : class, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<long, T> _early = [];
    private long _next;

    /// <summary>Takes a result over, which is disposed after it was passed on.</summary>
    public async ValueTask AddAsync(long number, T result, CancellationToken cancellationToken)
    {
        try
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            result.Dispose();
            throw;
        }

        try
        {
            _early.Add(number, result);
            while (_early.Remove(_next, out T? next))
            {
                using (next)
                {
                    await take(next, cancellationToken).ConfigureAwait(false);
                }

                _next++;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (T result in _early.Values)
        {
            result.Dispose();
        }

        _gate.Dispose();
    }
}
