using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Suites.JsonSchemas;

public sealed class MatchesJsonSchemaTests
{
    private const string Policy = """{"type":"object","properties":{"a":{"type":"integer"},"b":{"$ref":"#/definitions/text"}},"required":["a"],"definitions":{"text":{"type":"string"}}}""";

    [Fact]
    public async Task Observe_ValuesOfEveryKind_NamesThoseThatTheSchemaForbids()
    {
        RecordBatch batch = Batch("""{"a":1}""", """{"a":"1"}""", null, """{"b":"x"}""", "no JSON", """{"a":2,"b":"x"}""", """{"a":2,"b":3}""", "[1]");
        IValidation state = Validator(Policy).Begin(new ValidationContext(batch.Schema));
        RowFailures failures = new();
        state.Observe(batch, failures);
        failures.Rows.ShouldBe([1, 3, 4, 6, 7]);
        ValidationOutcome outcome = await state.CompleteAsync(TestContext.Current.CancellationToken);
        (outcome.RowsChecked, outcome.RowsMissing, outcome.RowsFailed).ShouldBe((8, 1, 5));
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"properties":{"a":{"$ref":"http://127.0.0.1:1/other.json"}}}""", "another document")]
    [InlineData("""{"allOf":[{"$ref":"other.json#/a"}]}""", "another document")]
    public void Builder_SchemaThatCannotBeUsed_SaysWhy(string schema, string reason) =>
        Should.Throw<ArgumentException>(() => Validator(schema)).Message.ShouldContain(reason);

    [Fact]
    public void Begin_ColumnThatIsNoText_SaysSo()
    {
        Schema schema = new([new Field("x", Int64Type.Default, true)], null);
        Should.Throw<ArgumentException>(() => Validator("{}").Begin(new ValidationContext(schema))).Message.ShouldContain("strings");
    }

    private static RecordBatch Batch(params string?[] values)
    {
        StringArray.Builder builder = new();
        foreach (string? value in values)
        {
            builder.Append(value);
        }

        return new RecordBatch(new Schema([new Field("x", StringType.Default, true)], null), [builder.Build()], values.Length);
    }

    private static IValidator Validator(string schema) => new ValidationBuilder().MatchesJsonSchema("x", schema).Rules[^1].Validator;
}
