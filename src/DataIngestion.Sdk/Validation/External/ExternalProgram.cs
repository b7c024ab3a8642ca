using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace DataIngestion.Validation;

/// <summary>A program with its arguments and environment.</summary>
internal sealed record ExternalProgram(string Path, IReadOnlyList<string> Arguments, ExternalCheckOptions Options)
{
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TMP", "TEMP", "SystemRoot", "USERPROFILE", "PATHEXT"];

    /// <summary>Tells programs of one name apart. Values of the environment are no part of it, because names are shown.</summary>
    public string Fingerprint
    {
        get
        {
            string all = string.Join('\0', [Path, .. Arguments, "", .. Options.Columns, "", .. Options.Environment.Keys.Order(StringComparer.Ordinal), Options.WorkingDirectory, $"{Options.Format} {Options.Scope}"]);
            return XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(all)).ToString("x8", CultureInfo.InvariantCulture);
        }
    }

    /// <exception cref="RuleException">It cannot be started.</exception>
    public Process Start()
    {
        ProcessStartInfo start = new(Path, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Options.WorkingDirectory ?? "",
        };
        start.Environment.Clear();
        foreach (string name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        foreach ((string name, string value) in Options.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new RuleException($"The program '{Path}' could not be started.");
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw new RuleException($"The program '{Path}' could not be started: {fault.Message}");
        }
    }
}
