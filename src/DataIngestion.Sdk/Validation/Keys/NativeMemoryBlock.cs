using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Validation;

/// <summary>Zeroed memory outside the managed heap: given back at once, where a growing array would wait for a collection.</summary>
internal sealed unsafe class NativeMemoryBlock : SafeHandleZeroOrMinusOneIsInvalid
{
    public NativeMemoryBlock(nuint bytes)
        : base(ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.AllocZeroed(bytes));
    }

    public void* Pointer => (void*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
