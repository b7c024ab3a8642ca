using ParquetSharp;

namespace DataIngestion.Parquet;

internal static class ParquetFailure
{
    /// <summary>Why, in one line and without the trimmings of the native border.</summary>
    public static string Reason(Exception cause)
    {
        string text = cause.Message;
        const string Marker = "(message: '";
        int at = cause is ParquetException ? text.IndexOf(Marker, StringComparison.Ordinal) : -1;
        if (at >= 0)
        {
            text = text[(at + Marker.Length)..].TrimEnd('\'', ')');
        }

        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).TrimEnd('.', ' ');
    }
}
