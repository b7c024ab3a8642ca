namespace DataIngestion.Delta;

// add.path and remove.path are URI references: encoded once on the way in, decoded once on the way out.
internal static class DeltaPath
{
    public static string Decode(string uri)
    {
        string path = Uri.UnescapeDataString(WithoutFileScheme(uri));
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    // '=' stays readable in directories such as p=1; everything else outside the unreserved characters is escaped,
    // '+' too, because some readers take it for a space.
    public static string Encode(string path)
    {
        int authority = path.IndexOf("://", StringComparison.Ordinal);
        string scheme = authority > 0 ? path[..(authority + 3)] : "";
        IEnumerable<string> segments = path[scheme.Length..].Split('/').Select(
            segment => Uri.EscapeDataString(segment).Replace("%3D", "=", StringComparison.Ordinal));
        return scheme + string.Join('/', segments);
    }

    // Inside the table's root, so that a store path can be made of it.
    public static bool IsInsideTable(string path) =>
        path.Length > 0 && path[0] != '/' && !path.Contains("://", StringComparison.Ordinal)
        && path.Split('/').All(segment => segment is not ("" or "." or ".."));

    // Hadoop writes an absolute local path as /x, file:/x or file:///x: one file.
    private static string WithoutFileScheme(string uri)
    {
        if (!uri.StartsWith("file:/", StringComparison.OrdinalIgnoreCase))
        {
            return uri;
        }

        string rest = uri["file:".Length..];
        return rest.StartsWith("///", StringComparison.Ordinal) ? rest[2..] : rest;
    }
}
