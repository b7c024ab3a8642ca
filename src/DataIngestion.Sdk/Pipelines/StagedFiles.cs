using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The data files that a run has staged. They are removed unless a commit may refer to them.</summary>
/// <remarks>Each is told as soon as the store has it, so that a run that fails later leaves none behind.</remarks>
internal sealed class StagedFiles
{
    private readonly Lock _gate = new();
    private readonly List<(StorageZone Zone, string Path)> _files = [];

    /// <summary>Whether a commit was begun: from then on a failure says nothing about whether the delivery is published.</summary>
    public bool MayBeReferenced { get; private set; }

    /// <summary>Adds a file. Thread-safe: lanes write side by side.</summary>
    public void Add(StorageZone zone, string path)
    {
        lock (_gate)
        {
            _files.Add((zone, path));
        }
    }

    /// <summary>From now on a commit may refer to the files, whatever the store answers: only clean-up by reference may remove them.</summary>
    public void Keep()
    {
        MayBeReferenced = true;
        _files.Clear();
    }

    public async ValueTask DiscardAsync()
    {
        foreach ((StorageZone zone, string path) in _files)
        {
            await zone.Store.DeleteAsync(zone.PathOf(path)).ConfigureAwait(false);
        }

        _files.Clear();
    }
}
