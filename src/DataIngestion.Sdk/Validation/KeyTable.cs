namespace DataIngestion.Validation;

/// <summary>An open-addressing set of 128-bit keys that remembers the order in which they were added.</summary>
internal sealed class KeyTable
{
    private const int Free = 0;
    private UInt128[] _keys = new UInt128[1 << 12];

    // Ordinal plus one; negative once it was matched.
    private long[] _ordinals = new long[1 << 12];

    public long Count { get; private set; }

    public bool TryAdd(UInt128 key)
    {
        if (Count * 10 >= _keys.LongLength * 7)
        {
            Grow();
        }

        long slot = Find(key);
        if (_ordinals[slot] != Free)
        {
            return false;
        }

        (_keys[slot], _ordinals[slot]) = (key, ++Count);
        return true;
    }

    /// <summary>Finds a key; each is found once.</summary>
    public bool TryMatch(UInt128 key, out long ordinal)
    {
        long slot = Find(key);
        ordinal = _ordinals[slot] - 1;
        if (_ordinals[slot] <= Free)
        {
            return false;
        }

        _ordinals[slot] = -_ordinals[slot];
        return true;
    }

    private long Find(UInt128 key)
    {
        long mask = _keys.LongLength - 1;
        long slot = Mix(key) & mask;
        while (_ordinals[slot] != Free && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // Packed keys are often consecutive numbers; multiplying spreads them over the table.
    private static long Mix(UInt128 key)
    {
        ulong mixed = ((ulong)key * 0x9E3779B97F4A7C15UL) ^ ((ulong)(key >> 64) * 0xC2B2AE3D27D4EB4FUL);
        return (long)(mixed ^ (mixed >> 32));
    }

    private void Grow()
    {
        (UInt128[] keys, long[] ordinals) = (_keys, _ordinals);
        _keys = new UInt128[keys.LongLength * 2];
        _ordinals = new long[keys.LongLength * 2];
        for (long slot = 0; slot < keys.LongLength; slot++)
        {
            if (ordinals[slot] != Free)
            {
                long target = Find(keys[slot]);
                (_keys[target], _ordinals[target]) = (keys[slot], ordinals[slot]);
            }
        }
    }
}
