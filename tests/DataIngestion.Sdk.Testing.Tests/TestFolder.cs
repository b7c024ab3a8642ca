namespace DataIngestion;

/// <summary>Folders that go with the test class.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("conformance-").FullName;
    private int _made;

    /// <summary>An empty folder, another one at each call.</summary>
    public string Next() => Directory.CreateDirectory(Path.Combine(_root, Interlocked.Increment(ref _made).ToString())).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
