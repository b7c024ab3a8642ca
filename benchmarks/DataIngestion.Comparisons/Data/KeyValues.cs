namespace DataIngestion.Comparisons.Data;

// Unique pairs in no order: the policy repeats on up to four days.
internal static class KeyValues
{
    public static void Fill(long start, Span<long> policies, Span<int> days)
    {
        for (int i = 0; i < policies.Length; i++)
        {
            ulong row = (ulong)(start + i);
            ulong policy = SplitMix64.Mix((row >> 2) + 1);
            policies[i] = (long)(policy >> 1);
            days[i] = 16_436 + (int)(policy % 900) + ((int)(row & 3) * 31);
        }
    }
}
