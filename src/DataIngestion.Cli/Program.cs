using DataIngestion;
using DataIngestion.Cli.Commands;

ProcessMemory.KeepFreed();
return await IngestCommand.InvokeAsync(args);
