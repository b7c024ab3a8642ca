namespace DataIngestion;

/// <summary>A folder of a store: where a pipeline keeps its raw copies or its tables.</summary>
/// <param name="Store">The store.</param>
/// <param name="Folder">The folder, or the empty string for the store's root.</param>
public sealed record StorageZone(IStore Store, string Folder)
{
    /// <summary>The store path of something inside the zone.</summary>
    /// <param name="path">The path inside the zone.</param>
    /// <returns>The path below the store's root.</returns>
    public string PathOf(string path) => Folder.Length == 0 ? path : Folder + "/" + path;

    /// <summary>A zone inside this one.</summary>
    /// <param name="folder">The folder inside the zone.</param>
    /// <returns>The inner zone.</returns>
    public StorageZone Zone(string folder) => new(Store, PathOf(folder));

    /// <inheritdoc/>
    public override string ToString() => Store.Name.TrimEnd('/') + "/" + Folder;
}
