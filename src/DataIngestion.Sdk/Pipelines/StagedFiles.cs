using DataIngestion.Parquet;

namespace DataIngestion.Pipelines;

/// <summary>The data files that a run has staged. They are removed unless a commit may refer to them.</summary>
internal sealed class StagedFiles(PipelineDefinition definition)
{
    private readonly List<(StorageZone Zone, string Path)> _files = [];

    /// <summary>Whether a commit was begun: from then on a failure says nothing about whether the delivery is published.</summary>
    public bool MayBeReferenced { get; private set; }

    public PassResult Add(PassResult pass)
    {
        _files.AddRange(pass.Files.Select(file => (definition.Table, file.Path)));
        _files.AddRange(pass.QuarantineFiles.Select(file => (definition.Quarantine, file.Path)));
        return pass;
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
