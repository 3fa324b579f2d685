namespace PackMan.Charts.Loading;

/// <summary>The ignore files on the way from the chart's root to a folder; the last pattern that names a path decides.</summary>
internal sealed class IgnoreRules
{
    /// <summary>
    /// What no chart needs: hidden files among the templates, such as an editor's swap files (as Helm does), and archives at
    /// the top, which are earlier packages of this very chart. A chart's own `!` line takes them in again.
    /// </summary>
    public static IgnoreRules Default { get; } = new([new Layer(0, Parse("templates/.?*\n/*.tgz\n/*.tgz.prov\n/*.tgz.sig"))]);

    private readonly List<Layer> _layers;

    private IgnoreRules(List<Layer> layers) => _layers = layers;

    /// <summary>These rules and those of an ignore file in a folder <paramref name="depth"/> levels below the root.</summary>
    public IgnoreRules With(string ignoreFile, int depth) => new([.. _layers, new Layer(depth, Parse(ignoreFile))]);

    /// <summary>Whether to leave a path out. What lies in an ignored folder is never asked for, so nothing takes it in again.</summary>
    public bool IsIgnored(ReadOnlySpan<string> path, bool isFolder)
    {
        for (var i = _layers.Count - 1; i >= 0; i--)
        {
            var below = string.Join('/', path[_layers[i].Depth..]);
            for (var j = _layers[i].Patterns.Count - 1; j >= 0; j--)
            {
                if (_layers[i].Patterns[j].IsMatch(below, isFolder))
                {
                    return !_layers[i].Patterns[j].IsNegated;
                }
            }
        }

        return false;
    }

    private static List<IgnorePattern> Parse(string text)
    {
        var patterns = new List<IgnorePattern>();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            var trimmed = line.EndsWith('\r') ? line[..^1] : line;
            if (IgnorePattern.TryParse(trimmed) is { } pattern)
            {
                patterns.Add(pattern);
            }
        }

        return patterns;
    }

    private sealed record Layer(int Depth, List<IgnorePattern> Patterns);
}
