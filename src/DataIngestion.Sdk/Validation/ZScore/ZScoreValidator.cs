using Apache.Arrow;

namespace DataIngestion.Validation;

/// <summary>The first pass: learns mean and standard deviation.</summary>
internal sealed class ZScoreValidator(ZScoreLimit limit) : ITwoPassValidator
{
    public string Name => limit.Name;

    public IReadOnlyList<string> Columns => [limit.Column];

    public CheckScope Scope => CheckScope.Row;

    public bool ReadsDictionaries => true;

    public IValidation Begin(ValidationContext context)
    {
        Field field = SchemaColumns.Require(context.Schema, limit.Column, Name);
        return DoubleCells.IsNumber(field.DataType)
            ? new ZScoreValidation(limit)
            : throw SchemaColumns.NotApplicable(field, Name, "numbers");
    }

    public IValidator? ForSecondPass(IValidation firstPass)
    {
        ZScoreValidation state = firstPass as ZScoreValidation ?? throw new ArgumentException("The state is not one of this check.", nameof(firstPass));
        return state.FewestFailing == 0 ? null : new ZScoreDistanceValidator(limit, state.Mean, state.Deviation);
    }
}
