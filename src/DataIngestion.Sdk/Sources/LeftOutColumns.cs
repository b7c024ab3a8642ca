namespace DataIngestion.Sources;

/// <summary>Columns that a reader was told to leave out are reported with what it detected: nothing is dropped in silence.</summary>
internal static class LeftOutColumns
{
    public const string Key = "columns left out";

    public static IReadOnlyDictionary<string, string> Report(IReadOnlyDictionary<string, string> detected, IReadOnlyList<string> names) => names.Count == 0
        ? detected
        : new Dictionary<string, string>(detected) { [Key] = string.Join(", ", names) };
}
