namespace DataIngestion.Pipelines;

public sealed class InferContractTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("infer-contract-").FullName;

    [Fact]
    public async Task InferContractAsync_TwoFiles_TypesOfAllRows()
    {
        File.WriteAllText(Path.Combine(_folder, "a.csv"), "id,day,x\n1,31.12.2025,2\n");
        File.WriteAllText(Path.Combine(_folder, "b.csv"), "id,day,x\n2,30.01.2026,2.5\n");
        DataContract contract = await DataValidation.InferContractAsync(Source(), cancellationToken: TestContext.Current.CancellationToken);
        contract.Columns.Select(column => (column.Name, column.Type, column.Required)).ShouldBe(
            [("id", ColumnType.Int64, false), ("day", ColumnType.Date, false), ("x", ColumnType.Float64, false)]);
        contract.PrimaryKey.ShouldBeEmpty();
        ValidationReport report = await DataValidation.CheckAsync(
            Source(), (rules, _) => rules.NotNull("day"), new ValidationOptions { Contract = contract }, TestContext.Current.CancellationToken);
        report.Passed.ShouldBeTrue();
        report.Rows.ShouldBe(2);
    }

    [Fact]
    public async Task InferContractAsync_AmbiguousDateOfMaskedColumn_NamesTheColumnAndNoValue()
    {
        File.WriteAllText(Path.Combine(_folder, "a.csv"), "id,day\n1,01/02/2025\n");
        ContractException fault = await Should.ThrowAsync<ContractException>(async () =>
            await DataValidation.InferContractAsync(Source(), new ValidationOptions { Masked = ["day"] }, TestContext.Current.CancellationToken));
        fault.Message.ShouldContain("'day'");
        fault.Message.ShouldNotContain("01/02/2025");
    }

    [Fact]
    public async Task InferContractAsync_NoFile_SaysThatThereIsNothing()
    {
        SourceException fault = await Should.ThrowAsync<SourceException>(async () => await DataValidation.InferContractAsync(Source(), cancellationToken: TestContext.Current.CancellationToken));
        fault.Message.ShouldContain("nothing to validate");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ISource Source() => FileSource.Csv(LocalStore.OpenExisting(_folder), "*.csv", new FileSourceOptions { Ready = FileReadiness.Immediately });
}
