using CsCheck;

namespace DataIngestion.Columnar;

public sealed class RowVerdictsTests
{
    [Fact]
    public void Reject_AnyRowsAndReasons_AreKeptInTheirOrder()
    {
        RowVerdicts verdicts = new();
        Gen.Select(Gen.Int[0, 100], Gen.Select(Gen.Int[0, 99], Gen.Int[0, 4]).Array[0, 60]).Sample((rows, rejections) =>
        {
            verdicts.Begin(rows);
            Dictionary<int, List<string>> expected = [];
            foreach ((int row, int reason) in rejections.Where(rejection => rejection.Item1 < rows))
            {
                verdicts.Reject(row, $"reason {reason}");
                (expected.TryGetValue(row, out List<string>? list) ? list : expected[row] = []).Add($"reason {reason}");
            }

            verdicts.Rejected.ShouldBe(expected.Count);
            verdicts.Reasons.ShouldBe(expected.Values.Sum(list => list.Count));
            verdicts.RejectedRows().ShouldBe(expected.Keys.Order());
            verdicts.KeptRows().ShouldBe(Enumerable.Range(0, rows).Where(row => !expected.ContainsKey(row)));
            for (int row = 0; row < rows; row++)
            {
                verdicts.IsRejected(row).ShouldBe(expected.ContainsKey(row));
                verdicts.ReasonsOf(row).ShouldBe(expected.GetValueOrDefault(row, []));
            }
        }, threads: 1);
    }

    [Fact]
    public void Reject_OutsideTheBatch_Throws()
    {
        RowVerdicts verdicts = new();
        verdicts.Begin(3);
        Should.Throw<ArgumentOutOfRangeException>(() => verdicts.Reject(3, "x"));
        Should.Throw<ArgumentOutOfRangeException>(() => verdicts.Reject(-1, "x"));
    }
}
