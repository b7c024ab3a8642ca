using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Delta;

public sealed class DeltaSchemaTests
{
    [Fact]
    public void From_EveryArrowType_HasTheDeltaNameAndComesBack()
    {
        (ColumnType Type, string Name)[] types =
        [
            (ColumnType.Boolean, "boolean"), (ColumnType.Int8, "byte"), (ColumnType.Int16, "short"), (ColumnType.Int32, "integer"), (ColumnType.Int64, "long"),
            (ColumnType.Float32, "float"), (ColumnType.Float64, "double"), (ColumnType.Decimal(12, 2), "decimal(12,2)"), (ColumnType.Date, "date"),
            (ColumnType.Timestamp, "timestamp"), (ColumnType.TimestampWithoutZone, "timestamp_ntz"), (ColumnType.String, "string"), (ColumnType.Binary, "binary"),
        ];
        Schema arrow = new(types.Select((type, at) => new Field($"c{at}", type.Type.ToArrow(), at % 2 == 0)), null);

        DeltaSchema schema = DeltaSchema.Parse(DeltaSchema.From(arrow).ToJson());

        schema.Fields.Select(field => field.TypeJson).ShouldBe(types.Select(type => $"\"{type.Name}\""));
        schema.Fields.Select(field => field.Type).ShouldBe(types.Select(type => type.Type));
        schema.Fields.Select(field => field.Nullable).ShouldBe(types.Select((_, at) => at % 2 == 0));
        schema.ToArrow().FieldsList.Select(field => field.DataType.TypeId).ShouldBe(arrow.FieldsList.Select(field => field.DataType.TypeId));
        schema.UsesTimestampWithoutZone.ShouldBeTrue();
    }

    [Fact]
    public void From_Contract_RequiredAndKeyColumnsAreNotNullable()
    {
        DataContract contract = new([new("id", ColumnType.Int64), new("a", ColumnType.String) { Required = true }, new("b", ColumnType.Date)]) { PrimaryKey = ["id"] };

        DeltaSchema.From(contract).ToJson().ShouldBe(
            """{"type":"struct","fields":[{"name":"id","type":"long","nullable":false,"metadata":{}},{"name":"a","type":"string","nullable":false,"metadata":{}},{"name":"b","type":"date","nullable":true,"metadata":{}}]}""");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("a;b")]
    [InlineData("a{b")]
    [InlineData("a}b")]
    [InlineData("a(b")]
    [InlineData("a)b")]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a=b")]
    [InlineData("")]
    public void Checked_NameThatReadersRefuse_IsMisuse(string name) =>
        Should.Throw<ArgumentException>(() => DeltaSchema.Checked([DeltaSchema.Of(name, ColumnType.Int32, true)]));

    [Fact]
    public void Checked_NamesThatDifferInCaseOnly_IsMisuse() =>
        Should.Throw<ArgumentException>(() => DeltaSchema.Checked([DeltaSchema.Of("Id", ColumnType.Int32, true), DeltaSchema.Of("iD", ColumnType.Int32, true)]));

    [Fact]
    public void From_TypeThatNoTableHolds_NamesTheColumn() =>
        Should.Throw<ArgumentException>(() => DeltaSchema.From(new Schema([new Field("at", new TimestampType(TimeUnit.Nanosecond, "UTC"), true)], null))).Message.ShouldContain("'at'");

    [Fact]
    public void Parse_NestedTypesAndMetadata_SurviveUnchanged()
    {
        const string Text =
            """{"type":"struct","fields":[{"name":"m","type":{"type":"map","keyType":"string","valueType":"timestamp_ntz","valueContainsNull":true},"nullable":true,"metadata":{"comment":"x","n":[1]}},{"name":"v","type":"variant","nullable":true,"metadata":{}}]}""";

        DeltaSchema schema = DeltaSchema.Parse(Text);

        schema.ToJson().ShouldBe(Text);
        schema.UsesTimestampWithoutZone.ShouldBeTrue();
        Should.Throw<DeltaTableException>(() => schema.ToArrow()).Column.ShouldBe("m");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"type":"struct","fields":[{"type":"long"}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"long","nullable":"yes"}]}""")]
    public void Parse_NoSchema_IsATypedError(string text) => Should.Throw<DeltaTableException>(() => DeltaSchema.Parse(text));
}
