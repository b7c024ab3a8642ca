namespace DataIngestion.Reports;

/// <summary>All tests that look at pages share the browser that opened them.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserPages : ICollectionFixture<Browser>
{
    public const string Name = "pages in a browser";
}
