namespace DataIngestion;

/// <summary>What the suites ask of calls.</summary>
internal static class Expect
{
    /// <summary>What a call threw, or null.</summary>
    public static async ValueTask<Exception?> FaultAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
        {
            // What it is decides the test.
            return fault;
        }
    }

    /// <summary>Requires that a call which is cancelled before it begins ends as cancelled.</summary>
    public static async ValueTask CanceledAsync(Func<CancellationToken, Task> call, string what)
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync().ConfigureAwait(false);
        Exception? fault = await FaultAsync(() => call(source.Token)).ConfigureAwait(false);
        Assert.True(fault is OperationCanceledException, $"{what} was cancelled and {Describe(fault)} instead of an OperationCanceledException.");
    }

    /// <summary>Requires an exception of a type or of one derived from it.</summary>
    public static async ValueTask<TFault> ThrowsAsync<TFault>(Func<Task> call, string what)
        where TFault : Exception
    {
        Exception? fault = await FaultAsync(call).ConfigureAwait(false);
        Assert.True(fault is TFault, $"{what} {Describe(fault)} instead of {typeof(TFault).Name}.");
        return (TFault)fault!;
    }

    /// <summary>Disposes of something that may need it.</summary>
    public static async ValueTask DisposeAsync(object tested)
    {
        if (tested is IAsyncDisposable later)
        {
            await later.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            (tested as IDisposable)?.Dispose();
        }
    }

    private static string Describe(Exception? fault) => fault is null ? "threw nothing" : $"threw {fault.GetType().Name} ('{fault.Message}')";
}
