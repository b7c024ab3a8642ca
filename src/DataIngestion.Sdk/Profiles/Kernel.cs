using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

internal static class Kernel
{
    /// <summary>For methods that loop over all values: the first delivery of a process would be over before they are compiled a second time.</summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;
}
