using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PackMan.Tests.Guides;

/// <summary>An entry of docs/guides/from-helm-templates.md: the same thing in Helm's templates and in ours, with what both give.</summary>
internal sealed partial record HelmIdiom(string Title, ImmutableArray<GuideBlock> Blocks)
{
    public GuideBlock Result => Blocks.Single(block => block.Role == "result");

    /// <summary>Whether the result is text and no YAML, as notes are.</summary>
    public bool IsText => Result.Language == "text";

    public static ImmutableArray<HelmIdiom> ReadAll(string repository)
    {
        var text = File.ReadAllText(Path.Combine(repository, "docs", "guides", "from-helm-templates.md"));
        return [.. Section().Matches(text).Select(section => new HelmIdiom(section.Groups["title"].Value, GuideBlock.ReadAll(section.Groups["body"].Value)))];
    }

    /// <summary>Writes chart `web` with the templates of one side, `helm` or `packman`.</summary>
    public void WriteChart(string folder, string side)
    {
        var apiVersion = side == "helm" ? "v2" : "packman/v1";
        Write(folder, "Chart.yaml", $"apiVersion: {apiVersion}\nname: web\nversion: 1.2.3\nappVersion: \"4.5\"\n");
        foreach (var block in Blocks.Where(block => block.Role == side || block.Role is "values" or "file"))
        {
            var path = block.Role == "values" ? "values.yaml" : block.Path.Length > 0 ? block.Path : "templates/case.yaml";
            Write(folder, path, block.Text);
            if (path.Split('/') is ["charts", var subchart, ..])
            {
                Write(folder, $"charts/{subchart}/Chart.yaml", $"apiVersion: {apiVersion}\nname: {subchart}\nversion: 0.1.0\n");
            }
        }
    }

    private static void Write(string folder, string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
        File.WriteAllText(full, text);
    }

    [GeneratedRegex(@"^## (?<title>\d+\. .+)\n(?<body>(?:(?!^## ).*\n?)+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();
}

/// <summary>A fenced block: its language, what it is, and the file it stands for.</summary>
internal sealed partial record GuideBlock(string Language, string Role, string Path, string Text)
{
    public static ImmutableArray<GuideBlock> ReadAll(string text) =>
        [.. Fence().Matches(text).Select(match => new GuideBlock(match.Groups["language"].Value, match.Groups["role"].Value, match.Groups["path"].Value, match.Groups["text"].Value))];

    [GeneratedRegex(@"^```(?<language>\w+)( (?<role>\S+))?( (?<path>\S+))?\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fence();
}
