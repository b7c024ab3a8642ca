namespace DataIngestion.Csv;

internal readonly record struct CsvSyntax(byte Delimiter, byte Quote, bool Quoting, bool TrimSpaces)
{
    public static CsvSyntax Of(CsvDialect dialect, byte delimiter) =>
        new(delimiter, dialect.Quoting ? (byte)dialect.Quote : delimiter, dialect.Quoting, dialect.TrimSpaces);
}
