using System.Text;
using Apache.Arrow;

namespace DataIngestion.Contracts;

public sealed class ContractBindingTests
{
    private static readonly DataContract Three = new([new("a", ColumnType.Int64), new("b", ColumnType.String), new("c", ColumnType.Float64)]);

    [Theory]
    [InlineData(ColumnPolicy.Freeze, true)]
    [InlineData(ColumnPolicy.Evolve, true)]
    [InlineData(ColumnPolicy.Ignore, false)]
    public void Bind_NewColumn_FollowsThePolicy(ColumnPolicy policy, bool holds)
    {
        ContractBinding binding = ContractBinding.Bind(Three with { NewColumns = policy }, Schema("a", "b", "c", "d"));

        ShapeFinding finding = binding.Findings.ShouldHaveSingleItem();
        (finding.Column, finding.What, finding.Policy, finding.Holds).ShouldBe(("d", "new", policy, holds));
        binding.NeededColumns.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public void Bind_NewColumnAddedBefore_IsNoFinding()
    {
        DataContract inferred = new([new("A", ColumnType.String), new("d", ColumnType.Int64) { Required = true }]);

        DataContract evolved = ContractEvolution.AddNewColumns(Three with { NewColumns = ColumnPolicy.Evolve }, inferred);

        evolved.Columns.Select(column => column.Name).ShouldBe(["a", "b", "c", "d"]);
        evolved.Columns[3].Required.ShouldBeFalse();
        ContractBinding.Bind(evolved, Schema("a", "b", "c", "d")).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Bind_NewColumnThatDiffersInCase_HoldsUnderEvolve()
    {
        ContractBinding binding = ContractBinding.Bind(Three with { NewColumns = ColumnPolicy.Evolve, MissingColumns = ColumnPolicy.Ignore }, Schema("A", "b", "c"));

        binding.Findings[0].Holds.ShouldBeTrue();
        binding.Findings[0].Message.ShouldContain("case");
        binding.Findings[1].What.ShouldBe("missing");
    }

    [Theory]
    [InlineData(ColumnPolicy.Freeze, false, true)]
    [InlineData(ColumnPolicy.Evolve, false, false)]
    [InlineData(ColumnPolicy.Ignore, false, false)]
    [InlineData(ColumnPolicy.Evolve, true, true)]
    [InlineData(ColumnPolicy.Ignore, true, true)]
    public void Apply_MissingColumn_IsAbsentAndFollowsThePolicy(ColumnPolicy policy, bool required, bool holds)
    {
        DataContract contract = Three with { MissingColumns = policy, Columns = [Three.Columns[0], Three.Columns[1] with { Required = required }, Three.Columns[2]] };
        using SourceBatch batch = Delivered.Of(("a", Delivered.Text("1", "2")), ("c", Delivered.Text("1.5", null)));
        ContractBinding binding = ContractBinding.Bind(contract, batch.Batch.Schema);
        using ContractedBatch typed = binding.Apply(batch);

        ShapeFinding finding = binding.Findings.ShouldHaveSingleItem();
        (finding.Column, finding.What, finding.Holds).ShouldBe(("b", "missing", holds));
        typed.Batch.Column(1).Data.GetNullCount().ShouldBe(2);
        typed.Faults.Count.ShouldBe(required ? 2 : 0);
        binding.Counts.ShouldBe([new("b", "absent", 2), new("c", "empty", 1)]);
        binding.TextOf(batch, 1, 0).ShouldBeNull();
        binding.TextOf(batch, 2, 0).ShouldBe("1.5");
    }

    [Theory]
    [InlineData(ColumnPolicy.Freeze, true)]
    [InlineData(ColumnPolicy.Evolve, false)]
    [InlineData(ColumnPolicy.Ignore, false)]
    public void Apply_ReorderedColumns_AreMatchedByName(ColumnPolicy policy, bool holds)
    {
        using SourceBatch batch = Delivered.Of(("c", Delivered.Text("1.5")), ("b", Delivered.Text("x")), ("a", Delivered.Text("7")));
        ContractBinding binding = ContractBinding.Bind(Three with { ReorderedColumns = policy }, batch.Batch.Schema);
        using ContractedBatch typed = binding.Apply(batch);

        ShapeFinding finding = binding.Findings.ShouldHaveSingleItem();
        (finding.Column, finding.What, finding.Holds).ShouldBe(("c", "reordered", holds));
        ((Int64Array)typed.Batch.Column(0)).GetValue(0).ShouldBe(7);
        ((StringArray)typed.Batch.Column(1)).GetString(0).ShouldBe("x");
        ((DoubleArray)typed.Batch.Column(2)).GetValue(0).ShouldBe(1.5);
    }

    [Fact]
    public void Bind_ColumnDeliveredTwice_NamesIt() =>
        Should.Throw<ContractException>(() => ContractBinding.Bind(Three, Schema("a", "b", "c", "b"))).Column.ShouldBe("b");

    [Fact]
    public void Apply_PrunedBatch_FindsItsColumns()
    {
        ContractBinding binding = ContractBinding.Bind(Three with { NewColumns = ColumnPolicy.Ignore }, Schema("x", "a", "b", "c"));
        using SourceBatch pruned = Delivered.Of(("a", Delivered.Text("1")), ("b", Delivered.Text("y")), ("c", Delivered.Text("2")));
        using ContractedBatch typed = binding.Apply(pruned);

        ((StringArray)typed.Batch.Column(1)).GetString(0).ShouldBe("y");
    }

    [Fact]
    public void Apply_BatchWithoutABoundColumn_NamesColumnAndFile()
    {
        ContractBinding binding = ContractBinding.Bind(Three, Schema("a", "b", "c"));
        using SourceBatch other = Delivered.Of(("a", Delivered.Text("1")), ("b", Delivered.Text("y")));

        ContractException broken = Should.Throw<ContractException>(() => binding.Apply(other));

        (broken.Column, broken.Origin).ShouldBe(("c", "file.csv"));
    }

    [Fact]
    public void Apply_Faults_ComeByRowThenColumnAndNullTheCell()
    {
        DataContract contract = new([new("a", ColumnType.Int64) { Required = true, MissingMarkers = ["?"] }, new("b", ColumnType.Date) { Required = true }]);
        using SourceBatch batch = Delivered.Of(("a", Delivered.Text("1", "?", "x", null)), ("b", Delivered.Text("2015-01-25", "25", null, "2015-02-30")));
        ContractBinding binding = ContractBinding.Bind(contract, batch.Batch.Schema);
        using ContractedBatch typed = binding.Apply(batch);

        typed.Faults.ShouldBe(
        [
            new(1, 0, CellFaultKind.MissingRequired), new(1, 1, CellFaultKind.DoesNotFit),
            new(2, 0, CellFaultKind.DoesNotFit), new(2, 1, CellFaultKind.MissingRequired),
            new(3, 0, CellFaultKind.MissingRequired), new(3, 1, CellFaultKind.DoesNotFit),
        ]);
        typed.Batch.Column(0).Data.GetNullCount().ShouldBe(3);
        typed.Batch.Column(1).Data.GetNullCount().ShouldBe(3);
        binding.TextOf(batch, 0, 2).ShouldBe("x");
        binding.TextOf(batch, 0, 3).ShouldBeNull();
        binding.Counts.ShouldBe([new("a", "empty", 1), new("a", "marker ?", 1), new("b", "empty", 1)]);
    }

    [Fact]
    public void Apply_NoneUnknownEmptyAndQuotedEmpty_AreFourThings()
    {
        DataContract contract = new([new("c", ColumnType.String) { MissingMarkers = ["?"] }]);
        using SourceBatch batch = Delivered.Column("None", "?", null, "");
        ContractBinding binding = ContractBinding.Bind(contract, batch.Batch.Schema);
        using ContractedBatch typed = binding.Apply(batch);
        StringArray array = (StringArray)typed.Batch.Column(0);

        Enumerable.Range(0, 4).Select(row => array.IsNull(row) ? null : array.GetString(row)).ShouldBe(["None", null, null, ""]);
        binding.Counts.ShouldBe([new("c", "empty", 1), new("c", "marker ?", 1)]);
    }

    [Fact]
    public void Apply_MarkerRemoved_LeavesNoBytesBehind()
    {
        ColumnContract column = new("c", ColumnType.String) { MissingMarkers = ["SECRET"] };

        StringArray array = (StringArray)Delivered.Cast(column, Delivered.Text("a", "SECRET", "b")).Array;

        Encoding.UTF8.GetString(array.ValueBuffer.Span).ShouldBe("ab");
    }

    [Fact]
    public void Counts_SeveralBatches_AddUp()
    {
        using SourceBatch batch = Delivered.Column("1", null);
        ContractBinding binding = ContractBinding.Bind(new([new("c", ColumnType.Int64)]), batch.Batch.Schema);
        binding.Apply(batch).Dispose();
        binding.Apply(batch).Dispose();

        binding.Counts.ShouldBe([new("c", "empty", 2)]);
    }

    [Fact]
    public void Schema_OfBinding_IsTheContracts()
    {
        DataContract contract = Three with { PrimaryKey = ["a"] };
        ContractBinding binding = ContractBinding.Bind(contract, Schema("c", "b", "a"));

        binding.Schema.FieldsList.Select(field => (field.Name, field.DataType.Name, field.IsNullable))
            .ShouldBe([("a", "int64", false), ("b", "utf8", true), ("c", "double", true)]);
    }

    [Fact]
    public void Bind_InvalidContract_IsRefused() =>
        Should.Throw<ArgumentException>(() => ContractBinding.Bind(Three with { PrimaryKey = ["c"] }, Schema("a", "b", "c")));

    [Fact]
    public void Apply_EmptyBatch_GivesAnEmptyBatchOfTheContractsTypes()
    {
        foreach (ColumnType type in new[] { ColumnType.Boolean, ColumnType.Int64, ColumnType.Decimal(38, 2), ColumnType.Date, ColumnType.String, ColumnType.Binary })
        {
            Delivered.Cast(type).Array.Length.ShouldBe(0);
        }
    }

    private static Schema Schema(params string[] names)
    {
        using SourceBatch batch = Delivered.Of([.. names.Select(name => (name, (IArrowArray)Delivered.Text("0")))]);
        return batch.Batch.Schema;
    }
}
