using DataIngestion.Cli.Commands;

return await IngestCommand.InvokeAsync(args);
