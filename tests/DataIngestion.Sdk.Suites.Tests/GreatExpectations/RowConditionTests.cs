using Apache.Arrow;

namespace DataIngestion.Suites.GreatExpectations;

public sealed class RowConditionTests
{
    [Theory]
    [InlineData("number > 1", new[] { 1, 2 })]
    [InlineData("number != 2", new[] { 0, 2, 3 })]
    [InlineData("2 <= number", new[] { 1, 2 })]
    [InlineData("(number == 3) & (text == \\\"c\\\")", new[] { 2 })]
    [InlineData("number == 1 or text == 'b'", new[] { 0, 1 })]
    [InlineData("not number > 1", new[] { 0, 3 })]
    [InlineData("~(text == 'a')", new[] { 1, 2, 3 })]
    [InlineData("number in [1, 3]", new[] { 0, 2 })]
    [InlineData("text not in ['a', 'b']", new[] { 2, 3 })]
    [InlineData("number == 'a'", new int[0])]
    [InlineData("col(\\\"number\\\") > 1", new[] { 1, 2 })]
    [InlineData("col(\\\"number\\\").notNull()", new[] { 0, 1, 2 })]
    [InlineData("`text`.isnull()", new[] { 3 })]
    [InlineData("number < other", new[] { 0 })]
    public void Choose_Text_SelectsWhatPandasWould(string condition, int[] expected) => Chosen($"\"{condition}\"").ShouldBe(expected);

    [Theory]
    [InlineData("""{"type":"comparison","column":{"name":"number"},"operator":">=","parameter":2}""", new[] { 1, 2 })]
    [InlineData("""{"type":"comparison","column":{"name":"number"},"operator":"!=","parameter":2}""", new[] { 0, 2 })]
    [InlineData("""{"type":"comparison","column":{"name":"text"},"operator":"IN","parameter":["a","c"]}""", new[] { 0, 2 })]
    [InlineData("""{"type":"nullity","column":{"name":"number"},"is_null":true}""", new[] { 3 })]
    [InlineData("""{"type":"and","conditions":[{"type":"nullity","column":{"name":"number"},"is_null":false},{"type":"comparison","column":{"name":"number"},"operator":"<","parameter":3}]}""", new[] { 0, 1 })]
    [InlineData("""{"type":"or","conditions":[{"type":"comparison","column":{"name":"number"},"operator":"==","parameter":1},{"type":"comparison","column":{"name":"number"},"operator":"==","parameter":3}]}""", new[] { 0, 2 })]
    [InlineData("""{"type":"column_comparison","column":{"name":"number"},"operator":"!=","other_column":{"name":"other"}}""", new[] { 0, 2 })]
    public void Choose_Object_SelectsWhereValuesAreThere(string condition, int[] expected) => Chosen(condition).ShouldBe(expected);

    [Fact]
    public void Choose_SlicedColumns_CountsRowsFromTheSlice()
    {
        using RecordBatch batch = Batch();
        using RecordBatch part = batch.SliceShared(1, 2);

        Chosen("\"number > 2\"", part).ShouldBe([1]);
    }

    private static List<int> Chosen(string condition)
    {
        using RecordBatch batch = Batch();
        return Chosen(condition, batch);
    }

    private static List<int> Chosen(string condition, RecordBatch batch)
    {
        ValidationBuilder builder = new();
        GreatExpectationsSuiteTests.One($$$"""{"type":"expect_column_values_to_not_be_null","kwargs":{"column":"text","condition_parser":"pandas","row_condition":{{{condition}}}}}""").AddTo(builder);
        List<int> rows = [];
        builder.Rules[0].Condition!.Bind(batch.Schema).Choose(batch, rows);
        return rows;
    }

    private static RecordBatch Batch() => new RecordBatch.Builder()
        .Append("number", true, new Int64Array.Builder().Append(1).Append(2).Append(3).AppendNull().Build())
        .Append("other", true, new DoubleArray.Builder().Append(1.5).Append(2).Append(2.5).Append(1).Build())
        .Append("text", true, new StringArray.Builder().Append("a").Append("b").Append("c").AppendNull().Build())
        .Build();
}
