using System.Runtime.InteropServices;

namespace DataIngestion.Pipelines;

public sealed class ProcessMemoryTests
{
    [Fact]
    public void KeepFreed_Glibc_IsSet()
    {
        Assert.SkipUnless(RuntimeInformation.RuntimeIdentifier.StartsWith("linux-", StringComparison.Ordinal) && File.Exists("/lib64/ld-linux-x86-64.so.2"), "The C library is not glibc on x86-64.");

        ProcessMemory.KeepFreed().ShouldBeTrue();
    }
}
