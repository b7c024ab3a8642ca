using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace DataIngestion.Suites;

/// <summary>Compiles what was written as C# with the compiler of the .NET SDK and asks it for its rules.</summary>
internal static class CompiledCode
{
    public static string[] RuleNames(SuiteSuggestion suggestion)
    {
        using StringWriter code = new();
        suggestion.WriteCode(code);
        AssemblyLoadContext context = new("suggested", isCollectible: true);
        try
        {
            Assembly assembly = context.LoadFromStream(new MemoryStream(Compile(code.ToString())));
            ValidationBuilder rules = new();
            MethodInfo add = assembly.GetType("SuggestedRules", throwOnError: true)!.GetMethod("AddTo")!;
            add.Invoke(null, [rules]);
            return [.. rules.Rules.Select(rule => rule.Name)];
        }
        finally
        {
            context.Unload();
        }
    }

    private static byte[] Compile(string code)
    {
        string folder = Directory.CreateTempSubdirectory("suggest-code-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "code.cs"), code);
            string references = string.Join('\n', ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => $"-r:\"{path}\""));
            File.WriteAllText(Path.Combine(folder, "code.rsp"), $"-nologo -target:library -warnaserror -langversion:latest -out:code.dll code.cs\n{references}\n");
            Run(folder);
            return File.ReadAllBytes(Path.Combine(folder, "code.dll"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string folder)
    {
        string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string? compiler = Directory.Exists(Path.Combine(root, "sdk"))
            ? Directory.GetDirectories(Path.Combine(root, "sdk")).Order(StringComparer.Ordinal).Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).LastOrDefault(File.Exists)
            : null;
        Assert.SkipWhen(compiler is null, $"There is no compiler below '{root}': this test needs the .NET SDK.");
        ProcessStartInfo start = new(Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), ["exec", compiler!, "@code.rsp"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
    }
}
