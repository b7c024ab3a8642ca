using Apache.Arrow;

namespace DataIngestion.GreatExpectations;

/// <summary>Makes a rule of an expectation.</summary>
internal static class RuleMaker
{
    public static GreatExpectationRule Add(ValidationBuilder builder, GreatExpectation expectation, Schema? schema)
    {
        Arguments arguments = new(expectation, schema);
        ValidationBuilder made = new();
        try
        {
            ExpectationCatalog.Add(made, expectation.Type, arguments);
            arguments.RequireAllKnown();
            if (ConditionReader.Read(expectation.Arguments, arguments.Place) is { } condition)
            {
                made.Where(condition);
            }

            SetShare(made, arguments);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            throw new SuiteImportException(arguments.Place, $"{expectation.Type}: {fault.Message}", fault);
        }

        ValidationRule rule = made.Rules[0] with { Severity = expectation.Severity };
        if (!builder.Rules.Any(known => known.Name == rule.Name))
        {
            builder.Add(rule);
        }

        return new GreatExpectationRule(expectation, rule.Name, rule.Validator);
    }

    private static void SetShare(ValidationBuilder made, Arguments arguments)
    {
        if (arguments.Number("mostly") is not { } mostly)
        {
            return;
        }

        if (!(mostly > 0 && mostly <= 1))
        {
            throw arguments.Fault("mostly", "the share has to be greater than 0 and less than or equal to 1; with 0 the expectation checks nothing");
        }

        if (mostly < 1 && made.Rules[0].Validator.Scope == CheckScope.Delivery)
        {
            throw arguments.Fault("mostly", "the expectation judges the data as a whole, so no share of its rows can pass");
        }

        if (mostly < 1)
        {
            made.Mostly(mostly);
        }
    }
}
