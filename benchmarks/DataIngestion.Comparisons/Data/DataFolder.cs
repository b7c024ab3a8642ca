using System.Globalization;

namespace DataIngestion.Comparisons.Data;

// Where inputs are kept between runs. A file is made under another name first, so that an interrupted run leaves no half file.
internal sealed class DataFolder(string root)
{
    private const ulong CurrentSeed = 1;
    private const ulong ReferenceSeed = 2;

    private static readonly DateTime LongAgo = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public string Root { get; } = root;

    // The first version of the table has at most this many rows, whatever the size of the delivery.
    public static long ReferenceRows(long rows) => Math.Min(rows, 1_000_000);

    // incoming/1-reference.csv is published beforehand; incoming/2-current.csv is what is measured.
    public string IngestFolder(long rows)
    {
        string folder = Path.Combine(Root, "claims-" + rows.ToString(CultureInfo.InvariantCulture));
        Ensure(Path.Combine(folder, "incoming", "1-reference.csv"), file => ClaimsFile.Write(ReferenceRows(rows), file, ReferenceSeed));
        Ensure(CurrentCsv(folder), file => ClaimsFile.Write(rows, file, CurrentSeed));
        return folder;
    }

    public static string CurrentCsv(string ingestFolder) => Path.Combine(ingestFolder, "incoming", "2-current.csv");

    public string DriftFolder(long rows)
    {
        string folder = Path.Combine(Root, "drift-" + rows.ToString(CultureInfo.InvariantCulture));
        Ensure(Path.Combine(folder, "reference", "done"), done => DriftSample.Write(rows, Path.GetDirectoryName(done)!, ReferenceSeed));
        Ensure(Path.Combine(folder, "current", "done"), done => DriftSample.Write(rows, Path.GetDirectoryName(done)!, CurrentSeed));
        return folder;
    }

    public static void Ensure(string file, Action<string> make)
    {
        if (File.Exists(file)) { return; }
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string partial = file + ".partial";
        make(partial);
        // A source leaves files alone that may still be written.
        File.SetLastWriteTimeUtc(partial, LongAgo);
        File.Move(partial, file);
    }

    public static void CopyFolder(string from, string to)
    {
        if (Directory.Exists(to)) { Directory.Delete(to, recursive: true); }
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
