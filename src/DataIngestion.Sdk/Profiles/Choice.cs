using System.Runtime.CompilerServices;

namespace DataIngestion.Profiles;

/// <summary>Choices without a branch: in a merge of random data every second branch would be mispredicted, and the compiler keeps those in loops.</summary>
internal static class Choice
{
    /// <summary>1 or 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Number(bool condition) => Unsafe.BitCast<bool, byte>(condition);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Of(int condition, long ifOne, long ifZero) => ifZero ^ ((ifOne ^ ifZero) & -(long)condition);
}
