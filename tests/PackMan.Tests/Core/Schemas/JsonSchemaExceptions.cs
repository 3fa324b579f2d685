using System.Runtime.CompilerServices;

namespace PackMan.Tests.Core.Schemas;

/// <summary>The tests of the official suite that we do not follow, with the reason above each group.</summary>
internal static class JsonSchemaExceptions
{
    public static IReadOnlyList<string> Read([CallerFilePath] string thisFile = "") =>
        [.. File.ReadLines(Path.Combine(Path.GetDirectoryName(thisFile)!, "json-schema-exceptions.txt")).Where(line => line.Length > 0 && !line.StartsWith('#'))];
}
