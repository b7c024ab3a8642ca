using System.Buffers;
using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Adds up sorted runs of different weights.</summary>
internal sealed class KnotCollector(int total)
{
    private long[] _keys = ArrayPool<long>.Shared.Rent(total);
    private long[] _weights = ArrayPool<long>.Shared.Rent(total);
    private long[] _mergedKeys = ArrayPool<long>.Shared.Rent(total);
    private long[] _mergedWeights = ArrayPool<long>.Shared.Rent(total);
    private int _count;

    [MethodImpl(Kernel.AtOnce)]
    public void Add(ReadOnlySpan<long> run, long weight)
    {
        int count = _count + run.Length;
        Span<long> keys = _mergedKeys.AsSpan(0, count);
        Span<long> weights = _mergedWeights.AsSpan(0, count);
        ReadOnlySpan<long> first = _keys.AsSpan(0, _count);
        ReadOnlySpan<long> firstWeights = _weights.AsSpan(0, _count);
        int i = 0;
        int j = 0;
        while (i < first.Length && j < run.Length)
        {
            long x = first[i];
            long y = run[j];
            int fromFirst = Choice.Number(x <= y);
            keys[i + j] = Choice.Of(fromFirst, x, y);
            weights[i + j] = Choice.Of(fromFirst, firstWeights[i], weight);
            i += fromFirst;
            j += 1 - fromFirst;
        }

        first[i..].CopyTo(keys[(i + j)..]);
        firstWeights[i..].CopyTo(weights[(i + j)..]);
        run[j..].CopyTo(keys[(i + j)..]);
        weights[(first.Length + j)..].Fill(weight);
        (_keys, _mergedKeys, _weights, _mergedWeights, _count) = (_mergedKeys, _keys, _mergedWeights, _weights, count);
    }

    /// <summary>Each key once. Nothing can be added afterwards.</summary>
    [MethodImpl(Kernel.AtOnce)]
    public WeightedKnots Complete()
    {
        int distinct = -1;
        for (int i = 0; i < _count; i++)
        {
            bool isNew = distinct < 0 || _keys[i] != _keys[distinct];
            distinct += isNew ? 1 : 0;
            _keys[distinct] = _keys[i];
            _weights[distinct] = (isNew ? 0 : _weights[distinct]) + _weights[i];
        }

        WeightedKnots knots = new(_keys.AsSpan(0, distinct + 1).ToArray(), _weights.AsSpan(0, distinct + 1).ToArray(), 0);
        foreach (long[] buffer in (long[][])[_keys, _weights, _mergedKeys, _mergedWeights])
        {
            ArrayPool<long>.Shared.Return(buffer);
        }

        return knots;
    }
}
