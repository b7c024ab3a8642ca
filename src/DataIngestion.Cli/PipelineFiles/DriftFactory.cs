namespace DataIngestion.Cli.PipelineFiles;

internal static class DriftFactory
{
    public static void Apply(DriftSection section, DriftBuilder drift)
    {
        _ = section.Against switch
        {
            null or "previous_version" => drift.AgainstPreviousVersion(),
            "whole_version" => drift.AgainstWholeVersion(),
            _ => throw new ArgumentException($"'drift.against' is '{section.Against}': use previous_version or whole_version."),
        };
        drift.OnDrift(YamlValue.Enum(section.OnDrift, DriftAction.Hold, "drift.on_drift"));
        Columns(section, drift);
        if (section.Significance is { } significance)
        {
            drift.Significance(significance);
        }

        if (section.MinimumRows is { } rows)
        {
            drift.MinimumRows(rows);
        }
    }

    private static void Columns(DriftSection section, DriftBuilder drift)
    {
        if (section.Target is { } target)
        {
            drift.Target(target);
        }

        if (section.Only is { } only)
        {
            drift.Only([.. only]);
        }

        if (section.Exclude is { } exclude)
        {
            drift.Exclude([.. exclude]);
        }
    }
}
