using System.Runtime.InteropServices;

namespace DataIngestion.Drift;

/// <summary>A profile's knots and weights as spans; loops over a million of them have no time for an interface.</summary>
internal static class KnotSpans
{
    public static ReadOnlySpan<T> Of<T>(IReadOnlyList<T> list) => list switch
    {
        T[] array => array,
        List<T> items => CollectionsMarshal.AsSpan(items),
        _ => list.ToArray(),
    };
}
