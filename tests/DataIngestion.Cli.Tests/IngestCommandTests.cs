using System.Text.Json;

namespace DataIngestion.Cli;

/// <summary>The tool in a process of its own, as a scheduler calls it.</summary>
public sealed class IngestCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ingest-cli-").FullName;

    [Fact]
    public async Task Run_NewFile_ExitsZeroWithOneJsonObjectLast()
    {
        Prepare("id,age\n1,30\n");
        (int exitCode, string output, string error) = await IngestAsync("run", "claims.yaml");
        exitCode.ShouldBe(0, error);
        error.ShouldContain("detected: delimiter: comma");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        JsonElement json = LastLine(output);
        json.GetProperty("status").GetString().ShouldBe("published");
        json.GetProperty("runs")[0].GetProperty("version").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Run_NothingNew_ExitsNinetyNine()
    {
        Prepare("id,age\n1,30\n");
        await IngestAsync("run", "claims.yaml");
        (int exitCode, string output, _) = await IngestAsync("run", "claims.yaml");
        exitCode.ShouldBe(99);
        LastLine(output).GetProperty("status").GetString().ShouldBe("nothingNew");
    }

    [Fact]
    public async Task Run_BrokenDelivery_ExitsTwoThenReleaseExitsZero()
    {
        Prepare("id,age\n1,old\n2,30\n");
        (int exitCode, string output, string error) = await IngestAsync("run", "claims.yaml");
        exitCode.ShouldBe(2, error);
        error.ShouldContain("old");
        string run = LastLine(output).GetProperty("runs")[0].GetProperty("runId").GetString()!;
        (await IngestAsync("release", run)).ExitCode.ShouldBe(64, "a release needs a reason");
        (int released, string releasedOutput, string releasedError) = await IngestAsync("release", run, "--reason", "agreed");
        released.ShouldBe(0, releasedError);
        LastLine(releasedOutput).GetProperty("runs")[0].GetProperty("rows").GetProperty("quarantined").GetInt64().ShouldBe(1);
        (await IngestAsync("run", "claims.yaml")).ExitCode.ShouldBe(99);
    }

    [Fact]
    public async Task Discard_HeldRun_ExitsZeroAndIsInTheHistory()
    {
        Prepare("id,age\n1,old\n");
        string run = LastLine((await IngestAsync("run", "claims.yaml")).Output).GetProperty("runs")[0].GetProperty("runId").GetString()!;
        (await IngestAsync("discard", run)).ExitCode.ShouldBe(0);
        (int exitCode, string output, _) = await IngestAsync("history", "claims.yaml", "--json");
        exitCode.ShouldBe(0);
        output.ShouldContain("discarded");
        output.ShouldContain(run);
    }

    [Fact]
    public async Task Run_UnreadableFile_ExitsOneAndNamesIt()
    {
        Prepare("id,age\n1,30\n");
        File.WriteAllBytes(Path.Combine(_folder, "incoming", "b.csv"), [0x1f, 0x8b, 8, 0, 0]);
        (int exitCode, string output, string error) = await IngestAsync("run", "claims.yaml");
        exitCode.ShouldBe(1);
        error.ShouldContain("b.csv");
        LastLine(output).GetProperty("status").GetString().ShouldBe("failed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_PermissionDenied_ExitsOneAndNamesThePath(bool source)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv"), "As root this needs the program setpriv, to run as somebody else.");

        Prepare("id,age\n1,30\n");
        string lake = Directory.CreateDirectory(Path.Combine(_folder, "lake")).FullName;
        File.SetUnixFileMode(_folder, (UnixFileMode)0b101_101_101);
        File.SetUnixFileMode(lake, (UnixFileMode)(source ? 0b111_111_111 : 0b101_101_101));
        File.SetUnixFileMode(Path.Combine(_folder, "incoming", "a.csv"), source ? UnixFileMode.None : (UnixFileMode)0b100_100_100);
        (int exitCode, string output, string error) = await IngestAsAsync(somebodyElse: Environment.IsPrivilegedProcess, "run", "claims.yaml");
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(lake, (UnixFileMode)0b111_101_101);
        exitCode.ShouldBe(1, error);
        error.ShouldContain(source ? "incoming/a.csv" : "lake");
        error.ShouldNotContain("   at ");
        LastLine(output).GetProperty("status").GetString().ShouldBe("failed");
        Directory.Exists(Path.Combine(lake, "processed", "claims", "_delta_log")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "missing.yaml")]
    [InlineData("frobnicate")]
    [InlineData("show", "no-such-folder")]
    public async Task AnyCommand_BadUsage_ExitsSixtyFour(params string[] arguments)
    {
        (int exitCode, _, string error) = await IngestAsync(arguments);
        exitCode.ShouldBe(64);
        error.ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("sauce: {}\n", "sauce")]
    [InlineData("pipeline: claims\nsource: {csv: '*.csv'}\nvalidate: [{check: rnge, column: age}]\n", "rnge")]
    [InlineData("pipeline: claims\nsource: {csv: '*.csv'}\ncontract: {columns: [{name: id, type: int65}]}\n", "int65")]
    [InlineData("pipeline: claims\nsource: {csv: '*.csv'}\nmask: [{column: id, with: hash}]\n", "key_environment")]
    [InlineData("pipeline: claims\nsource: {csv: '*.csv'}\nlake: {mode: apend}\n", "apend")]
    public async Task Run_FaultInPipelineFile_ExitsSixtyFourAndNamesIt(string yaml, string named)
    {
        File.WriteAllText(Path.Combine(_folder, "claims.yaml"), yaml);
        (int exitCode, _, string error) = await IngestAsync("run", "claims.yaml");
        exitCode.ShouldBe(64);
        error.ShouldContain(named);
    }

    [Fact]
    public async Task Show_OldVersion_PrintsItsRows()
    {
        Prepare("id,age\n1,30\n");
        await IngestAsync("run", "claims.yaml");
        File.WriteAllText(Path.Combine(_folder, "incoming", "b.csv"), "id,age\n2,31\n");
        await IngestAsync("run", "claims.yaml");
        (int exitCode, string output, string error) = await IngestAsync("show", "lake/processed/claims", "--version", "0");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("1,30");
        output.ShouldNotContain("2,31");
    }

    [Fact]
    public async Task Verify_FlippedByte_ExitsOneAndNamesTheFile()
    {
        Prepare("id,age\n1,30\n");
        await IngestAsync("run", "claims.yaml");
        (await IngestAsync("verify", "claims.yaml")).ExitCode.ShouldBe(0);
        string raw = Directory.GetFiles(Path.Combine(_folder, "lake", "raw"), "*", SearchOption.AllDirectories).Single();
        byte[] bytes = File.ReadAllBytes(raw);
        bytes[^2] ^= 1;
        File.WriteAllBytes(raw, bytes);
        (int exitCode, _, string error) = await IngestAsync("verify", "claims.yaml");
        exitCode.ShouldBe(1);
        error.ShouldContain(Path.GetFileName(raw));
    }

    [Fact]
    public async Task Rebuild_FromTheTable_HoldsEveryRun()
    {
        Prepare("id,age\n1,30\n");
        await IngestAsync("run", "claims.yaml");
        (int exitCode, string output, string error) = await IngestAsync("rebuild", "claims.yaml", "--metadata", "again.db");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("1 run");
        await using SqliteMetadataStore rebuilt = SqliteMetadataStore.Open(Path.Combine(_folder, "again.db"));
        await using SqliteMetadataStore original = SqliteMetadataStore.Open(Path.Combine(_folder, "lake", "metadata.db"));
        string table = Path.Combine(_folder, "lake") + "/processed/claims";
        RunRecord again = (await rebuilt.GetRunsAsync(table, cancellationToken: TestContext.Current.CancellationToken)).Single();
        RunRecord first = (await original.GetRunsAsync(table, cancellationToken: TestContext.Current.CancellationToken)).Single();
        again.RunId.ShouldBe(first.RunId);
        again.Version.ShouldBe(first.Version);
        again.Rows.ShouldBe(first.Rows);
    }

    [Fact]
    public async Task Suggest_ThenValidate_ExitsZeroAndFindsWhatIsNew()
    {
        WriteData(row => $"{row};{row % 4};K-{row % 30:00}");
        (int exitCode, string output, string error) = await IngestAsync("suggest", "data.csv", "--delimiter", ";", "-o", "suite.yaml", "--masked", "code");
        exitCode.ShouldBe(0, error);
        output.ShouldBeEmpty();
        string suite = File.ReadAllText(Path.Combine(_folder, "suite.yaml"));
        suite.ShouldStartWith("# Proposed from data.csv, 60 rows");
        suite.ShouldContain("- {check: one_of, column: g, values: [0, 1, 2, 3], numbers: true}\n");
        (exitCode, _, error) = await IngestAsync("validate", "data.csv", "--suite", "suite.yaml", "--delimiter", ";");
        exitCode.ShouldBe(0, error);
        WriteData(row => $"{row};{row % 5};K-{row % 30:00}");
        (exitCode, output, _) = await IngestAsync("validate", "data.csv", "--suite", "suite.yaml", "--delimiter", ";");
        exitCode.ShouldBe(2);
        output.ShouldContain("one_of(g");
    }

    [Fact]
    public async Task Validate_SuiteThatStartsAProgram_NeedsToBeAllowed()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "ExternalValidator")))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        (int exitCode, string output, string error) = await IngestAsync("validate", "policies.csv", "--suite", "suite.yaml");
        exitCode.ShouldBe(64);
        error.ShouldContain("--allow-programs");
        Assert.SkipUnless(HasPython(), "The check of the sample is a program in Python, and python3 is not in PATH.");
        (exitCode, output, error) = await IngestAsync("validate", "policies.csv", "--suite", "suite.yaml", "--allow-programs", "--json");
        exitCode.ShouldBe(0, error);
        JsonElement check = LastLine(output).GetProperty("results").EnumerateArray().Single(check => check.GetProperty("check").GetString()!.StartsWith("external("));
        check.GetProperty("message").GetString().ShouldBe("2 premiums are far from those of their state");
        check.GetProperty("rowsFailed").GetInt32().ShouldBe(2);
        check.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("row").GetInt32()).Distinct().ShouldBe([4, 11]);
    }

    [Fact]
    public async Task Suggest_FileExists_ExitsSixtyFourUnlessForced()
    {
        WriteData(row => $"{row};{row % 4};x");
        File.WriteAllText(Path.Combine(_folder, "rules.cs"), "mine");
        (int exitCode, _, string error) = await IngestAsync("suggest", "data.csv", "--code", "-o", "rules.cs");
        exitCode.ShouldBe(64);
        error.ShouldContain("--force");
        File.ReadAllText(Path.Combine(_folder, "rules.cs")).ShouldBe("mine");
        (exitCode, _, error) = await IngestAsync("suggest", "data.csv", "--code", "-o", "rules.cs", "--force");
        exitCode.ShouldBe(0, error);
        File.ReadAllText(Path.Combine(_folder, "rules.cs")).ShouldContain("v.OneOf(\"g\", 0, 1, 2, 3);");
    }

    [Fact]
    public async Task Suggest_EmptyColumn_NoteOnStandardErrorAndYamlOnOutput()
    {
        WriteData(row => $"{row};;x");
        (int exitCode, string output, string error) = await IngestAsync("suggest", "data.csv", "--margin", "0");
        exitCode.ShouldBe(0, error);
        error.ShouldContain("'g' has no value");
        output.ShouldContain("checks:\n");
    }

    [Theory]
    [InlineData(64, "no-such.csv")]
    [InlineData(64, "data.csv", "--margin", "-1")]
    [InlineData(64, "data.csv", "--yaml", "--code")]
    [InlineData(64, "data.csv", "--masked", "nobody")]
    [InlineData(64, "data.csv", "-o", "no-such-folder/suite.yaml")]
    [InlineData(64, "data.csv", "--delimiter", "ab")]
    [InlineData(64, "data.csv", "--delimiter", "\n")]
    [InlineData(1, "empty.csv")]
    public async Task Suggest_Fault_ExitsWithTheCodeAndOneLine(int expected, params string[] arguments)
    {
        WriteData(row => $"{row};1;x");
        File.WriteAllText(Path.Combine(_folder, "empty.csv"), "");
        (int exitCode, _, string error) = await IngestAsync(["suggest", .. arguments]);
        exitCode.ShouldBe(expected, error);
        error.ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Help_Commands_NameSuggest()
    {
        (await IngestAsync("--help")).Output.ShouldContain("suggest <DATA>");
        (int exitCode, string output, _) = await IngestAsync("suggest", "--help");
        exitCode.ShouldBe(0);
        foreach (string option in new[] { "--yaml", "--code", "--output", "--force", "--margin", "--masked", "--delimiter" })
        {
            output.ShouldContain(option);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JsonElement LastLine(string output) =>
        JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;

    private static bool HasPython() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3")));

    private void WriteData(Func<int, string> row) =>
        File.WriteAllText(Path.Combine(_folder, "data.csv"), "id;g;code\n" + string.Concat(Enumerable.Range(0, 60).Select(at => row(at) + "\n")));

    private void Prepare(string csv)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "incoming"));
        File.WriteAllText(Path.Combine(_folder, "incoming", "a.csv"), csv);
        File.WriteAllText(Path.Combine(_folder, "claims.yaml"), """
            pipeline: claims
            source: {csv: incoming/*.csv, stable_seconds: 0}
            contract:
              primary_key: [id]
              columns:
                - {name: id, type: int64}
                - {name: age, type: int32}
            """);
    }

    private Task<(int ExitCode, string Output, string Error)> IngestAsync(params string[] arguments) => IngestTool.RunAsync(_folder, arguments);

    private Task<(int ExitCode, string Output, string Error)> IngestAsAsync(bool somebodyElse, params string[] arguments) => IngestTool.RunAsync(_folder, arguments, somebodyElse);
}
