namespace DataIngestion;

/// <summary>How rows are written for a program that checks them.</summary>
public enum ExternalFormat
{
    /// <summary>CSV as RFC 4180 has it: UTF-8, a header, lines that end with CR LF; a missing value is nothing, an empty text is two quotes (which also stand for a missing value where there is one column only, because readers skip empty lines). Numbers, dates and times in invariant text.</summary>
    Csv,

    /// <summary>Arrow's IPC stream: the schema, then record batches.</summary>
    ArrowStream,
}

/// <summary>How a program is started that checks rows, and what it is given.</summary>
public sealed record ExternalCheckOptions
{
    /// <summary>How rows are written to its standard input.</summary>
    /// <value>The default is <see cref="ExternalFormat.Csv"/>, which every language reads.</value>
    public ExternalFormat Format { get; init; }

    /// <summary>The columns that it is given, in this order; empty for all that are not masked. A masked column is refused: its values leave the process nowhere.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Whether it names failing rows, which then can go to quarantine, or judges the delivery as a whole.</summary>
    /// <value>The default is <see cref="CheckScope.Delivery"/>.</value>
    public CheckScope Scope { get; init; } = CheckScope.Delivery;

    /// <summary>The longest time that it may take to accept a batch, and from the end of its input to its own end. It is killed then, with what it started.</summary>
    /// <value>More than zero. The default is five minutes.</value>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Variables of its environment, beside <c>PATH</c>, <c>HOME</c>, <c>LANG</c>, <c>LC_ALL</c>, <c>TZ</c> and those that name a folder for temporary files, which it inherits. Nothing else is inherited, so that secrets of this process stay here.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Where it runs; by default in the folder of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The most that it may write to its standard output.</summary>
    /// <value>At least 1. The default is 67,108,864 (64 MiB): some eight million row numbers.</value>
    public int MaximumOutputBytes { get; init; } = 64 << 20;

    internal ExternalCheckOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Columns);
        ArgumentNullException.ThrowIfNull(Environment);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumOutputBytes, 1, nameof(MaximumOutputBytes));
        if (!Enum.IsDefined(Format))
        {
            throw new ArgumentOutOfRangeException(nameof(Format), Format, "There is no such format.");
        }

        if (!Enum.IsDefined(Scope))
        {
            throw new ArgumentOutOfRangeException(nameof(Scope), Scope, "There is no such scope.");
        }

        if (TimeOut <= TimeSpan.Zero || TimeOut.TotalMilliseconds > int.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(TimeOut), TimeOut, "The time-out is more than zero and at most 24 days.");
        }

        return Columns.Distinct(StringComparer.Ordinal).Count() == Columns.Count ? this : throw new ArgumentException("Name each column once.", nameof(Columns));
    }
}
