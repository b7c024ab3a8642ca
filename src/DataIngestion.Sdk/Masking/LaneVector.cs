using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace DataIngestion.Masking;

/// <summary>One 32-bit word of several messages. Its memory is the words side by side.</summary>
internal interface ILaneVector<TSelf>
    where TSelf : unmanaged, ILaneVector<TSelf>
{
    static abstract TSelf Create(uint word);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator ^(TSelf left, TSelf right);

    static abstract TSelf Select(TSelf condition, TSelf whenSet, TSelf whenClear);

    static abstract TSelf ShiftRight(TSelf value, [ConstantExpected] byte bits);

    static abstract TSelf RotateRight(TSelf value, [ConstantExpected] byte bits);
}

/// <summary>The words of eight messages.</summary>
internal readonly struct EightLanes(Vector256<uint> words) : ILaneVector<EightLanes>
{
    private readonly Vector256<uint> _words = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Create(uint word) => new(Vector256.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes left, EightLanes right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator ^(EightLanes left, EightLanes right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Select(EightLanes condition, EightLanes whenSet, EightLanes whenClear) =>
        new(Vector256.ConditionalSelect(condition._words, whenSet._words, whenClear._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes ShiftRight(EightLanes value, [ConstantExpected] byte bits) => new(value._words >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes RotateRight(EightLanes value, [ConstantExpected] byte bits) => new(Avx512F.VL.IsSupported
        ? Avx512F.VL.RotateRight(value._words, bits)
        : (value._words >>> bits) | (value._words << (32 - bits)));
}

/// <summary>The words of sixteen messages.</summary>
internal readonly struct SixteenLanes(Vector512<uint> words) : ILaneVector<SixteenLanes>
{
    private readonly Vector512<uint> _words = words;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes Create(uint word) => new(Vector512.Create(word));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes operator +(SixteenLanes left, SixteenLanes right) => new(left._words + right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes operator ^(SixteenLanes left, SixteenLanes right) => new(left._words ^ right._words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes Select(SixteenLanes condition, SixteenLanes whenSet, SixteenLanes whenClear) =>
        new(Vector512.ConditionalSelect(condition._words, whenSet._words, whenClear._words));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes ShiftRight(SixteenLanes value, [ConstantExpected] byte bits) => new(value._words >>> bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenLanes RotateRight(SixteenLanes value, [ConstantExpected] byte bits) => new(Avx512F.IsSupported
        ? Avx512F.RotateRight(value._words, bits)
        : (value._words >>> bits) | (value._words << (32 - bits)));
}
