using System.Buffers;
using Apache.Arrow.Memory;

namespace DataIngestion.Arrow;

/// <summary>Memory that knows whether it was given back, and that then holds rubbish.</summary>
internal sealed class WatchedMemory : MemoryAllocator
{
    /// <summary>The blocks that were not given back yet.</summary>
    public int Held { get; private set; }

    protected override IMemoryOwner<byte> AllocateInternal(int length, out int bytesAllocated)
    {
        Held++;
        bytesAllocated = length;
        return new Block(this, length);
    }

    private sealed class Block(WatchedMemory memory, int length) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = new byte[length];
        private bool _returned;

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            memory.Held -= _returned ? 0 : 1;
            _returned = true;
            _bytes.AsSpan().Fill(0xAB);
        }
    }
}
