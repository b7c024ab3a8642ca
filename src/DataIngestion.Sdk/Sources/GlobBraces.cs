namespace DataIngestion.Sources;

/// <summary>Expands <c>{a,b}</c>, nested ones too, into plain patterns.</summary>
internal static class GlobBraces
{
    public static IEnumerable<string> Expand(string pattern)
    {
        int open = pattern.IndexOfAny(['{', '}']);
        if (open < 0)
        {
            return [pattern];
        }

        List<string> choices = Choices(pattern, open, out int close);
        return choices.SelectMany(choice => Expand(pattern[..open] + choice + pattern[(close + 1)..]));
    }

    private static List<string> Choices(string pattern, int open, out int close)
    {
        List<string> choices = [];
        int depth = 0;
        int start = open + 1;
        for (int at = open; at < pattern.Length; at++)
        {
            depth += pattern[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth < 0)
            {
                break;
            }

            if (depth == 0 || (depth == 1 && pattern[at] == ','))
            {
                choices.Add(pattern[start..at]);
                start = at + 1;
            }

            if (depth == 0)
            {
                close = at;
                return choices;
            }
        }

        throw new ArgumentException($"The pattern '{pattern}' has a brace without its partner.", nameof(pattern));
    }
}
