namespace DataIngestion.Pipelines;

/// <summary>Lets numbered workers through one at a time, in the order of their numbers from 0.</summary>
internal sealed class Turnstile
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, TaskCompletionSource> _waiting = [];
    private long _next;

    public async ValueTask EnterAsync(long number, CancellationToken cancellationToken)
    {
        Task turn;
        lock (_gate)
        {
            if (number == _next)
            {
                return;
            }

            // Whoever leaves must not go on with the work of the one who waits.
            turn = (_waiting[number] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Leave()
    {
        lock (_gate)
        {
            _next++;
            if (_waiting.Remove(_next, out TaskCompletionSource? waiting))
            {
                waiting.SetResult();
            }
        }
    }
}
