using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Memory;

namespace DataIngestion.Columnar;

/// <summary>Native memory that is written by index and then becomes an Arrow buffer as it is: neither zeroed before nor copied after.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The memory is handed over to the buffer that is built; memory of columns that fail half-way is freed by its own finaliser.")]
internal sealed unsafe class ColumnMemory<T>
    where T : unmanaged
{
    private const int Alignment = 64;

    private readonly NativeMemoryManager? _memory;
    private readonly byte* _start;
    private readonly int _length;
    private readonly int _slack;

    /// <summary>Takes memory.</summary>
    /// <param name="length">The values that the buffer will have; all must be written.</param>
    /// <param name="slack">How many more may be written, which the buffer will not show.</param>
    public ColumnMemory(int length, int slack = 0)
    {
        (_length, _slack) = (length, slack);
        int bytes = checked(length * sizeof(T));
        if (length + slack == 0)
        {
            return;
        }

        nint memory = Marshal.AllocHGlobal(checked((int)BitUtility.RoundUpToMultipleOf64(bytes + (slack * sizeof(T))) + Alignment));
        int offset = (int)(Alignment - (memory & (Alignment - 1)));

        // The manager takes off the same pressure when it frees the memory.
        GC.AddMemoryPressure(bytes + Alignment);
        _memory = new NativeMemoryManager(memory, offset, bytes);
        _start = (byte*)memory + offset;
    }

    /// <summary>The values, slack included. Valid while this object is reachable.</summary>
    public Span<T> Span => new(_start, _length + _slack);

    /// <summary>The buffer, which owns the memory from now on.</summary>
    public ArrowBuffer Build()
    {
        if (_length == 0)
        {
            Free();
            return ArrowBuffer.Empty;
        }

        // A builder copies what it holds to memory that it asks for; this one holds the first byte, and gets this memory.
        return new ArrowBuffer.Builder<byte>(1).Append(*_start).Build(new Handover(_memory!));
    }

    /// <summary>Gives back memory that is not made a buffer; else the collector does.</summary>
    public void Free() => ((IDisposable?)_memory)?.Dispose();

    private sealed class Handover(IMemoryOwner<byte> memory) : MemoryAllocator
    {
        protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
        {
            bytesAllocated = memory.Memory.Length;
            return memory;
        }
    }
}
