using Apache.Arrow;
using DataIngestion.Columnar;

namespace DataIngestion.Validation;

public sealed class TextChecksTests
{
    [Theory]
    [InlineData("a%", "a|ab|a\nb", "ba|")]
    [InlineData("a_c", "abc|a😀c|a\nc", "ac|abbc")]
    [InlineData("a__c", "abbc|a😀bc", "abc|a😀c")]
    [InlineData(@"50\%", "50%", "50|505")]
    [InlineData("[a-c]%", "a|cx", "d|[a-c]x")]
    [InlineData("[^a]", "b|😀", "a|ab")]
    [InlineData(@"\[a]", "[a]", "a")]
    [InlineData("a.c", "a.c", "abc")]
    public void Like_WholeValue_FollowsSql(string pattern, string matching, string others)
    {
        Failing(v => v.Like("x", pattern), [.. matching.Split('|')]).ShouldBeEmpty();
        Failing(v => v.Like("x", pattern), [.. others.Split('|')]).ShouldBe(Enumerable.Range(0, others.Split('|').Length));
        Failing(v => v.NotLike("x", pattern), [.. others.Split('|'), null]).ShouldBeEmpty();
    }

    // Two rules of one name run once, so a list of two and a text with a comma must not share it.
    [Fact]
    public void Name_ListsThatReadAlike_Differ()
    {
        Checks.Validator(v => v.OneOf("x", "a, b")).Name.ShouldNotBe(Checks.Validator(v => v.OneOf("x", "a", "b")).Name);
        Checks.Validator(v => v.MatchesAny("x", ["a, b"])).Name.ShouldNotBe(Checks.Validator(v => v.MatchesAny("x", ["a", "b"])).Name);
        Checks.Validator(v => v.Like("x", "a, b", "c")).Name.ShouldNotBe(Checks.Validator(v => v.Like("x", "a", "b, c")).Name);
    }

    [Fact]
    public void PatternLists_AnyAllNone_DifferAsTheyShould()
    {
        string?[] values = ["ab", "a", "b", "c", null];
        Failing(v => v.MatchesAny("x", ["a", "b"]), values).ShouldBe([3]);
        Failing(v => v.MatchesAll("x", ["a", "b"]), values).ShouldBe([1, 2, 3]);
        Failing(v => v.MatchesNone("x", ["a", "b"]), values).ShouldBe([0, 1, 2]);
        Failing(v => v.NotMatches("x", "^a"), values).ShouldBe([0, 1]);
        Failing(v => v.LikeAll("x", "a%", "%b"), values).ShouldBe([1, 2, 3]);
        Failing(v => v.Like("x", "a%", "%b"), values).ShouldBe([3]);
    }

    // Lengths by Python's len: code points, not UTF-16 units (😀 has two of those) and not bytes.
    [Theory]
    [InlineData("", 0)]
    [InlineData("Zürich", 6)]
    [InlineData("😀", 1)]
    [InlineData("e\u0301", 2)]
    [InlineData("日本語テキスト", 7)]
    [InlineData("a much longer text with ümläuts and 😀😀😀", 39)]
    public void Length_CodePoints_AreCounted(string value, int length)
    {
        Failing(v => v.Length("x", length, length), [value, null]).ShouldBeEmpty();
        Failing(v => v.Length("x", length, null, strictMinimum: true), [value]).ShouldBe([0]);
        Failing(v => v.Length("x", null, length + 1, strictMaximum: true), [value]).ShouldBeEmpty();
        Failing(v => v.Length("x", null, length + 1), [value + "x"]).ShouldBeEmpty();
    }

    [Fact]
    public void DateFormat_ValuesOutsideOfTheFormat_Fail() =>
        Failing(v => v.DateFormat("x", "dd/MM/yyyy"), ["31/12/2015", "12/31/2015", "2015-12-31", "29/02/2015", "29/02/2016", null]).ShouldBe([1, 2, 3]);

    [Fact]
    public void DateParseable_WrittenForms_AreRead()
    {
        string?[] dates =
        [
            "2019-04-01", "01/01/2010", "25/12/2015", "25.12.2015", "Jan 1, 2011", "1 January 2011", "Mon, 24 Nov 2025 10:00:00 GMT", "2019-04-01T12:30:00Z",
            "2019-04-01 12:30:00.123456+02:00", "20190401", "2019", "April 2019", "10:36 PM", null,
        ];
        Failing(v => v.DateParseable("x"), dates).ShouldBeEmpty();
        Failing(v => v.DateParseable("x"), ["abc", "cat", "", "2019-13-01", "31/31/2015", "12.5", "policy 12", "1e5"]).ShouldBe(Enumerable.Range(0, 8));
    }

    [Fact]
    public void Json_OneValue_IsRequired() =>
        Failing(v => v.Json("x"), ["{\"a\":1}", "1", "\"x\"", "null", "a", "", "{\"a\":1} x", "[1,]", "{'a':1}", null]).ShouldBe([4, 5, 6, 7, 8]);

    [Fact]
    public void Null_ValuesThatAreThere_Fail() => Failing(v => v.Null("x"), ["a", null, "b"]).ShouldBe([0, 2]);

    [Fact]
    public void NotOneOf_EveryKindOfColumn_NamesTheForbidden()
    {
        Failing(v => v.NotOneOf("x", "a", "b"), ["a", "c", null]).ShouldBe([0]);
        Checks.Failing(v => v.NotOneOf("x", 1, 2), Batches.Int64([.. Enumerable.Range(0, 40).Select(number => (long?)number)])).ShouldBe([1, 2]);
        Checks.Failing(v => v.NotOneOf("x", 0.5), Batches.Float64(0.5, 1, null)).ShouldBe([0]);
        Date32Array dates = Batches.Dates(new DateOnly(2015, 1, 1), null, new DateOnly(2015, 1, 2));
        Checks.Failing(v => v.NotOneOf("x", new DateOnly(2015, 1, 2)), dates).ShouldBe([2]);
        Checks.Failing(v => v.OneOf("x", new DateOnly(2015, 1, 2)), dates).ShouldBe([0]);
        Checks.Failing(v => v.OneOf("x", true), Batches.Booleans(true, null, false)).ShouldBe([2]);
    }

    [Fact]
    public void OfType_OtherType_FailsEveryValue()
    {
        Checks.Failing(v => v.OfType("x", ColumnType.String, ColumnType.Int64), Batches.Int64(1, null, 2)).ShouldBeEmpty();
        Checks.Failing(v => v.OfType("x", ColumnType.String), Batches.Int64(1, null, 2)).ShouldBe([0, 2]);
    }

    [Fact]
    public void Builder_BadArguments_SayWhatIsWrong()
    {
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Length("x", 5, 4)).Message.ShouldContain("No length");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Length("x", null, null)).Message.ShouldContain("open on both sides");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().MatchesAny("x", [])).Message.ShouldContain("none");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().MatchesAny("x", ["a", "("])).Message.ShouldContain("'('");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().Like("x", @"50\x")).Message.ShouldContain("escape");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().DateFormat("x", "nonsense")).Message.ShouldContain("date format");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().NotOneOf("x", System.Array.Empty<string>())).Message.ShouldContain("empty");
        Should.Throw<ArgumentException>(() => new ValidationBuilder().OfType("x")).Message.ShouldContain("No type");
    }

    // Plain, sliced with an offset, and as a dictionary: the same rows fail.
    private static IReadOnlyList<int> Failing(Action<ValidationBuilder> rule, string?[] values)
    {
        IReadOnlyList<int> plain = Checks.Failing(rule, Batches.Strings(values));
        StringArray longer = Batches.Strings(["before", .. values, "after"]);
        Checks.Failing(rule, ArrowArrayFactory.Slice(longer, 1, values.Length)).ShouldBe(plain);
        Checks.Failing(rule, Batches.Encoded(values)).ShouldBe(plain);
        return plain;
    }
}
