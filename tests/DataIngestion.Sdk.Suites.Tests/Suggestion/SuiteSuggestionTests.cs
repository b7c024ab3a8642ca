namespace DataIngestion.Suites;

public sealed class SuiteSuggestionTests : IDisposable
{
    private readonly SuggestionCase _case = new();

    [Fact]
    public async Task FromAsync_WholeNumbers_RangeWithMargin()
    {
        // 100 to 199: the width is 99, a tenth of it 9.9.
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("k", 200, row => $"{100 + (row % 100)}"));
        Of(suggestion, "range").ShouldBe(["{check: range, column: k, min: 90, max: 209}"]);
        suggestion.Checks.Single(check => check.Check == "range").Reason.ShouldBe("values from 100 to 199; 10% of the width added on both sides and rounded outward");
    }

    [Fact]
    public async Task FromAsync_NoNegativeValue_RangeEndsAtZero()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("k", 200, row => $"{row % 100}"));
        Of(suggestion, "range").ShouldBe(["{check: range, column: k, min: 0, max: 109}"]);
    }

    [Fact]
    public async Task FromAsync_MarginZero_RangeIsWhatWasSeen()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("x", 200, row => $"{row / 8.0:0.000}"), new SuggestionOptions { Margin = 0 });
        Of(suggestion, "range").ShouldBe(["{check: range, column: x, min: 0, max: 24.875}"]);
    }

    [Fact]
    public async Task FromAsync_Floats_RangeRoundedOutwardToTwoDigitsOfTheMargin()
    {
        // From -1.5 to 23.375: the width is 24.875, a tenth of it 2.4875, two digits of that are tenths.
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("x", 200, row => $"{(row / 8.0) - 1.5:0.000}"));
        Of(suggestion, "range").ShouldBe(["{check: range, column: x, min: -4, max: 25.9}"]);
    }

    [Fact]
    public async Task FromAsync_NotANumberAndInfinite_RangeIsMostly()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("id,x", 200, row => $"{row % 90},{(row == 7 ? "NaN" : row == 9 ? "inf" : $"{row}.5")}"));

        // 198 of 200: 0.99 - 1.96 sqrt(2 * 0.99 * 0.01 / 200) = 0.9705.
        Of(suggestion, "range").Last().ShouldBe("{check: range, column: x, min: 0, max: 220, mostly: 0.97}");
    }

    [Fact]
    public async Task FromAsync_Dates_RangeOfDates()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("d", 60, row => new DateOnly(2026, 1, 1).AddDays(row % 31).ToString("yyyy-MM-dd", null)));
        Of(suggestion, "range").ShouldBe(["{check: range, column: d, min: 2025-12-29, max: 2026-02-03}"]);
    }

    [Theory]
    [InlineData("Z")]
    [InlineData("")]
    public async Task FromAsync_Times_RangeOfTimes(string zone)
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("t", 61, row => $"2026-01-31T08:00:{row % 60:00}.5{zone}"));
        Of(suggestion, "range").ShouldBe([$"{{check: range, column: t, min: {YamlText.Of($"2026-01-31T07:59:54{zone}").Trim('"')}, max: 2026-01-31T08:01:06{zone}}}"]);
        (await SuggestionCase.CheckAsync(_case.Csv($"t\n2026-01-31T07:59:53{zone}\n"), suggestion)).Results.Single(result => result.Check.StartsWith("range", StringComparison.Ordinal)).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task FromAsync_MissingValues_ShareWithConfidence()
    {
        // 40 of 400: 0.1 + 1.96 sqrt(2 * 0.1 * 0.9 / 400) = 0.1416.
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a,b", 400, row => $"{row},{(row % 10 == 0 ? "" : row)}"));
        Of(suggestion, "missing_share").ShouldBe(["{check: missing_share, column: b, max: 0.15}"]);
        Of(suggestion, "not_null").ShouldBe(["{check: not_null, column: a}"]);
    }

    [Fact]
    public async Task FromAsync_FewTexts_Set()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a", 90, row => new[] { "YES", "NO", "x, y" }[row % 3] is var text && text.Contains(',') ? $"\"{text}\"" : text));
        Of(suggestion, "one_of").ShouldBe(["{check: one_of, column: a, values: [\"NO\", \"YES\", \"x, y\"]}"]);
    }

    [Fact]
    public async Task FromAsync_MostTextsOccurOnce_NoSet()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a", 40, row => $"word {(char)('a' + (row % 26))}{(row > 25 ? "b" : "")} é"));
        Of(suggestion, "one_of").ShouldBeEmpty();
        Of(suggestion, "length").ShouldBe(["{check: length, column: a, min: 7, max: 10}"]);
    }

    [Fact]
    public async Task FromAsync_LongTail_SetForMost()
    {
        // 960 of 1000 are one of two words, the others 14 words of 2 or 3 rows: 0.96 - 1.96 sqrt(2 * 0.96 * 0.04 / 1000) = 0.9428.
        SuiteSuggestion suggestion = await _case.SuggestAsync(
            SuggestionCase.Rows("a,b", 1000, row => row < 960 ? $"{(row % 2 == 0 ? "cat" : "dog")},1" : $"{Word(row % 14)} é,1"),
            new SuggestionOptions { MaximumSetSize = 5 });
        Of(suggestion, "one_of").First().ShouldBe("{check: one_of, column: a, values: [cat, dog], mostly: 0.94}");
    }

    [Fact]
    public async Task FromAsync_FewWholeNumbers_SetOfNumbers()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("k", 90, row => $"{(row % 3) - 1}"));
        Of(suggestion, "one_of").ShouldBe(["{check: one_of, column: k, values: [-1, 0, 1], numbers: true}"]);
        Of(suggestion, "range").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("AB-{0:0000}/x", @"^[A-Z]{2}-[0-9]{4}/[a-z]\z")]
    [InlineData("+{0}.5 #", @"^\+[0-9]{1,}\.[0-9] #\z")]
    [InlineData("k{0:x8}", @"^[0-9a-z]{9}\z")]
    public async Task FromAsync_PatternedTexts_Pattern(string format, string pattern)
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a,b", 95, row => string.Format(null, format, row * (format[0] == 'k' ? 98_765_431 % (row + 7) : 1)) + ",1"));
        Of(suggestion, "matches").ShouldBe([$"{{check: matches, column: a, pattern: {YamlText.Of(pattern)}}}"]);
    }

    [Fact]
    public async Task FromAsync_KeyOfNumbers_NoRange()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("id", 50, row => $"{row}"));
        Of(suggestion, "unique").ShouldBe(["{check: unique, columns: [id]}"]);
        Of(suggestion, "range").ShouldBeEmpty();
    }

    [Fact]
    public async Task FromAsync_OneTextOfAnotherShape_NoPattern()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("a,b", 95, row => row == 50 ? "none,1" : $"AB-{row:0000},1"));
        Of(suggestion, "matches").ShouldBeEmpty();
        Of(suggestion, "length").ShouldBe(["{check: length, column: a, min: 3, max: 8}"]);
    }

    [Fact]
    public async Task FromAsync_UniqueColumn_Key()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("g,id", 3000, row => $"{row % 7},{row * 3}"));
        Of(suggestion, "unique").ShouldBe(["{check: unique, columns: [id]}"]);
    }

    [Fact]
    public async Task FromAsync_DuplicateAfterTheFirstRows_NoKey()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("g,id", 9000, row => $"{row % 7},{(row == 8999 ? 5 : row)}"));
        Of(suggestion, "unique").ShouldBeEmpty();
        suggestion.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task FromAsync_TwoColumnsAreUniqueTogether_FirstSuchPair()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("c,a,b,d", 6000, row => $"{row % 5},{row / 100},{row % 100},{row % 100}"));
        Of(suggestion, "unique").ShouldBe(["{check: unique, columns: [a, b]}"]);
    }

    [Fact]
    public async Task FromAsync_MoreRowsThanKeysMayHave_NoteAndNoKey()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("id", 100, row => $"{row}"), new SuggestionOptions { MaximumKeyRows = 99 });
        Of(suggestion, "unique").ShouldBeEmpty();
        suggestion.Notes.ShouldBe(["No key was looked for: there are more than 99 rows."]);
    }

    [Fact]
    public async Task FromAsync_MoreCandidatesThanAreTried_AreNoted()
    {
        string header = string.Join(',', Enumerable.Range(0, 9).Select(column => $"k{column},d{column}"));
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows(
            header, 40, row => string.Join(',', Enumerable.Range(0, 9).Select(column => $"{row + column},2026-01-{(row % 5) + 1:00}"))));
        Of(suggestion, "unique").Count().ShouldBe(8);
        suggestion.Notes.ShouldBe(
        [
            "The order of dates was looked at for the first 8 of 9 columns of dates and times.", "Of 9 columns whose first rows all differ, the first 8 were tried as keys.",
        ]);
    }

    [Fact]
    public async Task FromAsync_DatesInOrder_PairInThatOrder()
    {
        DateOnly day = new(2026, 1, 1);
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows(
            "paid,opened,other", 60, row => $"{day.AddDays(row + (row % 3)):yyyy-MM-dd},{day.AddDays(row):yyyy-MM-dd},{day.AddDays(59 - row):yyyy-MM-dd}"));
        Of(suggestion, "pair_greater").ShouldBe(["{check: pair_greater, first: paid, second: opened, or_equal: true}"]);
    }

    [Fact]
    public async Task FromAsync_OneRowOutOfOrder_NoPair()
    {
        DateOnly day = new(2026, 1, 1);
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows(
            "paid,opened", 60, row => $"{day.AddDays(row + (row == 30 ? -1 : 1)):yyyy-MM-dd},{day.AddDays(row):yyyy-MM-dd}"));
        Of(suggestion, "pair_greater").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("first_name", false)]
    [InlineData("CustomerEMail", false)]
    [InlineData("email", false)]
    public async Task FromAsync_MaskedOrPersonal_NoValue(string column, bool masked)
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(
            SuggestionCase.Rows($"{column},b", 90, row => new[] { "Zoe,1", "Max,2", "Ida,3" }[row % 3]), new SuggestionOptions { Masked = masked ? [column] : [] });
        using StringWriter text = new();
        suggestion.WriteYaml(text);
        suggestion.WriteCode(text);
        text.ToString().ShouldNotContain("Zoe");
        suggestion.Checks.Single(check => check.Check == "matches").Yaml.ShouldBe($"{{check: matches, column: {column}, pattern: {YamlText.Of(@"^[A-Z][a-z]{2}\z")}}}");
        Of(suggestion, "one_of").ShouldBe(["{check: one_of, column: b, values: [1, 2, 3], numbers: true}"]);
    }

    [Fact]
    public async Task FromAsync_EmailAddresses_NoValue()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(SuggestionCase.Rows("contact", 90, row => new[] { "zoe@example.org", "max@example.com", "" }[row % 3]));
        suggestion.Checks.ShouldAllBe(check => !check.Yaml.Contains("zoe", StringComparison.Ordinal) && !check.Yaml.Contains("example", StringComparison.Ordinal));
        suggestion.Checks[^1].Reason.ShouldContain("e-mail");
    }

    [Fact]
    public async Task FromAsync_MaskedNumbersAndDates_NoRangeAndNoSet()
    {
        SuiteSuggestion suggestion = await _case.SuggestAsync(
            SuggestionCase.Rows("n,d,x", 90, row => $"{row % 3},2026-01-{(row % 28) + 1:00},{row}.5"), new SuggestionOptions { Masked = ["n", "d", "x"] });
        suggestion.Checks.Select(check => check.Check).Distinct().ShouldBe(["has_columns", "of_type", "not_null"], ignoreOrder: true);
        suggestion.Notes.ShouldContain("No value of 'd' is in the suite, because the column is masked.");
    }

    [Fact]
    public async Task FromAsync_UnknownMaskedColumn_IsRefused()
    {
        ArgumentException fault = await Should.ThrowAsync<ArgumentException>(async () => await _case.SuggestAsync("a\n1\n", new SuggestionOptions { Masked = ["b"] }));
        fault.Message.ShouldContain("'b'");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task FromAsync_Threads_SameSuite(int threads)
    {
        string data = SuggestionCase.Rows("id,g,code,x", 150_000, row => $"{row},{row % 11},K-{row % 1700:0000},{row * 0.25}");
        SuiteSuggestion suggestion = await SuiteSuggestion.FromAsync(_case.Csv(data), new SuggestionOptions { Parallelism = threads }, TestContext.Current.CancellationToken);
        suggestion.Checks.Select(check => check.Yaml).ShouldBe(
        [
            "{check: has_columns, columns: [id, g, code, x]}",
            "{check: of_type, column: id, types: [int64]}", "{check: not_null, column: id}",
            "{check: of_type, column: g, types: [int64]}", "{check: not_null, column: g}", "{check: range, column: g, min: 0, max: 11}",
            "{check: of_type, column: code, types: [string]}", "{check: not_null, column: code}", "{check: matches, column: code, pattern: \"^[A-Z]-[0-9]{4}\\\\z\"}",
            "{check: of_type, column: x, types: [float64, int64]}", "{check: not_null, column: x}", "{check: range, column: x, min: 0, max: 41300}",
            "{check: unique, columns: [id]}",
        ]);
    }

    public void Dispose() => _case.Dispose();

    private static IEnumerable<string> Of(SuiteSuggestion suggestion, string check) => suggestion.Checks.Where(found => found.Check == check).Select(found => found.Yaml);

    private static string Word(int number) => "abcdefghijklmn"[number..(number + 1)];
}
