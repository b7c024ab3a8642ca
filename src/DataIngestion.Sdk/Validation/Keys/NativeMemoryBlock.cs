using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DataIngestion.Validation;

/// <summary>Zeroed memory outside the managed heap, in whole cache lines: given back at once, where a growing array would wait for a collection.</summary>
internal sealed unsafe class NativeMemoryBlock : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int CacheLine = 64;

    public NativeMemoryBlock(nuint bytes)
        : base(ownsHandle: true)
    {
        // Fresh pages are zero already, which aligned allocation could not tell.
        SetHandle((nint)NativeMemory.AllocZeroed(bytes + CacheLine));
    }

    public void* Pointer => (void*)((handle + CacheLine - 1) & -CacheLine);

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
