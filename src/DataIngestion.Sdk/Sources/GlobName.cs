namespace DataIngestion.Sources;

internal static class GlobName
{
    public static bool IsPattern(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>Matches one name in linear space: on a mismatch the latest <c>*</c> takes one more character.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        // As in a shell, a wildcard does not match the dot of a hidden file: many programs write to such names before they rename.
        if (name[0] == '.' && pattern[0] != '.')
        {
            return false;
        }

        int at = 0;
        int star = -1;
        int resume = 0;
        for (int index = 0; index < name.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = index;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern[at] == name[index]))
            {
                at++;
                index++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                index = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(at).TrimStart('*').IsEmpty;
    }
}
