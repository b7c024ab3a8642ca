using Apache.Arrow;
using Apache.Arrow.Types;
using DataIngestion.Contracts.Casts;
using DataIngestion.Contracts.Inference;

namespace DataIngestion.Contracts;

/// <summary>Infers a contract from all batches of the first delivery, in memory that depends on the number of columns only.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ContractInference
{
    private readonly Dictionary<string, ColumnContract> _declared;
    private readonly HashSet<string> _concealed;
    private readonly List<(string Name, ColumnInference Column)> _columns = [];
    private Schema? _known;
    private string _origin = "";

    /// <summary>Creates the inference.</summary>
    /// <param name="declared">Columns that are declared; they are taken as they are and not inferred.</param>
    /// <param name="concealed">Columns whose values must not appear in messages, because they are masked.</param>
    public ContractInference(IEnumerable<ColumnContract>? declared = null, IEnumerable<string>? concealed = null)
    {
        _declared = (declared ?? []).ToDictionary(column => column.Name, StringComparer.Ordinal);
        _concealed = new(concealed ?? [], StringComparer.Ordinal);
    }

    public void Observe(SourceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Accept(batch);
        for (int i = 0; i < _columns.Count; i++)
        {
            _columns[i].Column.Observe(batch.Batch.Column(i), batch.Origin);
        }
    }

    /// <summary>Ends the inference.</summary>
    /// <exception cref="ContractException">A date column fits several formats, or a column cannot be published; all such columns are named.</exception>
    public InferredContract Complete()
    {
        if (_known is null)
        {
            throw new ContractException("The delivery has no batches, so no contract can be inferred from it. Declare the contract, or begin with a delivery that has a header.");
        }

        ThrowIfAmbiguous();
        List<ColumnContract> columns = [];
        Dictionary<string, string> detected = [];
        foreach ((string name, ColumnInference column) in _columns)
        {
            (ColumnContract contract, string found) = column.Complete(name);
            columns.Add(contract);
            if (!_declared.ContainsKey(name))
            {
                detected[name] = found;
            }
        }

        return new(Checked(new(columns)), detected);
    }

    private void ThrowIfAmbiguous()
    {
        var ambiguous = _columns.Select(pair => (pair.Name, Text: pair.Column.DescribeAmbiguity(!_concealed.Contains(pair.Name)))).Where(pair => pair.Text is not null).ToArray();
        if (ambiguous.Length > 0)
        {
            string list = string.Join("; ", ambiguous.Select(pair => $"'{pair.Name}': {pair.Text}"));
            throw new ContractException($"The dates of {(ambiguous.Length == 1 ? "a column" : $"{ambiguous.Length} columns")} of '{_origin}' fit more than one format, and a guess could be wrong. {list}. Declare the format of {(ambiguous.Length == 1 ? "this column" : "these columns")} in the contract.")
            {
                Origin = _origin,
                Column = ambiguous[0].Name,
            };
        }
    }

    private DataContract Checked(DataContract contract)
    {
        try
        {
            return ContractRules.Check(contract);
        }
        catch (ArgumentException problem)
        {
            throw new ContractException($"No contract can be inferred from '{_origin}'. {problem.Message}", problem) { Origin = _origin };
        }
    }

    private void Accept(SourceBatch batch)
    {
        Schema schema = batch.Batch.Schema;
        if (ReferenceEquals(schema, _known))
        {
            return;
        }

        if (_known is null)
        {
            Begin(batch);
        }
        else if (!schema.FieldsList.Select(Describe).SequenceEqual(_known.FieldsList.Select(Describe)))
        {
            throw new ContractException($"The columns of '{batch.Origin}' differ from those of '{_origin}', so no single contract can be inferred. Declare the contract, or deliver the files one by one.") { Origin = batch.Origin };
        }

        _known = schema;
    }

    private void Begin(SourceBatch batch)
    {
        _origin = batch.Origin;
        IReadOnlyList<Field> fields = batch.Batch.Schema.FieldsList;

        // A source that has any other type than text has types, and then its text is meant as text.
        bool typed = fields.Any(field => field.DataType is not (StringType or StringViewType));
        List<string> unsupported = [];
        foreach (Field field in fields)
        {
            if (_declared.TryGetValue(field.Name, out ColumnContract? declared))
            {
                _columns.Add((field.Name, new DeclaredColumnInference(declared)));
            }
            else if (!typed)
            {
                _columns.Add((field.Name, new TextColumnInference()));
            }
            else if (ArrowTypes.ToColumnType(field.DataType) is { } type)
            {
                _columns.Add((field.Name, new TypedColumnInference(type)));
            }
            else
            {
                unsupported.Add($"'{field.Name}' is {ArrowTypeText.Of(field.DataType)}");
            }
        }

        if (unsupported.Count > 0)
        {
            throw new ContractException($"Columns of '{_origin}' have types that a table cannot hold here: {string.Join(", ", unsupported)}. Declare a contract without them and let new columns be ignored.") { Origin = _origin };
        }
    }

    private static (string Name, string Type) Describe(Field field) => (field.Name, ArrowTypeText.Of(field.DataType));
}
