using DataIngestion.Cli.PipelineFiles;

namespace DataIngestion.Cli.Output;

internal static class OutputFile
{
    public static async Task WriteAsync(string file, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(file, content, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PipelineFileException($"'{file}' cannot be written: {fault.Message}", fault);
        }
    }
}
