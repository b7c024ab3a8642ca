using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DataIngestion.Cli.PipelineFiles;

/// <summary>Reads a pipeline file strictly: a key that means nothing is an error with its line.</summary>
internal static class PipelineFileReader
{
    public static PipelineFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new PipelineFileException($"There is no pipeline file '{path}'.");
        }

        try
        {
            using StreamReader reader = new(path);
            return new DeserializerBuilder()
                .WithNamingConvention(UnderscoredNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .Build()
                .Deserialize<PipelineFile?>(reader) ?? throw new PipelineFileException($"'{path}' is empty.");
        }
        catch (YamlException exception)
        {
            string reason = exception.InnerException?.Message ?? exception.Message;
            throw new PipelineFileException($"{path}, line {exception.Start.Line}: {reason}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PipelineFileException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
