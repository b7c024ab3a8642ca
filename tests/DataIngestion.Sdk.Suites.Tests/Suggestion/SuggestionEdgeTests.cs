using System.Globalization;

namespace DataIngestion.Suites;

/// <summary>Inputs at the edge: nothing, little, odd names, extreme values.</summary>
public sealed class SuggestionEdgeTests : IDisposable
{
    private readonly SuggestionCase _case = new();

    [Fact]
    public async Task FromAsync_EmptyFile_SaysSo()
    {
        IngestionException fault = await Should.ThrowAsync<IngestionException>(async () => await _case.SuggestAsync(""));
        fault.Message.ShouldContain("data.csv");
    }

    [Fact]
    public async Task FromAsync_HeaderOnly_SaysThatNoTypesCanBeFound()
    {
        ContractException fault = await Should.ThrowAsync<ContractException>(async () => await _case.SuggestAsync("a,b\n"));
        fault.Message.ShouldContain("no contract can be inferred");
    }

    [Fact]
    public async Task FromAsync_HeaderOnlyWithContract_ColumnsAlone()
    {
        DataContract contract = new([new ColumnContract("a", ColumnType.Int64), new ColumnContract("b", ColumnType.String)]);
        SuiteSuggestion suggestion = await _case.SuggestAsync("a,b\n", new SuggestionOptions { Contract = contract });
        suggestion.Checks.Select(check => check.Yaml).ShouldBe(["{check: has_columns, columns: [a, b]}"]);
        suggestion.Notes.ShouldBe(["Fewer than 20 rows say little: only columns and types are proposed."]);
    }

    [Fact]
    public async Task FromAsync_OneRow_ColumnsAndTypesAlone()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync("a,b\n1,x\n");
        suggestion.Checks.Select(check => check.Yaml).ShouldBe(
            ["{check: has_columns, columns: [a, b]}", "{check: of_type, column: a, types: [int64]}", "{check: of_type, column: b, types: [string]}"]);
        suggestion.Notes.ShouldBe(["Fewer than 20 rows say little: only columns and types are proposed."]);
    }

    [Fact]
    public async Task FromAsync_ColumnWithoutValues_NoteAndNothing()
    {
        string data = SuggestionCase.Rows("a,b", 50, row => $"{row % 30},");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.ShouldAllBe(check => check.Check == "has_columns" || check.Columns[0] == "a");
        suggestion.Notes.ShouldBe(["'b' has no value, so nothing is proposed for it."]);
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_ConstantColumns_OneValueEach()
    {
        string data = SuggestionCase.Rows("a,b,c,d,e", 50, _ => "7,same,0.5,2026-01-31,true");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.Where(check => check.Check is "one_of" or "range").Select(check => check.Yaml).ShouldBe(
        [
            "{check: one_of, column: a, values: [7], numbers: true}", "{check: one_of, column: b, values: [same]}",
            "{check: range, column: c, min: 0.45, max: 0.55}", "{check: range, column: d, min: 2026-01-30, max: 2026-02-01}",
        ]);
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_ThreeHundredColumns_AllOfThem()
    {
        string data = SuggestionCase.Rows(
            string.Join(',', Enumerable.Range(0, 300).Select(column => $"c{column}")), 60, row => string.Join(',', Enumerable.Range(0, 300).Select(column => $"{row * (column + 1) % 31}")));
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.Count(check => check.Check == "range").ShouldBe(300 - (300 / 31));
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_OddNames_YamlAndCodeAgree()
    {
        string[] names = ["it's", "a:b", "#none", "[x]", "say\"hi\"", "Größe_m²", "名前", "😀", "null", "C:\\new", "-", "&a", "%", "a\u202Eb", "~", "*/", "é\u0301", "?"];
        string data = SuggestionCase.Rows(string.Join(',', names.Select(Field)), 90, row => string.Join(',', names.Select((_, at) => (at % 3) switch
        {
            0 => $"v{row % 4}é",
            1 => $"{row * 3 % 31}",
            _ => $"K-{row % 40:00}",
        })));
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.Count(check => check.Check is "one_of" or "range" or "matches").ShouldBe(names.Length);
        await HoldsAsync(data, suggestion);
        CompiledCode.RuleNames(suggestion).ShouldBe(YamlRuleNames(suggestion));
    }

    [Fact]
    public async Task FromAsync_NameThatNoTableCanHave_IsRefusedAsByValidate()
    {
        ContractException fault = await Should.ThrowAsync<ContractException>(async () => await _case.SuggestAsync("\"{x}\",b\n1,2\n"));
        fault.Message.ShouldContain("{x}");
    }

    [Fact]
    public async Task FromAsync_OddValues_YamlAndCodeAgree()
    {
        string[] values =
        [
            "it's \"quoted\"", "a: b # c", "back\\slash {0}", "two\nlines", "tab\tNEL\u0085nbsp\u00A0bom\uFEFF", "*/ // ?", "😀 e\u0301", "~", "null", "true", "1e5x", " lead", "|", "\uE000",
        ];
        string data = SuggestionCase.Rows("a,k", 280, row => $"{Field(values[row % values.Length])},{row % 17}");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        SuggestedCheck set = suggestion.Checks.Single(check => check.Check == "one_of");
        set.Yaml.ShouldNotContain('\n');
        await HoldsAsync(data, suggestion);
        CompiledCode.RuleNames(suggestion).ShouldBe(YamlRuleNames(suggestion));
    }

    [Fact]
    public async Task WriteCode_EveryKindOfCheck_CompilesToTheRulesOfTheYaml()
    {
        DateOnly day = new(2026, 1, 1);
        string data = SuggestionCase.Rows("id,set,tail,x,d,e,t,z,code,note,gap,big", 400, row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row},{row % 3},{(row < 380 ? "cat" : "dog" + "abcd"[row % 4])}é,{(row == 4 ? "NaN" : (row * 0.5) - 9.25)},{day.AddDays(row % 90):yyyy-MM-dd},{day.AddDays((row % 90) + 2):yyyy-MM-dd},2026-01-31T08:{row % 60:00}:00,2026-01-31T08:{row % 60:00}:00Z,K-{row % 390:0000},note {new string('é', row % 70)},{(row % 5 == 0 ? "" : row % 90)},{12345678901234567890123m + (row % 50)}"));
        SuiteSuggestion suggestion = await _case.SuggestAsync(data, new SuggestionOptions { MaximumSetSize = 3 });
        suggestion.Checks.Select(check => check.Check).Distinct().ShouldBe(
            ["has_columns", "of_type", "not_null", "one_of", "range", "matches", "length", "missing_share", "pair_greater", "unique"], ignoreOrder: true);
        await HoldsAsync(data, suggestion);
        CompiledCode.RuleNames(suggestion).ShouldBe(YamlRuleNames(suggestion));
    }

    [Fact]
    public async Task FromAsync_VeryLongText_LengthAlone()
    {
        string data = SuggestionCase.Rows("a,k", 30, row => $"{new string((char)('a' + (row % 7)), 200_000 + row)},{row % 17}");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.Single(check => check.Check == "length").Yaml.ShouldBe("{check: length, column: a, min: 199997, max: 200032}");
        suggestion.Checks.ShouldAllBe(check => check.Yaml.Length < 200);
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_ExtremeFloats_RangeOrNote()
    {
        string data = SuggestionCase.Rows("a,b,c,k", 50, row => $"{(row == 0 ? "-1e300" : "1.5")},{(row == 0 ? "1e-300" : row == 1 ? "3e-9" : "2e-9")},{(row == 0 ? "-1e20" : "0.000000125")},{row % 17}");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Notes.Select(note => note[..3]).ShouldBe(["'a'", "'b'"]);
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_FloatsOfSeventeenDigits_RangeOfExactlyThem()
    {
        string data = SuggestionCase.Rows("a,k", 50, row => $"{(row % 2 == 0 ? "30.299999999999997" : "90.89999999999999")},{row % 17}");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data, new SuggestionOptions { Margin = 0 });
        suggestion.Checks.First(check => check.Check == "range").Yaml.ShouldBe("{check: range, column: a, min: 30.299999999999997, max: 90.89999999999999}");
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_OnlyNotANumber_NoRange()
    {
        string data = SuggestionCase.Rows("a,k", 50, row => row == 0 ? "1.5,1" : $"NaN,{row % 17}");
        SuiteSuggestion suggestion = await _case.SuggestAsync(data);
        suggestion.Checks.ShouldAllBe(check => check.Check != "range" || check.Columns[0] == "k");
        await HoldsAsync(data, suggestion);
    }

    [Fact]
    public async Task FromAsync_RowsOfTheWrongShape_AreNoted()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a,b", 50, row => row == 7 ? "1" : $"{row % 30},{row % 20}"));
        suggestion.Notes.Count.ShouldBe(1);
        suggestion.Notes[0].ShouldContain("contract.row_shape");
    }

    public void Dispose() => _case.Dispose();

    private static string Field(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private async Task HoldsAsync(string data, SuiteSuggestion suggestion)
    {
        suggestion.ToSuite().Count.ShouldBe(suggestion.Checks.Count);
        (await SuggestionCase.CheckAsync(_case.Csv(data), suggestion)).Results.ShouldAllBe(result => result.Passed);
    }

    private static string[] YamlRuleNames(SuiteSuggestion suggestion)
    {
        ValidationBuilder rules = new();
        suggestion.ToSuite().AddTo(rules);
        return [.. rules.Rules.Select(rule => rule.Name)];
    }
}
