using System.Text.Json;

namespace DataIngestion.Cli;

/// <summary><c>ingest drift</c> and <c>ingest profile</c>. x moves by half of its range, so that D = 0.5; 30 of 60 rows are of group a, then 54, so that chi-square = 22.857142857.</summary>
public sealed class DriftCommandTests : IDisposable
{
    private const double ChiSquareOfGroups = 22.857142857142858;

    private readonly string _folder = Directory.CreateTempSubdirectory("ingest-drift-").FullName;

    public DriftCommandTests()
    {
        Write("ref.csv", row => $"{row},{(row < 30 ? "a" : "b")},{row % 3}");
        Write("same.csv", row => $"{row},{(row % 2 == 0 ? "a" : "b")},{row % 3}");
        Write("cur.csv", row => $"{row + 30},{(row < 54 ? "a" : "b")},{row % 3}");
    }

    [Fact]
    public async Task Drift_ChangedColumns_ExitsTwoWithVerdictFirstAndTheWorstColumnOnTop()
    {
        (int exitCode, string output, string error) = await IngestAsync("drift", "ref.csv", "cur.csv", "--tests", "ks,chi2");
        exitCode.ShouldBe(2, error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("ref.csv → cur.csv: Drift found. 2 of 3 judged columns drifted, significantly and by enough: x, g.");
        lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["column", "test", "statistic", "corrected", "p", "effect", "least", "effect", "note"]);
        lines[2].ShouldStartWith("  drift  x       kolmogorov_smirnov        0.5");
        lines[3].ShouldStartWith("  drift  g       chi_square              22.86");
        lines[4].ShouldStartWith("         z");
        lines.Length.ShouldBe(5);
    }

    [Fact]
    public async Task Drift_SameDistribution_ExitsZero()
    {
        (int exitCode, string output, string error) = await IngestAsync("drift", "ref.csv", "same.csv");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("No drift found");
    }

    [Fact]
    public async Task Drift_Json_HasTheDocumentedForm()
    {
        (int exitCode, string output, string error) = await IngestAsync("drift", "ref.csv", "cur.csv", "--tests", "kolmogorov_smirnov,chi2", "--target", "g", "--json");
        exitCode.ShouldBe(2, error);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("drifted").GetBoolean().ShouldBeTrue();
        json.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("column").GetString()).ShouldBe(["x", "z"]);
        JsonElement x = json.GetProperty("columns")[0].GetProperty("tests")[0];
        x.GetProperty("test").GetString().ShouldBe("kolmogorov_smirnov");
        x.GetProperty("statistic").GetDouble().ShouldBe(0.5, 1e-12);
        x.GetProperty("n").GetInt64().ShouldBe(60);
        JsonElement target = json.GetProperty("target");
        target.GetProperty("kind").GetString().ShouldBe("prior");
        target.GetProperty("tests")[0].GetProperty("statistic").GetDouble().ShouldBe(ChiSquareOfGroups, 1e-9);
        json.GetProperty("concept").EnumerateArray().Select(view => view.GetProperty("column").GetString()).ShouldBe(["x", "z"]);
        json.GetProperty("conceptVerdict").GetProperty("reason").GetString().ShouldStartWith("Not judged: fewer than 100 rows");
    }

    [Fact]
    public async Task Drift_Report_WritesAPage()
    {
        (int exitCode, _, string error) = await IngestAsync("drift", "ref.csv", "cur.csv", "--report", "drift.html", "--target", "g");
        exitCode.ShouldBe(2, error);
        string page = File.ReadAllText(Path.Combine(_folder, "drift.html"));
        page.ShouldContain("Drift found");
        page.ShouldContain("Not judged: fewer than 100 rows");
    }

    [Fact]
    public async Task Drift_DifferentColumns_AreNamedAndTheOthersCompared()
    {
        File.WriteAllText(Path.Combine(_folder, "other.csv"), "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(row => $"{row},1\n")));
        (int exitCode, string output, string error) = await IngestAsync("drift", "ref.csv", "other.csv");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("Not compared, only in the reference: g, z.");
        output.ShouldContain("Not compared, only in the delivery: y.");
        output.ShouldContain("kolmogorov_smirnov");
    }

    [Fact]
    public async Task Drift_TextOnOneSide_IsTextOnBoth()
    {
        // Codes of digits alone in the reference are no numbers when the other file has letters in them.
        Write("codes.csv", row => $"{row},a,{(row % 2 == 0 ? "1" : "2")}");
        Write("letters.csv", row => $"{row},a,{(row % 2 == 0 ? "1" : "2B")}");
        (int exitCode, string output, string error) = await IngestAsync("drift", "codes.csv", "letters.csv", "--columns", "z", "--tests", "chi2");
        exitCode.ShouldBe(2, error);
        output.ShouldContain("chi_square");
        output.ShouldNotContain("Not compared");
    }

    [Fact]
    public async Task Drift_AgainstAProfile_DecidesAsAgainstTheFile()
    {
        (int exitCode, _, string error) = await IngestAsync("profile", "ref.csv", "--out", "ref.json");
        exitCode.ShouldBe(0, error);
        (exitCode, string output, error) = await IngestAsync("drift", "ref.json", "cur.csv", "--target", "g");
        exitCode.ShouldBe(2, error);
        output.ShouldContain("The concept was not compared: the reference is a profile");
        string[] ofProfile = [.. Rows(output)];
        string[] ofFile = [.. Rows((await IngestAsync("drift", "ref.csv", "cur.csv", "--target", "g")).Output)];
        ofProfile.Length.ShouldBeGreaterThan(4);
        ofProfile.ShouldBe(ofFile[..ofProfile.Length]);
        (exitCode, output, error) = await IngestAsync("drift", "ref.json", "cur.csv", "--target", "g", "--reference-data", "ref.csv");
        exitCode.ShouldBe(2, error);
        output.ShouldContain("target given each column:");
    }

    [Fact]
    public async Task Drift_ProfileTooCoarse_SaysWhatIsNotTestedUnlessGivenTheRows()
    {
        string rows = "v\n" + string.Concat(Enumerable.Range(0, 20_000).Select(row => $"{row}.5\n"));
        File.WriteAllText(Path.Combine(_folder, "many.csv"), rows);
        (int exitCode, _, string error) = await IngestAsync("profile", "many.csv", "--out", "many.json");
        exitCode.ShouldBe(0, error);
        (exitCode, string output, error) = await IngestAsync("drift", "many.json", "many.csv", "--tests", "cvm,ks");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("Not tested without the rows of the reference, of which its profile does not say enough: cramer_von_mises of v.");
        (exitCode, output, error) = await IngestAsync("drift", "many.json", "many.csv", "--tests", "cvm,ks", "--reference-data", "many.csv");
        exitCode.ShouldBe(0, error);
        output.ShouldNotContain("Not tested");
        File.WriteAllText(Path.Combine(_folder, "few.csv"), rows[..600]);
        (exitCode, _, error) = await IngestAsync("drift", "many.json", "few.csv", "--tests", "cvm", "--reference-data", "few.csv");
        exitCode.ShouldBe(1);
        error.ShouldContain("is of 20000 rows");
    }

    [Fact]
    public async Task Drift_TableVersions_ComparesThemAndShowsNoMaskedValue()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "incoming"));
        File.WriteAllText(Path.Combine(_folder, "t.yaml"), """
            pipeline: t
            source: {csv: incoming/*.csv, stable_seconds: 0}
            contract:
              columns:
                - {name: x, type: int64}
                - {name: g, type: string}
                - {name: z, type: int64}
            mask: [{column: g, with: redact}]
            """);
        File.Copy(Path.Combine(_folder, "ref.csv"), Path.Combine(_folder, "incoming", "1.csv"));
        (await IngestAsync("run", "t.yaml")).ExitCode.ShouldBe(0);
        Write("incoming/2.csv", row => $"{row + 600},secretive,0");
        (await IngestAsync("run", "t.yaml")).ExitCode.ShouldBe(0);

        (int exitCode, string output, string error) = await IngestAsync("drift", "lake/processed/t@0", "lake/processed/t@latest", "--report", "t.html", "--json");
        exitCode.ShouldBe(2, error);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("referenceVersion").GetInt64().ShouldBe(0);
        json.GetProperty("columns")[0].GetProperty("tests")[0].GetProperty("m").GetInt64().ShouldBe(120);
        JsonElement masked = json.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("column").GetString() == "g");
        masked.GetProperty("tests").GetArrayLength().ShouldBe(0);
        masked.GetProperty("shape").GetProperty("masked").GetBoolean().ShouldBeTrue();
        (await IngestAsync("drift", "t.yaml@0", "cur.csv")).ExitCode.ShouldBe(2);
        (int raw, string text, string fault) = await IngestAsync("drift", "lake/processed/t@0", "incoming/2.csv", "--report", "u.html", "--json");
        raw.ShouldBe(2, fault);
        (text + File.ReadAllText(Path.Combine(_folder, "u.html"))).ShouldNotContain("secretive");

        (exitCode, _, error) = await IngestAsync("drift", "lake/processed/t@7", "cur.csv");
        exitCode.ShouldBe(1);
        error.ShouldContain("7");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Drift_MaskedOption_ShowsNoValue()
    {
        (int exitCode, string output, string error) = await IngestAsync("drift", "ref.csv", "cur.csv", "--masked", "g", "--json");
        exitCode.ShouldBe(2, error);
        JsonElement g = JsonDocument.Parse(output).RootElement.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("column").GetString() == "g");
        g.GetProperty("shape").TryGetProperty("categorical", out _).ShouldBeFalse();
        g.GetProperty("tests").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(64, "no-such.csv", "drift", "ref.csv", "no-such.csv")]
    [InlineData(64, "kolmogorov_smirnov (ks)", "drift", "ref.csv", "cur.csv", "--tests", "nonsense")]
    [InlineData(64, "'q' is on neither side", "drift", "ref.csv", "cur.csv", "--target", "q")]
    [InlineData(64, "'q' is on neither side", "drift", "ref.csv", "cur.csv", "--columns", "x,q")]
    [InlineData(64, "one character, or tab", "drift", "ref.csv", "cur.csv", "--delimiter", "ab")]
    [InlineData(64, "--reference-data", "drift", "ref.csv", "cur.csv", "--reference-data", "ref.csv")]
    [InlineData(64, "no column that both sides have", "drift", "ref.csv", "both/a.csv", "--masked", "g")]
    [InlineData(64, "no profile", "drift", "bad.json", "cur.csv")]
    [InlineData(64, "_delta_log", "drift", "nowhere@3", "cur.csv")]
    [InlineData(64, "'three' is no version", "drift", "nowhere@three", "cur.csv")]
    [InlineData(64, "cannot be written", "drift", "ref.csv", "cur.csv", "--report", "no-such-folder/drift.html")]
    [InlineData(64, "Required argument", "drift", "ref.csv")]
    [InlineData(64, "no CSV or Parquet file", "drift", "empty", "cur.csv")]
    [InlineData(64, "CSV and Parquet files", "profile", "both")]
    [InlineData(64, "There is no column 'q'", "profile", "ref.csv", "--columns", "q")]
    [InlineData(64, "no-such.csv", "profile", "no-such.csv")]
    [InlineData(1, "", "profile", "empty.csv")]
    public async Task AnyFault_ExitsWithTheCodeAndSaysWhat(int expected, string said, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
        Directory.CreateDirectory(Path.Combine(_folder, "both"));
        File.WriteAllText(Path.Combine(_folder, "both", "a.csv"), "w\n1\n");
        File.WriteAllText(Path.Combine(_folder, "both", "a.parquet"), "");
        File.WriteAllText(Path.Combine(_folder, "bad.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "empty.csv"), "");
        (int exitCode, _, string error) = await IngestAsync(arguments);
        exitCode.ShouldBe(expected, error);
        error.ShouldNotBeEmpty();
        error.ShouldContain(said);
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Profile_File_PrintsATableAndJson()
    {
        (int exitCode, string output, string error) = await IngestAsync("profile", "ref.csv", "--masked", "z");
        exitCode.ShouldBe(0, error);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("ref.csv: 60 rows, 3 columns");
        lines[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["x", "int64", "60", "0", "60", "0", "29.5", "17.464", "59", "2.95", "29.5", "56.05"]);
        lines[3].ShouldEndWith("a (30), b (30)");
        lines[4].ShouldEndWith("not shown");
        (exitCode, output, error) = await IngestAsync("profile", "ref.csv", "--json", "--columns", "x,g");
        exitCode.ShouldBe(0, error);
        JsonElement json = JsonDocument.Parse(output).RootElement;
        json.GetProperty("rows").GetInt64().ShouldBe(60);
        JsonElement x = json.GetProperty("columns")[0];
        x.GetProperty("distinct").GetInt64().ShouldBe(60);
        x.GetProperty("standardDeviation").GetDouble().ShouldBe(Math.Sqrt(305), 1e-9);
        json.GetProperty("columns")[1].GetProperty("top")[0].GetProperty("count").GetInt64().ShouldBe(30);
    }

    [Fact]
    public async Task Profile_Folder_IsOfAllItsFiles()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "all"));
        Write("all/a.csv", row => $"{row},a,1");
        Write("all/b.csv", row => $"{row},b,1");
        (int exitCode, string output, string error) = await IngestAsync("profile", "all");
        exitCode.ShouldBe(0, error);
        output.ShouldContain("120 rows");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Rows(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line.Contains("kolmogorov", StringComparison.Ordinal) || line.Contains("chi_square", StringComparison.Ordinal) || line.Contains("population", StringComparison.Ordinal));

    private void Write(string file, Func<int, string> row) =>
        File.WriteAllText(Path.Combine(_folder, file), "x,g,z\n" + string.Concat(Enumerable.Range(0, 60).Select(at => row(at) + "\n")));

    private Task<(int ExitCode, string Output, string Error)> IngestAsync(params string[] arguments) => IngestTool.RunAsync(_folder, arguments);
}
