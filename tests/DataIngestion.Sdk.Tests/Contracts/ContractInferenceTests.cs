using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using CsCheck;

namespace DataIngestion.Contracts;

public sealed class ContractInferenceTests
{
    [Theory]
    [InlineData("boolean", "true|FALSE|True")]
    [InlineData("string", "Y|N|Y")]
    [InlineData("string", "yes|true")]
    [InlineData("int64", "0|-5|9223372036854775807")]
    [InlineData("decimal(38,0)", "1|9223372036854775808")]
    [InlineData("decimal(38,0)", "-99999999999999999999999999999999999999")]
    [InlineData("string", "123456789012345678901234567890123456789")]
    [InlineData("float64", "0.5|1|-2.25e-3")]
    [InlineData("float64", "1e5|2")]
    [InlineData("float64", "1.5|NaN|-Infinity")]
    [InlineData("string", "NaN|nan")]
    [InlineData("string", "1.5|1e999")]
    [InlineData("string", "0.5|9007199254740993")]
    [InlineData("string", "0213|4120")]
    [InlineData("string", "-01")]
    [InlineData("string", "+49|30")]
    [InlineData("string", "00.5")]
    [InlineData("string", " 1|2")]
    [InlineData("string", "1.2.3")]
    [InlineData("string", "-")]
    [InlineData("string", "1e")]
    [InlineData("int64", "20150125|20151301")]
    [InlineData("date", "2015-01-25|2016-02-29")]
    [InlineData("string", "2015-01-25|2015-02-29")]
    [InlineData("timestamp", "2015-01-25T00:00:00Z|2015-01-25 00:00:00.5+02:00")]
    [InlineData("timestamp_ntz", "2015-01-25T00:00:00|2015-01-25 00:00")]
    [InlineData("string", "2015-01-25T00:00:00|2015-01-25T00:00:00Z")]
    [InlineData("string", "2015-01-25T00:00:00.1234567")]
    [InlineData("string", "abc|1|2015-01-25")]
    public void Complete_Values_GetTheirType(string type, string values)
    {
        InferredContract inferred = Delivered.Infer(values.Split('|'));

        inferred.Contract.Columns[0].Type.ToString().ShouldBe(type);
        inferred.Detected["c"].ShouldStartWith(type);
    }

    [Theory]
    [InlineData("M/d/yyyy", "1/25/2015|10/1/2014")]
    [InlineData("d/M/yyyy", "25/1/2015|1/10/2014")]
    [InlineData("yyyy/MM/dd", "2015/01/25")]
    [InlineData("MM-dd-yyyy", "01-25-2015|10-01-2014")]
    [InlineData("dd.MM.yyyy", "25.01.2015")]
    [InlineData("d.M.yyyy", "25.1.2015")]
    [InlineData("yy-MM-dd", "99-01-25")]
    [InlineData("d-MMM-yyyy", "25-Jan-2015|1-DEC-2014")]
    [InlineData("M/d/yyyy H:mm", "1/25/2015 9:05|10/1/2014 23:59")]
    [InlineData("d/M/yyyy H:mm:ss", "25/1/2015 9:05:01")]
    [InlineData("M/d/yyyy h:mm:ss tt", "1/25/2015 9:05:01 PM")]
    public void Complete_OneFormatLeft_DeclaresIt(string format, string values)
    {
        ColumnContract column = Delivered.Infer(values.Split('|')).Contract.Columns[0];

        column.Formats.ShouldBe([format]);
        column.Type.Kind.ShouldBe(format.Contains(':') ? ColumnKind.TimestampWithoutZone : ColumnKind.Date);
    }

    [Fact]
    public void Complete_OrdersThatReadTheSame_AreReported()
    {
        InferredContract inferred = Delivered.Infer("1/1/2015", "5/5/2015");

        inferred.Contract.Columns[0].Formats.ShouldBe(["M/d/yyyy"]);
        inferred.Detected["c"].ShouldBe("date, format M/d/yyyy (d/M/yyyy reads every value the same)");
    }

    [Fact]
    public void Complete_SeveralAmbiguousColumns_NamesAllOfThem()
    {
        ContractInference inference = new();
        using SourceBatch batch = Delivered.Of(("one", Delivered.Text("1/2/2015", null)), ("two", Delivered.Text("03-04-05", "03-04-05")), ("three", Delivered.Text("1", "2")));
        inference.Observe(batch);

        ContractException stop = Should.Throw<ContractException>(inference.Complete);

        stop.Message.ShouldContain("'one': 1/2/2015 reads as 2015-01-02 under M/d/yyyy and as 2015-02-01 under d/M/yyyy");
        stop.Message.ShouldContain("'two': 03-04-05 reads as 2005-03-04 under MM-dd-yy, as 2005-04-03 under dd-MM-yy and as 2003-04-05 under yy-MM-dd");
        stop.Message.ShouldNotContain("'three'");
        stop.Message.ShouldContain("file.csv");
    }

    [Fact]
    public void Complete_OrdersThatReadTheSameBesideOneThatDoesNot_AreAllCandidates() =>
        Should.Throw<ContractException>(() => Delivered.Infer("03-03-01")).Message
            .ShouldContain("03-03-01 reads as 2001-03-03 under MM-dd-yy, as 2001-03-03 under dd-MM-yy and as 2003-03-01 under yy-MM-dd");

    [Fact]
    public void Complete_AmbiguousColumnDeclared_TakesTheDeclaration()
    {
        ColumnContract declared = new("c", ColumnType.Date) { Formats = ["d/M/yyyy"] };
        ContractInference inference = new([declared]);
        using SourceBatch batch = Delivered.Column("1/2/2015");
        inference.Observe(batch);

        InferredContract inferred = inference.Complete();

        inferred.Contract.Columns.ShouldBe([declared]);
        inferred.Detected.ShouldBeEmpty();
    }

    [Fact]
    public void Complete_DecidedOnlyInALaterBatch_SeesIt()
    {
        ContractInference inference = new();
        using SourceBatch first = Delivered.Column("1/2/2015");
        using SourceBatch second = Delivered.Column("1/13/2015");
        inference.Observe(first);
        inference.Observe(second);

        inference.Complete().Contract.Columns[0].Formats.ShouldBe(["M/d/yyyy"]);
    }

    [Theory]
    [InlineData("int64", "1|?|NA|3", "?|NA")]
    [InlineData("float64", "1.5|-|.|N/A", "N/A|-|.")]
    [InlineData("date", "2015-01-25|null|NULL", "null|NULL")]
    [InlineData("boolean", "true|", "")]
    [InlineData("string", "a|?|NA|None", "?")]
    [InlineData("string", "a|NA|-", null)]
    [InlineData("string", "1|None", null)]
    [InlineData("string", "NA|NA", null)]
    [InlineData("string", "?|?", "?")]
    public void Complete_MissingMarkers_DependOnTheOtherValues(string type, string values, string? markers)
    {
        InferredContract inferred = Delivered.Infer(values.Split('|'));

        inferred.Contract.Columns[0].Type.ToString().ShouldBe(type);
        inferred.Contract.Columns[0].MissingMarkers.ShouldBe(markers?.Split('|') ?? []);
        inferred.Detected["c"].Contains("missing").ShouldBe(markers is not null);
    }

    [Fact]
    public void Complete_AllMissing_IsAString()
    {
        InferredContract inferred = Delivered.Infer(null, null);

        inferred.Contract.Columns[0].Type.ShouldBe(ColumnType.String);
        inferred.Detected["c"].ShouldBe("string, no value seen");
    }

    [Theory]
    [InlineData("1406,91|12", "float64, decimal sign ,")]
    [InlineData("1,5|0,125", "float64, decimal sign ,")]
    [InlineData("1,5|1.5", "string")]
    [InlineData("1,234|12,345", "string, commas may be decimal signs or part thousands: declare which")]
    public void Complete_Commas_AreDecimalSignsOnlyWhenClear(string values, string detected)
    {
        InferredContract inferred = Delivered.Infer(values.Split('|'));

        inferred.Detected["c"].ShouldBe(detected);
        inferred.Contract.Columns[0].DecimalSign.ShouldBe(detected.StartsWith("float", StringComparison.Ordinal) ? ',' : '.');
    }

    [Fact]
    public void Complete_NameThatDeltaRefuses_NamesColumnAndFile()
    {
        ContractInference inference = new();
        using SourceBatch batch = Delivered.Of(("claim date", Delivered.Text("x")));
        inference.Observe(batch);

        ContractException refused = Should.Throw<ContractException>(inference.Complete);

        refused.Message.ShouldContain("'claim date'");
        refused.Message.ShouldContain("file.csv");
    }

    [Fact]
    public void Complete_NothingObserved_SaysSo() => Should.Throw<ContractException>(() => new ContractInference().Complete());

    [Fact]
    public void Observe_OtherColumnsInALaterBatch_Stops()
    {
        ContractInference inference = new();
        using SourceBatch first = Delivered.Column("1");
        using SourceBatch second = Delivered.Of(("d", Delivered.Text("1")));
        inference.Observe(first);

        Should.Throw<ContractException>(() => inference.Observe(second)).Message.ShouldContain("differ");
    }

    [Fact]
    public void Complete_TypedColumns_KeepTheirTypes()
    {
        (IArrowType Delivered, string Type)[] types =
        [
            (Int8Type.Default, "int8"), (Int16Type.Default, "int16"), (Int32Type.Default, "int32"), (Int64Type.Default, "int64"),
            (UInt8Type.Default, "int16"), (UInt16Type.Default, "int32"), (UInt32Type.Default, "int64"), (UInt64Type.Default, "decimal(20,0)"),
            (FloatType.Default, "float32"), (DoubleType.Default, "float64"), (new Decimal128Type(12, 2), "decimal(12,2)"),
            (Date32Type.Default, "date"), (Date64Type.Default, "date"),
            (new TimestampType(TimeUnit.Nanosecond, "Europe/Berlin"), "timestamp"), (new TimestampType(TimeUnit.Second, (string?)null), "timestamp_ntz"),
            (BooleanType.Default, "boolean"), (StringType.Default, "string"), (LargeStringType.Default, "string"), (BinaryType.Default, "binary"),
            (new DictionaryType(Int32Type.Default, StringType.Default, false), "string"), (NullType.Default, "string"),
        ];
        foreach ((IArrowType delivered, string type) in types)
        {
            Inference.ArrowTypes.ToColumnType(delivered)!.ToString().ShouldBe(type, delivered.Name);
        }
    }

    [Fact]
    public void Complete_TextBesideTypedColumns_StaysText()
    {
        ContractInference inference = new();
        using SourceBatch batch = Delivered.Of(("zip", Delivered.Text("12345")), ("n", new Int32Array.Builder().Append(7).Build()));
        inference.Observe(batch);

        inference.Complete().Contract.Columns.Select(column => column.Type.ToString()).ShouldBe(["string", "int32"]);
    }

    [Fact]
    public void Observe_UnsupportedTypes_NamesAllColumnsAndTypes()
    {
        ListArray.Builder list = new(Int32Type.Default);
        list.Append();
        using SourceBatch batch = Delivered.Of(("tags", list.Build()), ("t", new Time32Array.Builder().Append(1).Build()));

        string message = Should.Throw<ContractException>(() => new ContractInference().Observe(batch)).Message;

        message.ShouldContain("'tags' is list of int32");
        message.ShouldContain("'t' is time32");
    }

    [Fact]
    public void Complete_DatesOfOneFormat_NeverReadWrongly() =>
        Gen.Select(Gen.OneOf("M/d/yyyy", "d/M/yyyy", "dd-MM-yy", "yy-MM-dd", "MM-dd-yy", "dd.MM.yyyy", "yyyy-MM-dd"), Gen.Int[0, 30_000].Array[1, 8]).Sample(
            (format, days) =>
            {
                DateOnly[] dates = [.. days.Select(day => new DateOnly(1965, 1, 1).AddDays(day))];
                string[] texts = [.. dates.Select(date => date.ToString(format, CultureInfo.InvariantCulture))];
                ColumnContract column;
                try
                {
                    column = Delivered.Infer(texts).Contract.Columns[0];
                }
                catch (ContractException stop)
                {
                    stop.Message.ShouldContain(format);
                    return;
                }

                Date32Array array = (Date32Array)Delivered.Cast(column, Delivered.Text(texts)).Array;
                Enumerable.Range(0, dates.Length).Select(row => array.GetDateOnly(row)).ShouldBe(dates.Select(date => (DateOnly?)date), column.Formats[0]);
            },
            iter: 3000);

    [Fact]
    public void Complete_ThenApply_NeverFaultsOnItsOwnDelivery() =>
        Gen.Frequency(
            (3, Gen.OneOf("1", "-2", "3.5", "?", "NA", "true", "2015-01-25", "1/13/2015", "", "x", "007", "1e5", "99999999999999999999")),
            (1, Gen.Char["0123456789-./:, eTZ"].Array[0, 12].Select(chars => new string(chars)))).Array[1, 6].Sample(
            values =>
            {
                ColumnContract column;
                try
                {
                    column = Delivered.Infer(values).Contract.Columns[0];
                }
                catch (ContractException)
                {
                    return;
                }

                Delivered.Cast(column, Delivered.Text(values)).Faults.ShouldBeEmpty(string.Join("|", values));
            },
            iter: 20000);
}
