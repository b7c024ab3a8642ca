using DataIngestion.Validation;

namespace DataIngestion;

/// <summary>Adds a check that another program makes, in whatever language it is written.</summary>
public static class ExternalExtensions
{
    /// <summary>
    /// Has a program check the rows. It is started once a run, without a shell, reads the rows on its standard input to their end, and then prints one
    /// JSON object: <c>{"passed": true, "message": "…", "observed": …}</c> where it judges the delivery as a whole, and
    /// <c>{"failed_rows": [0, 17], "rows_missing": 3, "message": "…", "observed": …}</c> where it names rows, counted from 0 over all that it was given.
    /// The message and what was observed may be left out.
    /// </summary>
    /// <remarks>
    /// The check fails, and says why, when the program cannot be started, ends with an exit code other than 0, does not read all rows, takes too long,
    /// or prints anything else. Rows that it names are kept as about a bit for each row between the first and the last, and the delivery is read a second time to find them.
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="program">The program: a path, or a name that is looked for in <c>PATH</c>.</param>
    /// <param name="arguments">Its arguments, each passed as it is. Not a place for secrets: other users of the machine can see them.</param>
    /// <param name="options">How, or <see langword="null"/> for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name or the program is empty, or a column is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ValidationBuilder External(
        this ValidationBuilder builder, string name, string program, IReadOnlyList<string>? arguments = null, ExternalCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(program);
        return builder.Add(new ExternalValidator(name, new ExternalProgram(program, arguments ?? [], (options ?? new()).Checked())));
    }
}
