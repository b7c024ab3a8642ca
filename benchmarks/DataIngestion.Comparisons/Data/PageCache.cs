namespace DataIngestion.Comparisons.Data;

// Both sides read their input from memory: it is read once before the first pair.
internal static class PageCache
{
    public static void Warm(string file)
    {
        byte[] buffer = new byte[1 << 20];
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        while (stream.Read(buffer) > 0) { }
    }
}
