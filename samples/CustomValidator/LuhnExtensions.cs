using DataIngestion;

namespace CustomValidator;

internal static class LuhnExtensions
{
    public static ValidationBuilder Luhn(this ValidationBuilder builder, string column) => builder.Add(new LuhnValidator(column));
}
