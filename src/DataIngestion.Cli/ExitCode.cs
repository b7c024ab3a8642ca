namespace DataIngestion.Cli;

/// <summary>What a scheduler reads. 99 is the code that Airflow's shell operator takes for "skip".</summary>
internal static class ExitCode
{
    public const int Published = 0;
    public const int Failed = 1;
    public const int Held = 2;
    public const int BadUsage = 64;
    public const int NothingNew = 99;

    public static int Of(PipelineStatus status) => status switch
    {
        PipelineStatus.Published => Published,
        PipelineStatus.Held => Held,
        PipelineStatus.NothingNew => NothingNew,
        _ => Failed,
    };
}
