namespace DataIngestion.Sources;

public sealed class FileGlobTests
{
    // Expectations are those of bash with globstar and extglob off, dotglob off.
    [Theory]
    [InlineData("*.csv", "a.csv", true)]
    [InlineData("*.csv", "a.csv.gz", false)]
    [InlineData("*.csv", "folder/a.csv", false)]
    [InlineData("*.csv", ".hidden.csv", false)]
    [InlineData("*.csv", ".csv", false)]
    [InlineData(".*.csv", ".hidden.csv", true)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXcYb", false)]
    [InlineData("a**c", "abc", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*", "a", true)]
    [InlineData("?.csv", "a.csv", true)]
    [InlineData("?.csv", "ab.csv", false)]
    [InlineData("?.csv", ".csv", false)]
    [InlineData("in/*.csv", "in/a.csv", true)]
    [InlineData("in/*.csv", "in/deep/a.csv", false)]
    [InlineData("in/*.csv", "In/a.csv", false)]
    [InlineData("in/*/a.csv", "in/x/a.csv", true)]
    [InlineData("in/*/a.csv", "in/a.csv", false)]
    [InlineData("**/*.csv", "a.csv", true)]
    [InlineData("**/*.csv", "x/y/z/a.csv", true)]
    [InlineData("**/*.csv", "x/.git/a.csv", false)]
    [InlineData("in/**/a.csv", "in/a.csv", true)]
    [InlineData("in/**/a.csv", "in/x/y/a.csv", true)]
    [InlineData("in/**/a.csv", "out/in/a.csv", false)]
    [InlineData("in/**", "in/x/y", true)]
    [InlineData("in/**", "in", false)]
    [InlineData("in/**", "in/.x/y", false)]
    [InlineData("**/x/**/y", "a/x/b/x/c/y", true)]
    [InlineData("**/x/**/y", "a/b/c/y", false)]
    [InlineData("*.{csv,csv.gz}", "a.csv.gz", true)]
    [InlineData("*.{csv,csv.gz}", "a.parquet", false)]
    [InlineData("{a,b/c}/*.csv", "b/c/1.csv", true)]
    [InlineData("{a,b/c}/*.csv", "b/1.csv", false)]
    [InlineData("x{1,{2,3}y}z", "x3yz", true)]
    [InlineData("x{1,{2,3}y}z", "x3z", false)]
    [InlineData("a{,.gz}", "a", true)]
    [InlineData("[ab].csv", "[ab].csv", true)]
    [InlineData("[ab].csv", "a.csv", false)]
    [InlineData("plain.csv", "plain.csv", true)]
    public void IsMatch_PatternAndPath_AsAShellWould(string pattern, string path, bool expected) =>
        new FileGlob(pattern).IsMatch(path).ShouldBe(expected);

    [Theory]
    [InlineData("*.csv", "")]
    [InlineData("in/2026/*.csv", "in/2026")]
    [InlineData("in/*/x/*.csv", "in")]
    [InlineData("in/**", "in")]
    [InlineData("in/a.csv", "in")]
    [InlineData("in/{a,b}/*.csv", "in")]
    [InlineData("in/{a,a/b}/*.csv", "in/a")]
    public void Folder_Pattern_IsTheDeepestThatHoldsAllMatches(string pattern, string expected) =>
        new FileGlob(pattern).Folder.ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("/abs/*.csv")]
    [InlineData("../*.csv")]
    [InlineData("a//*.csv")]
    [InlineData("a/*.{csv")]
    [InlineData("a/*.csv}")]
    [InlineData("{a,../b}/*.csv")]
    [InlineData("{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}{1,2}")]
    public void Constructor_PatternIsNoStorePath_IsMisuse(string pattern) =>
        Should.Throw<ArgumentException>(() => new FileGlob(pattern));
}
