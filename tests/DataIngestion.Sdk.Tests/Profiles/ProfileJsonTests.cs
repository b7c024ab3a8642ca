using System.Text;
using DataIngestion.Profiles;

namespace DataIngestion.Tests.Profiles;

public sealed class ProfileJsonTests
{
    [Fact]
    public void Deserialize_WhatSerializeWrote_IsTheSameToTheLastBit()
    {
        double[] knots = [-double.MaxValue, -1e-300, 0, double.Epsilon, 0.1, 1.0 / 3, Math.PI, 1e22, double.MaxValue];
        ColumnProfile numeric = new("n \"x\"", "float64", 20, 2)
        {
            Numeric = new(9, 9, 1.0 / 3, double.MaxValue, knots[0], knots[^1], knots, [1, 1, 1, 1, 1, 1, 1, 1, long.MaxValue / 2], 7),
        };
        ColumnProfile text = new("größe", "string", 5, 1)
        {
            Categorical = new(new Dictionary<string, long> { [""] = 1, ["a\n\u0001"] = 2, ["日本"] = 1 }, 3),
        };
        DatasetProfile profile = new(20, [numeric, text, new("day", "date", 20, 0)]);

        DatasetProfile read = ProfileJson.Deserialize(ProfileJson.Serialize(profile));

        read.Rows.ShouldBe(20);
        read.Columns.Select(column => (column.Name, column.Type, column.Rows, column.Missing))
            .ShouldBe(profile.Columns.Select(column => (column.Name, column.Type, column.Rows, column.Missing)));
        read.Columns[0].Numeric!.Knots.Select(BitConverter.DoubleToInt64Bits).ShouldBe(knots.Select(BitConverter.DoubleToInt64Bits));
        read.Columns[0].Numeric!.Weights.ShouldBe(numeric.Numeric!.Weights);
        (read.Columns[0].Numeric! with { Knots = knots, Weights = numeric.Numeric.Weights }).ShouldBe(numeric.Numeric);
        read.Columns[1].Categorical!.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ShouldBe(text.Categorical!.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        read.Columns[1].Categorical!.Other.ShouldBe(3);
        (read.Columns[2].Numeric, read.Columns[2].Categorical).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":99,\"rows\":0,\"columns\":[]}")]
    [InlineData("{\"version\":2,\"rows\":\"x\",\"columns\":[]}")]
    public void Deserialize_NoProfile_ThrowsIngestionException(string json) =>
        Should.Throw<IngestionException>(() => ProfileJson.Deserialize(Encoding.UTF8.GetBytes(json)));
}
