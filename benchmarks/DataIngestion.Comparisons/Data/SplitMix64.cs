namespace DataIngestion.Comparisons.Data;

// Vigna's SplitMix64: one addition and a mix, so that a file of millions of rows is the same on every machine.
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        return Mix(z);
    }

    public uint Below(uint limit) => (uint)(((Next() >> 32) * limit) >> 32);

    // The cube of a uniform number: dense near zero with a long tail.
    public uint SkewedBelow(uint limit)
    {
        ulong u = Next() >> 32;
        return (uint)((((((u * u) >> 32) * u) >> 32) * limit) >> 32);
    }

    public static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
