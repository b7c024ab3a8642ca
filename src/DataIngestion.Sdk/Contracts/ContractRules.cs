using DataIngestion.Contracts.Casts;

namespace DataIngestion.Contracts;

internal static class ContractRules
{
    // What Spark refuses in the name of a column of a table without column mapping.
    private const string RefusedInNames = " ,;{}()\n\t=";

    private static readonly ColumnContract Defaults = new("", ColumnType.String);

    /// <summary>Checks a contract and returns it with its key columns required.</summary>
    public static DataContract Check(DataContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        List<string> problems = [.. ProblemsOf(contract)];
        if (problems.Count > 0)
        {
            throw new ArgumentException("The contract is not valid. " + string.Join(" ", problems), nameof(contract));
        }

        return contract with
        {
            Columns = [.. contract.Columns.Select(column =>
                contract.PrimaryKey.Contains(column.Name, StringComparer.Ordinal) ? column with { Required = true } : column)],
        };
    }

    private static IEnumerable<string> ProblemsOf(DataContract contract) =>
        contract.Columns is null || contract.PrimaryKey is null || contract.Columns.Any(column => column is null || column.Name is null || column.Type is null)
            ? ["Columns, PrimaryKey and each column's Name and Type must not be null."]
            : [.. TableProblems(contract), .. KeyProblems(contract), .. contract.Columns.SelectMany(ColumnProblems)];

    private static IEnumerable<string> TableProblems(DataContract contract)
    {
        if (contract.Columns.Count == 0)
        {
            yield return "Columns: declare at least one column.";
        }

        foreach (var group in contract.Columns.GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"Columns: '{string.Join("' and '", group.Select(column => column.Name))}' are the same name to Delta Lake, which compares without case; rename one.";
        }

        foreach ((string setting, ColumnPolicy policy) in new[]
        {
            (nameof(contract.NewColumns), contract.NewColumns),
            (nameof(contract.MissingColumns), contract.MissingColumns),
            (nameof(contract.ReorderedColumns), contract.ReorderedColumns),
        }.Where(pair => !Enum.IsDefined(pair.Item2)))
        {
            yield return $"{setting}: {(int)policy} is no policy.";
        }

        if (!Enum.IsDefined(contract.MalformedRows))
        {
            yield return $"MalformedRows: {(int)contract.MalformedRows} is no policy.";
        }

        if (contract.DuplicateKeys is not (MismatchPolicy.Fail or MismatchPolicy.Quarantine))
        {
            yield return "DuplicateKeys: a duplicate row cannot be set to missing; use Fail or Quarantine.";
        }
    }

    private static IEnumerable<string> KeyProblems(DataContract contract)
    {
        foreach (string key in contract.PrimaryKey)
        {
            if (contract.Columns.FirstOrDefault(column => column.Name == key) is not { } column)
            {
                yield return $"PrimaryKey: there is no column '{key}'.";
            }
            else if (column.Type.Kind is ColumnKind.Float32 or ColumnKind.Float64)
            {
                yield return $"PrimaryKey: '{key}' is {column.Type}, and floating-point numbers cannot name a row; use an integer, decimal, date or string.";
            }
        }

        foreach (var group in contract.PrimaryKey.GroupBy(key => key, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"PrimaryKey: '{group.Key}' is named twice.";
        }
    }

    private static IEnumerable<string> ColumnProblems(ColumnContract column) =>
        column.Formats is null || column.TrueValues is null || column.FalseValues is null || column.MissingMarkers is null
            ? [$"Column '{column.Name}': Formats, TrueValues, FalseValues and MissingMarkers must not be null."]
            : NameProblems(column.Name)
                .Concat(FormatProblems(column))
                .Concat(WordProblems(column))
                .Concat(SettingProblems(column))
                .Select(problem => $"Column '{column.Name}': {problem}");

    private static IEnumerable<string> NameProblems(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return "the name is empty.";
        }
        else if (name.IndexOfAny([.. RefusedInNames]) is >= 0 and int at)
        {
            string suggestion = string.Join('_', name.Split([.. RefusedInNames], StringSplitOptions.RemoveEmptyEntries));
            yield return $"the name holds {Describe(name[at])}, which tables of Delta Lake refuse; rename the column at its source, for example '{suggestion}'.";
        }
    }

    private static string Describe(char character) => character switch
    {
        ' ' => "a space",
        '\n' => "a line break",
        '\t' => "a tab",
        _ => $"'{character}'",
    };

    private static IEnumerable<string> FormatProblems(ColumnContract column) => column.Formats.Count > 0 && !IsTime(column)
        ? [$"Formats are for dates and timestamps; the type is {column.Type}."]
        : column.Formats.Select(format => DateFormatCheck.ProblemOf(format, column.Type.Kind)).OfType<string>();

    private static IEnumerable<string> WordProblems(ColumnContract column)
    {
        bool words = !column.TrueValues.SequenceEqual(Defaults.TrueValues) || !column.FalseValues.SequenceEqual(Defaults.FalseValues);
        if (column.Type.Kind != ColumnKind.Boolean)
        {
            if (words)
            {
                yield return $"TrueValues and FalseValues are for booleans; the type is {column.Type}.";
            }

            yield break;
        }

        if (column.TrueValues.Count == 0 || column.FalseValues.Count == 0)
        {
            yield return "TrueValues and FalseValues each need at least one word.";
        }

        foreach (string word in column.TrueValues.Intersect(column.FalseValues, StringComparer.Ordinal))
        {
            yield return $"'{word}' stands for both true and false.";
        }

        foreach (string word in column.MissingMarkers.Intersect(column.TrueValues.Concat(column.FalseValues), StringComparer.Ordinal))
        {
            yield return $"'{word}' stands for both a truth value and a missing value.";
        }
    }

    private static IEnumerable<string> SettingProblems(ColumnContract column)
    {
        if (column.DecimalSign is not ('.' or ','))
        {
            yield return $"DecimalSign is '{column.DecimalSign}'; use '.' or ','.";
        }
        else if (column.DecimalSign == ',' && column.Type.Kind is not (ColumnKind.Float32 or ColumnKind.Float64 or ColumnKind.Decimal))
        {
            yield return $"DecimalSign is for floats and decimals; the type is {column.Type}.";
        }

        if (!Enum.IsDefined(column.OnMismatch))
        {
            yield return $"OnMismatch: {(int)column.OnMismatch} is no policy.";
        }
    }

    private static bool IsTime(ColumnContract column) =>
        column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp or ColumnKind.TimestampWithoutZone;
}
