using System.CommandLine;

namespace DataIngestion.Cli.Commands;

/// <summary>The loud option that checks of a file need to start programs.</summary>
internal static class ProgramsOption
{
    public static Option<bool> Create() => new("--allow-programs") { Description = "Let checks of the file start programs ('external'). Only for files that you trust as you trust code." };
}
