using System.Text;

namespace DataIngestion.GreatExpectations;

/// <summary>Writes a format of Python's strptime as one of .NET.</summary>
internal static class StrftimeFormat
{
    // Numbers are read with one digit or two, as Python does, unless another number follows at once.
    private static readonly Dictionary<char, (string Alone, string Joined)> Directives = new()
    {
        ['Y'] = ("yyyy", "yyyy"),
        ['y'] = ("yy", "yy"),
        ['m'] = ("M", "MM"),
        ['d'] = ("d", "dd"),
        ['H'] = ("H", "HH"),
        ['I'] = ("h", "hh"),
        ['M'] = ("m", "mm"),
        ['S'] = ("s", "ss"),
        ['f'] = ("FFFFFF", "ffffff"),
        ['b'] = ("MMM", "MMM"),
        ['B'] = ("MMMM", "MMMM"),
        ['a'] = ("ddd", "ddd"),
        ['A'] = ("dddd", "dddd"),
        ['p'] = ("tt", "tt"),
        ['z'] = ("zzz", "zzz"),
    };

    public static string ToNet(Arguments arguments)
    {
        string format = arguments.Text("strftime_format");
        StringBuilder net = new();
        for (int at = 0; at < format.Length; at++)
        {
            if (format[at] != '%')
            {
                net.Append('\\').Append(format[at]);
                continue;
            }

            char directive = ++at < format.Length ? format[at] : throw arguments.Fault("strftime_format", $"'{format}' ends in %");
            if (directive == '%')
            {
                net.Append("\\%");
                continue;
            }

            (string alone, string joined) = Directives.TryGetValue(directive, out (string, string) known)
                ? known
                : throw arguments.Fault("strftime_format", $"'{format}' has the directive %{directive}; supported are {string.Join(", ", Directives.Keys.Select(key => "%" + key))}");
            bool isJoined = (at + 1 < format.Length && format[at + 1] == '%') || (at >= 3 && format[at - 3] == '%');
            net.Append(isJoined ? joined : alone);
        }

        return net.ToString();
    }
}
