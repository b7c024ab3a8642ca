namespace DataIngestion.Cli.PipelineFiles;

/// <summary>Turns words of a pipeline file into settings; what is wrong is an <see cref="ArgumentException"/> that names the setting and the words there are.</summary>
internal static class YamlValue
{
    public static T Enum<T>(string? word, T fallback, string setting)
        where T : struct, Enum
    {
        if (word is null)
        {
            return fallback;
        }

        return System.Enum.TryParse(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out T value) && System.Enum.IsDefined(value)
            ? value
            : throw new ArgumentException($"'{setting}' is '{word}': use one of {string.Join(", ", System.Enum.GetNames<T>().Select(Snake))}.");
    }

    public static char? Character(string? text, string setting) => text switch
    {
        null => null,
        "\\t" or "tab" => '\t',
        { Length: 1 } => text[0],
        _ => throw new ArgumentException($"'{setting}' is '{text}': use one character, or tab."),
    };

    public static string Required(string? value, string setting) =>
        value ?? throw new ArgumentException($"'{setting}' is missing.");

    private static string Snake(string name) =>
        string.Concat(name.Select((character, index) => char.IsUpper(character) ? (index > 0 ? "_" : "") + char.ToLowerInvariant(character) : character.ToString()));
}
