using Apache.Arrow;
using Apache.Arrow.Types;

namespace DataIngestion.Contracts.Casts;

/// <summary>The forms in which text is delivered, brought to one.</summary>
internal static class TextColumns
{
    public static bool IsText(IArrowType type) => type.TypeId switch
    {
        ArrowTypeId.String or ArrowTypeId.LargeString or ArrowTypeId.StringView => true,
        ArrowTypeId.Dictionary => type is DictionaryType { ValueType: StringType or LargeStringType or StringViewType },
        _ => false,
    };

    public static bool TryBytes(IArrowArray array, int row, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (array.IsNull(row))
        {
            return false;
        }

        switch (array)
        {
            case LargeBinaryArray large:
                bytes = large.GetBytes(row, out bool missing);
                return !missing;
            case BinaryViewArray view:
                bytes = view.GetBytes(row, out missing);
                return !missing;
            case BinaryArray binary:
                bytes = binary.GetBytes(row, out missing);
                return !missing;
            case Apache.Arrow.Arrays.FixedSizeBinaryArray fixedSize:
                bytes = fixedSize.GetBytes(row);
                return true;
            case DictionaryArray dictionary:
                return TryBytes(dictionary.Dictionary, IndexAt(dictionary.Indices, row), out bytes);
            default:
                throw new InvalidOperationException($"Columns of {array.Data.DataType.Name} hold no text.");
        }
    }

    public static int IndexAt(IArrowArray indices, int row) => indices switch
    {
        Int8Array array => array.Values[row],
        UInt8Array array => array.Values[row],
        Int16Array array => array.Values[row],
        UInt16Array array => array.Values[row],
        Int32Array array => array.Values[row],
        UInt32Array array => checked((int)array.Values[row]),
        Int64Array array => checked((int)array.Values[row]),
        UInt64Array array => checked((int)array.Values[row]),
        _ => throw new InvalidOperationException($"Dictionary indices of {indices.Data.DataType.Name} are unknown."),
    };
}
