using System.Text.Json;

namespace DataIngestion.Reports;

/// <summary>The page of drift in a real browser.</summary>
[Collection(BrowserPages.Name)]
public sealed class DriftPageBrowserTests(Browser browser)
{
    public static readonly TheoryData<string> Pages =
        ["driftDrifted", "driftStable", "driftMasked", "driftNothing", "driftFew", "driftForeign", "driftWide300", "driftWide1000"];

    public static readonly TheoryData<string> ReadablePages = ["driftDrifted", "driftStable", "driftMasked", "driftNothing", "driftFew", "driftForeign"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Opened_ReportsNoFaultAndAsksForNothing(string name)
    {
        JsonElement page = browser.Page(name);
        foreach (JsonElement visit in (JsonElement[])[page.GetProperty("used"), page.GetProperty("withoutScript"), .. page.GetProperty("looks").EnumerateArray()])
        {
            Texts(visit.GetProperty("faults")).ShouldBeEmpty();
            Texts(visit.GetProperty("requests")).ShouldBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(ReadablePages))]
    public void Page_LightDarkAndNarrow_IsAccessibleAndFits(string name)
    {
        JsonElement[] looks = [.. browser.Page(name).GetProperty("looks").EnumerateArray()];
        looks.Length.ShouldBe(3);
        foreach (JsonElement look in looks)
        {
            Texts(look.GetProperty("violations")).ShouldBeEmpty();
            look.GetProperty("overflow").GetInt32().ShouldBe(0);
        }
    }

    [Theory]
    [MemberData(nameof(ReadablePages))]
    public void Page_Keyboard_ReachesEveryControlAndOpensAColumn(string name)
    {
        JsonElement keyboard = browser.Page(name).GetProperty("used").GetProperty("keyboard");
        keyboard.GetProperty("reached").GetInt32().ShouldBe(keyboard.GetProperty("expected").GetInt32());
        Texts(keyboard.GetProperty("unseen")).ShouldBeEmpty();
        keyboard.GetProperty("toggles").ValueKind.ShouldBe(name == "driftNothing" ? JsonValueKind.Null : JsonValueKind.True);
    }

    [Theory]
    [InlineData("driftWide300", 30, 270)]
    [InlineData("driftWide1000", 100, 900)]
    public void Filter_OneState_ShowsItsColumns(string name, int drifted, int stable)
    {
        JsonElement states = browser.Page(name).GetProperty("used").GetProperty("states");
        states.GetProperty("drifted").GetInt32().ShouldBe(drifted);
        states.GetProperty("stable").GetInt32().ShouldBe(stable);
        states.GetProperty("open").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("driftDrifted", "PREM", 1, "1 of 16 columns shown")]
    [InlineData("driftDrifted", "float64 density", 1, "1 of 16 columns shown")]
    [InlineData("driftDrifted", "no such column", 0, "0 of 16 columns shown")]
    [InlineData("driftWide300", "sensor_029", 10, "10 of 300 columns shown")]
    [InlineData("driftWide1000", "sensor_0997", 1, "1 of 1,000 columns shown")]
    public void Search_Words_ShowsTheColumnsOfThatName(string name, string text, int visible, string status)
    {
        JsonElement search = browser.Page(name).GetProperty("used").GetProperty("searches").EnumerateArray()
            .Single(search => search.GetProperty("text").GetString() == text);
        search.GetProperty("visible").GetInt32().ShouldBe(visible);
        search.GetProperty("status").GetString().ShouldBe(status);
    }

    [Fact]
    public void Page_HostileText_StaysText()
    {
        JsonElement used = browser.Page("driftForeign").GetProperty("used");
        Texts(used.GetProperty("markers")).ShouldBeEmpty();
        used.GetProperty("scripts").GetInt32().ShouldBe(1);
        used.GetProperty("handlers").GetInt32().ShouldBe(0);
        used.GetProperty("text").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("driftStable", 0)]
    [InlineData("driftWide300", 30)]
    public void Page_Printed_ShowsEveryDriftedColumnWhole(string name, int drifted)
    {
        JsonElement print = browser.Page(name).GetProperty("used").GetProperty("print");
        print.GetProperty("header").GetString().ShouldBe("%PDF-");
        print.GetProperty("drawn").GetInt32().ShouldBe(drifted);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_WithoutScript_HidesWhatWouldDoNothing(string name) =>
        browser.Page(name).GetProperty("withoutScript").GetProperty("filterShown").GetBoolean().ShouldBeFalse();

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.ToString())];
}
