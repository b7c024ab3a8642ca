using Apache.Arrow;

namespace DataIngestion.Contracts;

/// <summary>Compares the delivered columns with the contract's.</summary>
internal static class ContractShape
{
    public static IReadOnlyList<ShapeFinding> Compare(DataContract contract, IReadOnlyList<string> delivered)
    {
        if (delivered.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ContractException($"Column '{twice.Key}' is delivered twice, so it is not clear which one is meant. Rename one at its source.") { Column = twice.Key };
        }

        return [.. NewColumns(contract, delivered), .. MissingColumns(contract, delivered), .. Reordered(contract, delivered)];
    }

    private static IEnumerable<ShapeFinding> NewColumns(DataContract contract, IReadOnlyList<string> delivered)
    {
        foreach (string name in delivered.Where(name => contract.Find(name) is null))
        {
            ColumnContract? twin = contract.Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            ColumnPolicy policy = contract.NewColumns;
            yield return (twin, policy) switch
            {
                (_, ColumnPolicy.Ignore) => New(name, policy, false, $"Column '{name}' is not in the contract and is left out."),
                ({ } other, _) => New(name, policy, true, $"Column '{name}' differs from the contract's '{other.Name}' only in case, which Delta Lake takes for the same name. Rename it at its source or in the contract."),
                (_, ColumnPolicy.Evolve) => New(name, policy, true, $"Column '{name}' is new and not yet part of the contract that this delivery is read with."),
                _ => New(name, policy, true, $"Column '{name}' is not in the contract. Add it to the contract, or let new columns evolve or be ignored."),
            };
        }
    }

    private static IEnumerable<ShapeFinding> MissingColumns(DataContract contract, IReadOnlyList<string> delivered)
    {
        foreach (ColumnContract column in contract.Columns.Where(column => !delivered.Contains(column.Name, StringComparer.Ordinal)))
        {
            bool required = column.Required || contract.PrimaryKey.Contains(column.Name, StringComparer.Ordinal);
            ColumnPolicy policy = contract.MissingColumns;
            yield return new(column.Name, "missing", policy, required || policy == ColumnPolicy.Freeze, (required, policy) switch
            {
                (true, _) => $"Column '{column.Name}' is required and was not delivered.",
                (_, ColumnPolicy.Freeze) => $"Column '{column.Name}' was not delivered. Deliver it, or let missing columns evolve or be ignored.",
                _ => $"Column '{column.Name}' was not delivered and is published as missing.",
            });
        }
    }

    private static IEnumerable<ShapeFinding> Reordered(DataContract contract, IReadOnlyList<string> delivered)
    {
        string[] expected = [.. contract.Columns.Select(column => column.Name).Where(name => delivered.Contains(name, StringComparer.Ordinal))];
        string[] actual = [.. delivered.Where(name => contract.Find(name) is not null)];
        ColumnPolicy policy = contract.ReorderedColumns;
        int at = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == expected.Length
            ? []
            : [new(actual[at], "reordered", policy, policy == ColumnPolicy.Freeze, $"Columns come in another order: '{actual[at]}' stands where '{expected[at]}' was expected. They are matched by name.")];
    }

    private static ShapeFinding New(string name, ColumnPolicy policy, bool holds, string message) => new(name, "new", policy, holds, message);
}
