using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DataIngestion.Validation;

/// <summary>A place of a <see cref="KeyTable{TSlot}"/>; all zero is an empty one.</summary>
internal interface IKeySlot<TSelf>
    where TSelf : unmanaged, IKeySlot<TSelf>
{
    bool IsEmpty { get; }

    KeyEntry Entry { get; }

    static abstract TSelf Of(in KeyEntry key, long ordinal);

    bool Holds(in KeyEntry key);

    // The ordinal of the key the first time that it is asked for, else -1.
    long Match();
}

/// <summary>Keys of at most 12 bytes in rows below 2^31 - 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NarrowSlot : IKeySlot<NarrowSlot>
{
    public const int KeyBytes = 12;
    public const long MaxOrdinal = Matched - 2;
    private const uint Matched = 1u << 31;
    private ulong _low;
    private uint _high;
    private uint _mark;

    public readonly bool IsEmpty => _mark == 0;

    public readonly KeyEntry Entry => new(_low, _high, (_mark & ~Matched) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static NarrowSlot Of(in KeyEntry key, long ordinal) =>
        new() { _low = key.Low, _high = (uint)key.High, _mark = (uint)ordinal + 1 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Holds(in KeyEntry key) => ((_low ^ key.Low) | (_high ^ (uint)key.High)) == 0;

    public long Match()
    {
        long ordinal = (_mark & Matched) == 0 ? _mark - 1 : -1;
        _mark |= Matched;
        return ordinal;
    }
}

/// <summary>Keys of up to 16 bytes in any row.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WideSlot : IKeySlot<WideSlot>
{
    private const ulong Matched = 1ul << 63;
    private ulong _low;
    private ulong _high;
    private ulong _mark;

    public readonly bool IsEmpty => _mark == 0;

    public readonly KeyEntry Entry => new(_low, _high, (long)(_mark & ~Matched) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WideSlot Of(in KeyEntry key, long ordinal) =>
        new() { _low = key.Low, _high = key.High, _mark = (ulong)ordinal + 1 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Holds(in KeyEntry key) => ((_low ^ key.Low) | (_high ^ key.High)) == 0;

    public long Match()
    {
        long ordinal = (_mark & Matched) == 0 ? (long)_mark - 1 : -1;
        _mark |= Matched;
        return ordinal;
    }
}
