namespace DataIngestion.Cli.PipelineFiles;

/// <summary>A pipeline file cannot be used; the message names the file and the setting.</summary>
internal sealed class PipelineFileException : Exception
{
    public PipelineFileException()
    {
    }

    public PipelineFileException(string message)
        : base(message)
    {
    }

    public PipelineFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
