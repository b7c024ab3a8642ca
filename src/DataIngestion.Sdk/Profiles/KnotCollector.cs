using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Adds up sorted runs of different weights.</summary>
internal sealed class KnotCollector(int total) : IDisposable
{
    private readonly SketchMemory _keys = new(total);
    private readonly SketchMemory _weights = new(total);
    private int _count;

    public ReadOnlySpan<long> Keys => _keys.Span[.._count];

    public ReadOnlySpan<long> Weights => _weights.Span[.._count];

    /// <summary>Merges from the largest key down, so that what is there moves up into the room behind it.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public void Add(ReadOnlySpan<long> run, long weight)
    {
        Span<long> keys = _keys.Span[..(_count + run.Length)];
        Span<long> weights = _weights.Span[..keys.Length];
        int i = _count - 1;
        int j = run.Length - 1;
        while (i >= 0 && j >= 0)
        {
            int at = i + j + 1;
            long x = keys[i];
            long y = run[j];
            int fromFirst = Choice.Number(x > y);
            keys[at] = Choice.Of(fromFirst, x, y);
            weights[at] = Choice.Of(fromFirst, weights[i], weight);
            i -= fromFirst;
            j -= 1 - fromFirst;
        }

        run[..(j + 1)].CopyTo(keys);
        weights[..(j + 1)].Fill(weight);
        _count = keys.Length;
    }

    /// <summary>Makes one of each key that came several times. Nothing can be added afterwards.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public void Combine()
    {
        Span<long> keys = _keys.Span;
        Span<long> weights = _weights.Span;
        int distinct = -1;
        for (int i = 0; i < _count; i++)
        {
            bool isNew = distinct < 0 || keys[i] != keys[distinct];
            distinct += isNew ? 1 : 0;
            keys[distinct] = keys[i];
            weights[distinct] = (isNew ? 0 : weights[distinct]) + weights[i];
        }

        _count = distinct + 1;
    }

    public void Dispose()
    {
        _keys.Dispose();
        _weights.Dispose();
    }
}
