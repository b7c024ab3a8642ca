namespace QuickStart;

/// <summary>The sample's folder. Only a folder that an earlier run of the sample made is emptied.</summary>
internal static class Workspace
{
    private const string MarkerName = ".made-by-quickstart";

    public static string Prepare(string folder)
    {
        string root = Path.GetFullPath(folder);
        string marker = Path.Combine(root, MarkerName);
        if (Directory.Exists(root))
        {
            if (!File.Exists(marker) && Directory.EnumerateFileSystemEntries(root).Any())
            {
                throw new InvalidOperationException($"'{root}' holds something else. Name an empty folder: dotnet run --project samples/QuickStart -- FOLDER");
            }

            Directory.Delete(root, recursive: true);
        }

        Directory.CreateDirectory(Path.Combine(root, "incoming"));
        File.WriteAllText(marker, "The QuickStart sample empties this folder when it runs again.\n");
        return root;
    }
}
