using System.Net;
using System.Net.Sockets;
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

    // Not one of these is JSON by RFC 8259, though lenient readers take them.
    [Theory]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("""{"a":1,}""")]
    [InlineData("""{"a":1} x""")]
    [InlineData("""{"a":1}{"a":1}""")]
    [InlineData("""/* why */ {"a":1}""")]
    [InlineData("")]
    public void Observe_LenientJson_Fails(string value)
    {
        RecordBatch batch = Batch("""{"a":1}""", value);
        RowFailures failures = new();
        Validator(Policy).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        failures.Rows.ShouldBe([1]);
    }

    [Fact]
    public void Observe_SlicedRows_AreNumberedFromTheSlice()
    {
        RecordBatch batch = Batch("x", "x", """{"a":1}""", null, "[1]", "x").Slice(2, 3);
        RowFailures failures = new();
        Validator(Policy).Begin(new ValidationContext(batch.Schema)).Observe(batch, failures);
        failures.Rows.ShouldBe([2]);
    }

    // Two rules of one name run once: what tells the schemas apart has to be in it.
    [Fact]
    public void Name_SchemasOfOneTitle_Differ()
    {
        string name = Validator("""{"title":"policy","type":"object"}""").Name;
        name.ShouldContain("policy");
        name.ShouldNotBe(Validator("""{"title":"policy","type":"array"}""").Name);
    }

    [Theory]
    [InlineData("""{"$ref":"http://127.0.0.1:PORT/other.json"}""")]
    [InlineData("""{"$ref":"http://127.0.0.1:PORT/other.json","$ref":"#"}""")]
    [InlineData("""{"\u0024ref":"http://127.0.0.1:PORT/other.json"}""")]
    [InlineData("""{"anyOf":[{"type":"object"},{"items":{"$ref":"http://127.0.0.1:PORT/other.json#/a"}}]}""")]
    public void Builder_SchemaThatRefersToAHost_ConnectsToNone(string schema)
    {
        using TcpListener host = new(IPAddress.Loopback, 0);
        host.Start();
        string port = ((IPEndPoint)host.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Should.Throw<ArgumentException>(() => Validator(schema.Replace("PORT", port, StringComparison.Ordinal))).Message.ShouldContain("another document");
        host.Pending().ShouldBeFalse();
    }

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
