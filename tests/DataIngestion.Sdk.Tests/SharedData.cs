namespace DataIngestion;

/// <summary>Finds the folders of real inputs that other projects made; they are not part of this repository.</summary>
internal static class SharedData
{
    /// <summary>The folder from the environment variable, else <c>../shared/data/NAME</c> beside the repository; the test is skipped with the reason when neither is there.</summary>
    public static string Folder(string variable, string name)
    {
        string? folder = Find(variable, name);
        if (folder is null)
        {
            Assert.Skip(MissingReason(variable, name));
        }

        return folder;
    }

    public static string MissingReason(string variable, string name) => $"The data folder '{name}' is not here: set {variable} to run this test.";

    /// <summary>The same folder, or null where there is none; for lists of cases, which are made before a test can be skipped.</summary>
    public static string? Find(string variable, string name) =>
        (Environment.GetEnvironmentVariable(variable) ?? Beside(name)) is { } folder && Directory.Exists(folder) ? folder : null;

    private static string? Beside(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "..", "shared", "data", name);
            if (Directory.Exists(candidate))
            {
                return Path.GetFullPath(candidate);
            }
        }

        return null;
    }
}
