namespace DataIngestion.Drift;

/// <summary>The names of <see cref="DriftKind"/> in JSON.</summary>
internal static class KindText
{
    public static string Of(DriftKind kind) => kind switch
    {
        DriftKind.Prior => "prior",
        DriftKind.Concept => "concept",
        _ => "covariate",
    };

    public static DriftKind Parse(string? text) => text switch
    {
        "covariate" => DriftKind.Covariate,
        "prior" => DriftKind.Prior,
        "concept" => DriftKind.Concept,
        _ => throw new FormatException($"The kind '{text}' is not known."),
    };
}
