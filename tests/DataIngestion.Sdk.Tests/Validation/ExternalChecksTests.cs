using System.Diagnostics;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

/// <summary>Real programs: the shell and awk, which every system of these tests has.</summary>
public sealed class ExternalChecksTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("external").FullName;

    public ExternalChecksTests() => Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "The programs of these tests are written for a POSIX shell.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task External_ProgramThatJudgesTheWhole_GivesItsVerdictMessageAndObservation()
    {
        ValidationResult passed = await CheckAsync("n=$(wc -l); echo \"{\\\"passed\\\": true, \\\"observed\\\": $n}\"", Table());
        passed.Passed.ShouldBeTrue();
        passed.Observed!.Value.GetInt32().ShouldBe(5);
        passed.RowsChecked.ShouldBe(4);
        ValidationResult failed = await CheckAsync("cat > /dev/null; echo '{\"passed\": false, \"message\": \"too few\"}'", Table());
        failed.Passed.ShouldBeFalse();
        failed.Message.ShouldBe("too few");
        failed.RowsFailed.ShouldBe(0);
    }

    [Fact]
    public async Task External_ProgramThatNamesRows_FailsThoseRowsOfAllBatches()
    {
        // Rows count from 0 after the header; amounts above 15 are wrong.
        const string Awk = "awk -F, 'NR > 1 && $2 > 15 { rows = rows s (NR - 2); s = \",\" } END { print \"{\\\"failed_rows\\\": [\" rows \"], \\\"rows_missing\\\": 1}\" }'";
        ValidationResult result = await CheckAsync(Awk, new() { Scope = CheckScope.Row, Columns = ["name", "amount"] }, Table(), Table());
        result.Passed.ShouldBeFalse();
        (result.RowsChecked, result.RowsFailed, result.RowsMissing).ShouldBe((8, 4, 1));
        result.Message.ShouldBe("The program found faults; it names 4 of 8 rows.");
        result.Samples.Where(sample => sample.Column == "amount").Select(sample => (sample.Row, sample.Value)).ShouldBe([(2, "20"), (4, "40"), (6, "20"), (8, "40")]);
    }

    [Fact]
    public async Task External_RowsToQuarantine_NamesThemInTheSecondRun()
    {
        ValidationBuilder rules = new();
        rules.External("amounts", "/bin/sh", ["-c", "cat > /dev/null; echo '{\"failed_rows\": [2]}'"], new() { Scope = CheckScope.Row }).Quarantine();
        using ValidationRun first = new(rules.Rules, Table().Schema, new ValidationRunOptions());
        Observe(first);
        (await first.CompleteAsync(Token))[0].OnFailure.ShouldBe(FailureAction.Hold);
        using ValidationRun second = new(first.SecondPassRules, Table().Schema, new ValidationRunOptions());
        RowVerdicts verdicts = Observe(second);
        ValidationResult result = (await second.CompleteAsync(Token))[0];
        result.OnFailure.ShouldBe(FailureAction.Quarantine);
        Enumerable.Range(0, 4).Where(row => verdicts.IsRejected(row)).ShouldBe([2]);
    }

    [Fact]
    public async Task External_Csv_IsThatOfRfc4180()
    {
        RecordBatch batch = Batches.Of(
            ("text", Batches.Strings("a,b", "say \"x\"", "", null, "two\r\nlines", "ä")),
            ("number", Batches.Float64(0.1, null, -1e300, 3, 4, 5)));
        await CheckAsync($"cat > '{_folder}/rows'; echo '{{\"passed\": true}}'", batch);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "rows"), Token)).ShouldBe(
            "text,number\r\n\"a,b\",0.1\r\n\"say \"\"x\"\"\",\r\n\"\",-1E+300\r\n,3\r\n\"two\r\nlines\",4\r\nä,5\r\n");
    }

    [Fact]
    public async Task External_CsvOfOneColumn_HasALineForEveryRow()
    {
        await CheckAsync($"cat > '{_folder}/rows'; echo '{{\"passed\": true}}'", Batches.Of(("x", Batches.Strings("a", null, ""))));
        (await File.ReadAllTextAsync(Path.Combine(_folder, "rows"), Token)).ShouldBe("x\r\na\r\n\"\"\r\n\"\"\r\n");
    }

    [Fact]
    public async Task External_ArrowStream_HoldsTheRowsOfSlicesToo()
    {
        RecordBatch slice = Table().SliceShared(1, 2);
        ExternalCheckOptions options = new() { Format = ExternalFormat.ArrowStream, Columns = ["amount", "name"] };
        await CheckAsync($"cat > '{_folder}/rows'; echo '{{\"passed\": true}}'", options, Table(), slice);
        using FileStream stream = File.OpenRead(Path.Combine(_folder, "rows"));
        using ArrowStreamReader reader = new(stream);
        List<string> rows = [];
        while (await reader.ReadNextRecordBatchAsync(Token) is { } batch)
        {
            batch.Schema.FieldsList.Select(field => field.Name).ShouldBe(["amount", "name"]);
            rows.AddRange(Enumerable.Range(0, batch.Length).Select(row => $"{ColumnText.Of(batch.Column(0), row)} {ColumnText.Of(batch.Column(1), row)}"));
        }

        rows.ShouldBe(["10 a", "20 b", " c", "40 ", "20 b", " c"]);
    }

    [Fact]
    public async Task External_NoRows_IsAskedAllTheSame()
    {
        ValidationResult result = await CheckAsync("read line; echo \"{\\\"passed\\\": false, \\\"message\\\": \\\"$line\\\"}\" | tr -d '\\r'", Table().SliceShared(0, 0));
        result.Message.ShouldBe("name,amount");
    }

    [Theory]
    [InlineData("cat > /dev/null; echo gone wrong >&2; exit 3", "exit code 3. It wrote: gone wrong")]
    [InlineData("cat > /dev/null; kill -9 $$", "exit code 137")]
    [InlineData("cat > /dev/null", "printed nothing")]
    [InlineData("cat > /dev/null; echo passed", "not one JSON object")]
    [InlineData("cat > /dev/null; echo '{\"passed\": true} {}'", "not one JSON object")]
    [InlineData("cat > /dev/null; echo '[true]'", "no object")]
    [InlineData("cat > /dev/null; echo '{}'", "lacks 'passed'")]
    [InlineData("cat > /dev/null; echo '{\"passed\": 1}'", "neither true nor false")]
    [InlineData("cat > /dev/null; echo '{\"passed\": true, \"pased\": true}'", "there are passed, failed_rows")]
    [InlineData("cat > /dev/null; echo '{\"passed\": false, \"failed_rows\": []}'", "Set its scope to Row")]
    [InlineData("cat > /dev/null; echo '{\"passed\": true, \"message\": 3}'", "'message' is no text")]
    [InlineData("cat > /dev/null; echo '{\"passed\": true, \"rows_missing\": 5}'", "no number of the rows")]
    [InlineData("exec <&-; sleep 0.3; echo '{\"passed\": true}'", "before it had read all rows")]
    [InlineData("cat > /dev/null; head -c 3000 /dev/zero", "more than the 2000 bytes")]
    public async Task External_ProgramThatFails_IsAFailedCheckThatSaysWhy(string script, string message)
    {
        // Enough rows that a pipe cannot hold them.
        RecordBatch[] many = [.. Enumerable.Range(0, 8).Select(_ => Batches.Of(("x", Batches.Int64([.. Enumerable.Range(0, 20_000).Select(i => (long?)i)]))))];
        ValidationResult result = await CheckAsync(script, new() { MaximumOutputBytes = 2000 }, message.Contains("before it") ? many : [Table()]);
        result.Passed.ShouldBeFalse();
        result.OnFailure.ShouldBe(FailureAction.Hold);
        result.Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("[4]", "names row 4; the 4 rows")]
    [InlineData("[-1]", "names row -1")]
    [InlineData("[1, 2, 1]", "names row 1 twice")]
    [InlineData("[\"1\"]", "no row number")]
    [InlineData("[1.5]", "no row number")]
    [InlineData("{}", "no list")]
    [InlineData("[1], \"passed\": true", "'passed' true and failed rows")]
    public async Task External_RowsThatAreNotThere_IsAFailedCheckThatSaysWhy(string rows, string message)
    {
        ValidationResult result = await CheckAsync($"cat > /dev/null; echo '{{\"failed_rows\": {rows}}}'", new() { Scope = CheckScope.Row }, Table());
        result.Passed.ShouldBeFalse();
        result.Message.ShouldContain(message);
    }

    [Fact]
    public async Task External_ProgramThatIsNotThere_IsAFailedCheckThatSaysSo()
    {
        ValidationReport report = await DataValidation.CheckRowsAsync([Table()], (rules, _) => rules.External("gone", Path.Combine(_folder, "gone")).NotNull("amount"), null, Token);
        report.Results[0].Passed.ShouldBeFalse();
        report.Results[0].Message.ShouldContain("could not be started");
        report.Results[1].RowsFailed.ShouldBe(1);
    }

    [Theory]
    [InlineData("cat > /dev/null; sleep 60", "end after its input had ended")]
    [InlineData("sleep 60", "accept a batch of rows")]
    public async Task External_ProgramThatHangs_IsKilledWithWhatItStarted(string script, string message)
    {
        RecordBatch[] many = [.. Enumerable.Range(0, 12).Select(_ => Batches.Of(("x", Batches.Int64([.. Enumerable.Range(0, 20_000).Select(i => (long?)i)]))))];
        ValidationResult result = await CheckAsync($"sleep 61 & echo $! > '{_folder}/pid'; {script}", new() { TimeOut = TimeSpan.FromSeconds(1) }, many);
        result.Passed.ShouldBeFalse();
        result.Message.ShouldContain(message);
        await ShouldEndAsync(await PidAsync());
    }

    [Fact]
    public async Task External_ChildThatHoldsItsOutput_IsNotWaitedFor()
    {
        ValidationResult result = await CheckAsync("cat > /dev/null; sleep 60 & echo '{\"passed\": true}'", Table());
        result.Passed.ShouldBeFalse();
        result.Message.ShouldContain("still holds its output");
    }

    [Fact]
    public async Task External_Canceled_KillsTheProgram()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<ValidationReport> check = DataValidation.CheckRowsAsync(
            [Table()], (rules, _) => rules.External("slow", "/bin/sh", ["-c", $"echo $$ > '{_folder}/pid'; cat > /dev/null; sleep 60"]), null, stop.Token).AsTask();
        int pid = await PidAsync();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(check);
        await ShouldEndAsync(pid);
    }

    [Fact]
    public async Task External_RunThatIsCutShort_KillsTheProgram()
    {
        ValidationBuilder rules = new();
        rules.External("slow", "/bin/sh", ["-c", $"echo $$ > '{_folder}/pid'; cat > /dev/null"]);
        ValidationRun run = new(rules.Rules, Table().Schema, new ValidationRunOptions());
        Observe(run);
        int pid = await PidAsync();
        run.Dispose();
        await ShouldEndAsync(pid);
    }

    [Fact]
    public async Task External_Environment_HoldsWhatIsGivenAndNoSecrets()
    {
        Environment.SetEnvironmentVariable("EXTERNAL_CHECK_SECRET", "hunter2");
        ExternalCheckOptions options = new() { Environment = new Dictionary<string, string> { ["GIVEN"] = "yes" }, WorkingDirectory = _folder };
        ValidationResult result = await CheckAsync("cat > /dev/null; echo \"{\\\"passed\\\": false, \\\"message\\\": \\\"${EXTERNAL_CHECK_SECRET-none} $GIVEN $PWD\\\"}\"", options, Table());
        result.Message.ShouldBe($"none yes {_folder}");
    }

    [Fact]
    public async Task External_MaskedColumns_AreNotGivenAway()
    {
        ValidationOptions masked = new() { Masked = ["name"] };
        Should.Throw<ArgumentException>(async () => await DataValidation.CheckRowsAsync(
            [Table()], (rules, _) => rules.External("names", "/bin/cat", [], new() { Columns = ["name"] }), masked, Token)).Message.ShouldContain("masked column 'name'");
        await DataValidation.CheckRowsAsync(
            [Table()], (rules, _) => rules.External("all", "/bin/sh", ["-c", $"cat > '{_folder}/rows'; echo '{{\"passed\": true}}'"]), masked, Token);
        (await File.ReadAllTextAsync(Path.Combine(_folder, "rows"), Token)).ShouldStartWith("amount\r\n10\r\n");
        Should.Throw<ArgumentException>(async () => await DataValidation.CheckRowsAsync(
            [Table()], (rules, _) => rules.External("none", "/bin/cat"), new ValidationOptions { Masked = ["name", "amount"] }, Token)).Message.ShouldContain("every column is masked");
    }

    [Fact]
    public void External_Name_TellsProgramsApart()
    {
        string[] names =
        [
            .. new Action<ValidationBuilder>[]
            {
                rules => rules.External("a", "x"), rules => rules.External("a", "y"), rules => rules.External("a", "x", ["1"]),
                rules => rules.External("a", "x", [], new() { Columns = ["1"] }), rules => rules.External("a", "x", [], new() { Scope = CheckScope.Row }),
            }.Select(rule => Checks.Validator(rule).Name),
        ];
        names.Distinct().Count().ShouldBe(names.Length);
        Checks.Validator(rules => rules.External("a", "x")).Name.ShouldBe(names[0]);
        Should.Throw<ArgumentOutOfRangeException>(() => new ValidationBuilder().External("a", "x", [], new() { TimeOut = TimeSpan.Zero }));
        Should.Throw<ArgumentException>(() => new ValidationBuilder().External("a", "x", [], new() { Columns = ["b", "b"] }));
    }

    private static RecordBatch Table() => Batches.Of(("name", Batches.Strings("a", "b", "c", null)), ("amount", Batches.Int64(10, 20, null, 40)));

    private static ValueTask<ValidationResult> CheckAsync(string script, RecordBatch batch) => CheckAsync(script, new(), batch);

    private static async ValueTask<ValidationResult> CheckAsync(string script, ExternalCheckOptions options, params RecordBatch[] batches)
    {
        ValidationReport report = await DataValidation.CheckRowsAsync(batches, (rules, _) => rules.External("script", "/bin/sh", ["-c", script], options), null, Token);
        return report.Results.ShouldHaveSingleItem();
    }

    private static RowVerdicts Observe(ValidationRun run)
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(4);
        run.Observe(Table(), "test", 1, verdicts);
        return verdicts;
    }

    private async Task<int> PidAsync()
    {
        string file = Path.Combine(_folder, "pid");
        while (!File.Exists(file) || (await File.ReadAllTextAsync(file, Token)).Length == 0)
        {
            await Task.Delay(10, Token);
        }

        return int.Parse(await File.ReadAllTextAsync(file, Token));
    }

    // A test that hangs here is stopped by the runner; there is no time that is long enough on every machine.
    private static async Task ShouldEndAsync(int pid)
    {
        while (IsAlive(pid))
        {
            await Task.Delay(10, Token);
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            return !process.HasExited && !(File.Exists($"/proc/{pid}/stat") && File.ReadAllText($"/proc/{pid}/stat").Contains(") Z "));
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            return false;
        }
    }
}
