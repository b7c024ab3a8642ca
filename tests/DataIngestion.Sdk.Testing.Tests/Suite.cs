using System.Reflection;

namespace DataIngestion;

/// <summary>Runs the inherited facts of a suite, as a runner would, and says which of them fail.</summary>
internal static class Suite
{
    /// <summary>The names of the facts that fail, each run on its own instance.</summary>
    public static async Task<string[]> FailingAsync(Func<object> create)
    {
        List<string> failing = [];
        foreach (MethodInfo fact in Facts(create().GetType()))
        {
            object suite = create();
            if (await FailsAsync(suite, fact))
            {
                failing.Add(fact.Name);
            }

            await (suite is IAsyncDisposable disposable ? disposable.DisposeAsync() : default);
            (suite as IDisposable)?.Dispose();
        }

        return [.. failing.Order(StringComparer.Ordinal)];
    }

    public static IEnumerable<MethodInfo> Facts(Type suite) => suite.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null);

    private static async Task<bool> FailsAsync(object suite, MethodInfo fact)
    {
        try
        {
            await (fact.Invoke(suite, BindingFlags.DoNotWrapExceptions, null, [], null) as Task ?? Task.CompletedTask);
            return false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // As a runner counts it.
            return true;
        }
    }
}
