using System.Numerics;

namespace DataIngestion.Validation;

/// <summary>An open-addressing table from 128-bit keys to row ordinals: 24 bytes a slot, no object per key.</summary>
internal sealed class KeyTable(long seed)
{
    private const int SmallestCapacity = 1024;

    private UInt128[] _keys = new UInt128[SmallestCapacity];

    // 0 is an empty slot, n + 1 stands for ordinal n, and a negative entry is one that a probe has met.
    private long[] _entries = new long[SmallestCapacity];

    public int Count { get; private set; }

    public bool Add(UInt128 key, long ordinal)
    {
        if (Count >= _keys.Length / 4 * 3)
        {
            Grow();
        }

        int slot = Find(key);
        if (_entries[slot] != 0)
        {
            return false;
        }

        _keys[slot] = key;
        _entries[slot] = ordinal + 1;
        Count++;
        return true;
    }

    public bool Contains(UInt128 key) => _entries[Find(key)] != 0;

    // The ordinal of the key the first time that it is asked for, else -1.
    public long Match(UInt128 key)
    {
        int slot = Find(key);
        long entry = _entries[slot];
        if (entry <= 0)
        {
            return -1;
        }

        _entries[slot] = -entry;
        return entry - 1;
    }

    public void ForgetMatches()
    {
        for (int slot = 0; slot < _entries.Length; slot++)
        {
            _entries[slot] = Math.Abs(_entries[slot]);
        }
    }

    public IEnumerable<(UInt128 Key, long Ordinal)> Entries()
    {
        for (int slot = 0; slot < _entries.Length; slot++)
        {
            if (_entries[slot] != 0)
            {
                yield return (_keys[slot], Math.Abs(_entries[slot]) - 1);
            }
        }
    }

    private int Find(UInt128 key)
    {
        int mask = _keys.Length - 1;
        int slot = (int)(Mix(key) & (uint)mask);
        while (_entries[slot] != 0 && _keys[slot] != key)
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }

    // Folds a 64 by 64 bit product. The seed keeps crafted keys from filling one stretch of the table.
    private ulong Mix(UInt128 key)
    {
        ulong high = Math.BigMul((ulong)key ^ (ulong)seed, (ulong)(key >> 64) ^ BitOperations.RotateLeft((ulong)seed, 29) ^ 0x9E3779B97F4A7C15, out ulong low);
        return (high ^ low) * 0x9E3779B97F4A7C15 >> 32;
    }

    private void Grow()
    {
        UInt128[] keys = _keys;
        long[] entries = _entries;
        _keys = new UInt128[checked(keys.Length * 2)];
        _entries = new long[_keys.Length];
        for (int slot = 0; slot < entries.Length; slot++)
        {
            if (entries[slot] != 0)
            {
                int target = Find(keys[slot]);
                _keys[target] = keys[slot];
                _entries[target] = entries[slot];
            }
        }
    }
}
