namespace PackMan.Fuzz;

/// <summary>What is mutated: texts that people wrote, from the repository around the program.</summary>
internal sealed record Corpus(IReadOnlyList<string> Templates, IReadOnlyList<string> Values, IReadOnlyList<string> Schemas)
{
    /// <summary>Texts longer than this make steps slow and mutations weak.</summary>
    private const int MaxLength = 8_000;

    public static Corpus Load()
    {
        var root = Root();
        var files = FilesBelow(root, "charts-examples")
            .Concat(FilesBelow(root, "tests").Where(file => file.Contains("/Charts/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .ToList();
        IEnumerable<string> Read(IEnumerable<string> paths) => paths.Select(path => File.ReadAllText(Path.Combine(root, path))).Where(text => text.Length is > 0 and < MaxLength);
        return new Corpus(
            [.. Read(files.Where(file => file.Contains("/templates/", StringComparison.Ordinal))), .. ExamplesOf(Path.Combine(root, "docs", "reference", "functions.md"))],
            [.. Read(files.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) && !file.Contains("/templates/", StringComparison.Ordinal)))],
            [.. Read(files.Where(file => file.EndsWith(".schema.json", StringComparison.Ordinal)))]);
    }

    // Relative, as what lies above the repository may have any name.
    private static IEnumerable<string> FilesBelow(string root, string folder) =>
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file));

    /// <summary>The examples of the reference of functions, several to a template.</summary>
    private static IEnumerable<string> ExamplesOf(string reference) => File.ReadAllLines(reference)
        .Where(line => line.Contains("` gives `", StringComparison.Ordinal))
        .Select(line => line.Split('`'))
        .Select(parts => parts[^4])
        .Chunk(5)
        .Select(expressions => string.Concat(expressions.Select((expression, index) => $"k{index}: {{{{ {expression} }}}}\n")));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PackMan.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("PackMan.sln is not above the program");
    }
}
