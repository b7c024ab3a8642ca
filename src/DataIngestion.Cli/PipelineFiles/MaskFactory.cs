namespace DataIngestion.Cli.PipelineFiles;

internal static class MaskFactory
{
    public static void Apply(IReadOnlyList<MaskSection> sections, MaskBuilder mask, string folder)
    {
        foreach (MaskSection section in sections)
        {
            string column = YamlValue.Required(section.Column, "mask[].column");
            _ = section.With switch
            {
                "drop" => mask.Drop(column),
                "redact" => mask.Redact(column),
                "hash" => mask.Hash(column, Key(section, column, folder)),
                "zip3" => mask.Zip3(column),
                "truncate" => mask.Truncate(column, section.Length ?? throw Missing(column, "length")),
                "bucket" => mask.Bucket(column, section.Width ?? throw Missing(column, "width")),
                "month" => mask.BucketToMonth(column),
                "year" => mask.BucketToYear(column),
                _ => throw new ArgumentException(
                    $"'mask[{column}].with' is '{section.With}': use drop, redact, hash, zip3, truncate, bucket, month or year."),
            };
        }
    }

    private static MaskKey Key(MaskSection section, string column, string folder) => (section.KeyEnvironment, section.KeyFile) switch
    {
        ({ } name, null) => MaskKey.FromEnvironment(name),
        (null, { } file) => MaskKey.FromFile(Path.GetFullPath(file, folder)),
        _ => throw new ArgumentException(
            $"'mask[{column}]' needs one of 'key_environment' (the name of an environment variable) and 'key_file'; a key is never written into the pipeline file."),
    };

    private static ArgumentException Missing(string column, string setting) => new($"'mask[{column}].{setting}' is missing.");
}
