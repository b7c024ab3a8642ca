using System.Text;

namespace DataIngestion.Storage;

/// <summary>A folder that ends with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "dataingestion-" + Guid.NewGuid().ToString("N"));

    public LocalStore Store => LocalStore.Open(Path);

    public string Full(string path) => System.IO.Path.Combine(Path, path);

    /// <summary>Writes as a foreign program would, without the store.</summary>
    public string Write(string path, string content)
    {
        string full = Full(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    public string[] Files() => [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    public UnixFileMode Mode(string path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "File modes are a Unix matter.");
        return OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(Full(path));
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
