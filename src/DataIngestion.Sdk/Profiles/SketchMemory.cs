using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Profiles;

/// <summary>Room for keys outside the managed heap, as long as is asked for and given back at once: pooled arrays of such lengths are up to twice as long and stay with the pool.</summary>
/// <remarks>Not zeroed. The span is valid while this object is reachable and not disposed.</remarks>
internal sealed unsafe class SketchMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    public SketchMemory(int length)
        : base(ownsHandle: true)
    {
        Length = length;
        if (length > 0)
        {
            SetHandle((nint)NativeMemory.Alloc((nuint)length, sizeof(long)));
        }
    }

    public int Length { get; }

    public Span<long> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return new((void*)handle, Length);
        }
    }

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
