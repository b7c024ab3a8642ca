namespace DataIngestion.Reports;

/// <summary>Writes HTML elements; texts and attribute values are escaped, names come from code alone.</summary>
/// <remarks>Not thread-safe. The writer below stays open.</remarks>
internal sealed class HtmlWriter(TextWriter output)
{
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; attributes without a value are written as flags.</summary>
    public HtmlWriter Open(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Void(name, attributes);
        _open.Push(name);
        return this;
    }

    /// <summary>Writes an element that has no content and no end.</summary>
    public HtmlWriter Void(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        output.Write('<');
        output.Write(name);
        foreach ((string attribute, string? value) in attributes)
        {
            output.Write(' ');
            output.Write(attribute);
            if (value is not null)
            {
                output.Write("=\"");
                HtmlText.Write(output, value);
                output.Write('"');
            }
        }

        output.Write('>');
        return this;
    }

    /// <summary>Closes the innermost open element.</summary>
    public HtmlWriter Close()
    {
        output.Write("</");
        output.Write(_open.Pop());
        output.Write('>');
        return this;
    }

    /// <summary>Ends the line, which only readers of the source see.</summary>
    public HtmlWriter Line()
    {
        output.Write('\n');
        return this;
    }

    /// <summary>Writes escaped text.</summary>
    public HtmlWriter Text(string text)
    {
        HtmlText.Write(output, text);
        return this;
    }

    /// <summary>Writes an element that holds text.</summary>
    public HtmlWriter Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes) =>
        Open(name, attributes).Text(text).Close();

    /// <summary>Writes markup as it is: the style and the script of the page, never anything foreign.</summary>
    public HtmlWriter Trusted(string markup)
    {
        output.Write(markup);
        return this;
    }
}
