using DataIngestion.Storage;

namespace DataIngestion.Sources;

/// <summary>Matches store paths: <c>*</c> and <c>?</c> inside a name, <c>**</c> for any folders, <c>{a,b}</c> for alternatives.</summary>
internal sealed class FileGlob
{
    private const int MostAlternatives = 1_000;

    private readonly string[][] _alternatives;

    public FileGlob(string pattern)
    {
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        string[] expanded = [.. GlobBraces.Expand(pattern).Take(MostAlternatives + 1)];
        if (expanded.Length > MostAlternatives)
        {
            throw new ArgumentException($"The pattern '{pattern}' has more than {MostAlternatives} alternatives.", nameof(pattern));
        }

        foreach (string alternative in expanded)
        {
            if (!StorePath.IsValid(alternative))
            {
                throw new ArgumentException(
                    $"The pattern '{pattern}' is not a store path: it must be relative, without empty, '.' or '..' segments.", nameof(pattern));
            }
        }

        _alternatives = [.. expanded.Select(alternative => alternative.Split('/'))];
        Folder = CommonFolder(_alternatives);
    }

    /// <summary>The deepest folder that holds all matches.</summary>
    public string Folder { get; }

    public bool IsMatch(string path)
    {
        string[] names = path.Split('/');
        return _alternatives.Any(alternative => Matches(alternative, names));
    }

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        while (pattern.Length > 0 && pattern[0] != "**")
        {
            if (names.Length == 0 || !GlobName.IsMatch(pattern[0], names[0]))
            {
                return false;
            }

            pattern = pattern[1..];
            names = names[1..];
        }

        return pattern.Length == 0 ? names.Length == 0 : MatchesDeep(pattern[1..], names);
    }

    // As in a shell, '**' passes no folder whose name begins with a dot.
    private static bool MatchesDeep(ReadOnlySpan<string> pattern, ReadOnlySpan<string> names)
    {
        if (pattern.Length == 0)
        {
            return names.Length > 0 && !AnyHidden(names);
        }

        for (; ; names = names[1..])
        {
            if (Matches(pattern, names))
            {
                return true;
            }

            if (names.Length == 0 || names[0][0] == '.')
            {
                return false;
            }
        }
    }

    private static bool AnyHidden(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (name[0] == '.')
            {
                return true;
            }
        }

        return false;
    }

    private static string CommonFolder(string[][] alternatives)
    {
        string[] first = alternatives[0];
        int depth = 0;
        while (alternatives.All(names => depth < names.Length - 1 && !GlobName.IsPattern(names[depth]) && names[depth] == first[depth]))
        {
            depth++;
        }

        return string.Join('/', first.Take(depth));
    }
}
