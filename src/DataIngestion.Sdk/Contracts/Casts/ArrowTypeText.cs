using System.Globalization;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>Names delivered types in messages.</summary>
internal static class ArrowTypeText
{
    public static string Of(IArrowType type) => type switch
    {
        Decimal128Type number => string.Create(CultureInfo.InvariantCulture, $"decimal({number.Precision},{number.Scale})"),
        TimestampType stamp => string.IsNullOrEmpty(stamp.Timezone) ? $"timestamp without zone ({stamp.Unit})" : $"timestamp ({stamp.Unit}, {stamp.Timezone})",
        DictionaryType dictionary => $"dictionary of {Of(dictionary.ValueType)}",
        ListType list => $"list of {Of(list.ValueDataType)}",
        _ => type.Name,
    };
}
