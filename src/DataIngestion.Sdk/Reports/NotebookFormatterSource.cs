using System.Diagnostics.CodeAnalysis;

namespace DataIngestion.Reports;

/// <summary>Notebooks look for an attribute of this name, without a reference to a library of theirs, and use it through reflection.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = ["text/html"];
}

/// <summary>Gives notebooks the formatters of our pages.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Notebooks create it through reflection.")]
[SuppressMessage("Performance", "CA1822", Justification = "The convention asks for instance members.")]
internal sealed class NotebookFormatterSource
{
    public IEnumerable<object> CreateTypeFormatters() => [new NotebookFormatter()];
}

/// <summary>Shows a page in a frame of its own, because its style would change the notebook's.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "The convention asks for instance members.")]
internal sealed class NotebookFormatter
{
    public string MimeType => "text/html";

    public bool Format(object instance, TextWriter writer)
    {
        string? title = instance switch
        {
            ValidationPage => "Validation",
            DriftPage => "Drift",
            _ => null,
        };
        if (title is null)
        {
            return false;
        }

        // The page is safe already: only what would end the attribute is escaped.
        string document = instance.ToString()!.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
        writer.Write($"<iframe title=\"{title}\" sandbox=\"allow-scripts\" style=\"width:100%;height:40rem;border:0\" srcdoc=\"{document}\"></iframe>");
        return true;
    }
}
