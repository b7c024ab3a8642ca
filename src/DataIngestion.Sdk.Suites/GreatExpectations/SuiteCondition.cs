using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>A row condition with the semantics of a pandas query: two-valued, a comparison with a missing value is false and <c>!=</c> true.</summary>
internal sealed class SuiteCondition : IRowCondition
{
    private readonly ConditionNode _root;

    public SuiteCondition(ConditionNode root, string text)
    {
        (_root, Text) = (root, text);
        SortedSet<string> columns = new(StringComparer.Ordinal);
        Collect(root, columns);
        Columns = [.. columns];
    }

    public string Text { get; }

    public IReadOnlyList<string> Columns { get; }

    public IRowSelection Bind(Schema schema)
    {
        foreach (string column in Columns)
        {
            ConditionCells.RequireReadable(schema.GetFieldByName(column), column, Text);
        }

        return new Selection(_root);
    }

    private static void Collect(ConditionNode node, SortedSet<string> columns)
    {
        switch (node)
        {
            case BothNode both:
                Collect(both.Left, columns);
                Collect(both.Right, columns);
                break;
            case EitherNode either:
                Collect(either.Left, columns);
                Collect(either.Right, columns);
                break;
            case NotNode not:
                Collect(not.Inner, columns);
                break;
            case PresentNode present:
                columns.Add(present.Column);
                break;
            case MemberNode member:
                columns.Add(member.Column);
                break;
            case CompareNode compare:
                columns.Add(compare.Column);
                if (compare.Value is ColumnName other)
                {
                    columns.Add(other.Name);
                }

                break;
        }
    }

    private sealed class Selection(ConditionNode root) : IRowSelection
    {
        public void Choose(RecordBatch batch, ICollection<int> rows)
        {
            bool[] chosen = Evaluate(root, batch);
            for (int row = 0; row < chosen.Length; row++)
            {
                if (chosen[row])
                {
                    rows.Add(row);
                }
            }
        }

        private static bool[] Evaluate(ConditionNode node, RecordBatch batch) => node switch
        {
            BothNode both => Combine(Evaluate(both.Left, batch), Evaluate(both.Right, batch), (a, b) => a && b),
            EitherNode either => Combine(Evaluate(either.Left, batch), Evaluate(either.Right, batch), (a, b) => a || b),
            NotNode not => [.. Evaluate(not.Inner, batch).Select(value => !value)],
            PresentNode present => ConditionCells.Present(batch.Column(present.Column), present.Present),
            MemberNode member => Members(member, batch),
            CompareNode compare => ConditionCells.Compare(
                batch.Column(compare.Column), compare.Sign, compare.Value is ColumnName other ? batch.Column(other.Name) : compare.Value),
            _ => throw new InvalidOperationException($"A condition of the kind {node.GetType().Name} cannot be evaluated."),
        };

        private static bool[] Members(MemberNode member, RecordBatch batch)
        {
            IArrowArray array = batch.Column(member.Column);
            bool[] any = new bool[array.Length];
            foreach (object value in member.Values)
            {
                any = Combine(any, ConditionCells.Compare(array, "==", value), (a, b) => a || b);
            }

            return member.Member ? any : [.. any.Select(value => !value)];
        }

        private static bool[] Combine(bool[] left, bool[] right, Func<bool, bool, bool> combine)
        {
            for (int row = 0; row < left.Length; row++)
            {
                left[row] = combine(left[row], right[row]);
            }

            return left;
        }
    }
}
