using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using PackMan.Charts;
using PackMan.Templating.Functions;
using PackMan.Yaml;

namespace PackMan.Templating.Scope;

/// <summary>`files`: the chart's other files. `glob` gives the same functions over the files that match.</summary>
internal static class FilesScope
{
    public static ObjectNode Build(ImmutableArray<ChartFile> files) => new("files", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["get"] = new TemplateFunction("files.get", ["path"], call => Text(Find(files, call))),
        ["lines"] = new TemplateFunction("files.lines", ["path"], call => Lines(Text(Find(files, call)))),
        ["glob"] = new TemplateFunction("files.glob", ["pattern"], call => Build([.. files.Where(Matches(call.Text(0)))])),
        ["as_config"] = new TemplateFunction("files.as_config", [], _ => Map(files, file => Text(file))),
        ["as_secrets"] = new TemplateFunction("files.as_secrets", [], _ => Map(files, file => Convert.ToBase64String(file.Content.Span))),
        ["paths"] = new ListNode(YamlList.Of(files.Select(file => new YamlString(file.Path)))),
    });

    private static ChartFile Find(ImmutableArray<ChartFile> files, FunctionCall call)
    {
        var path = call.Text(0);
        return files.FirstOrDefault(file => file.Path == path)
            ?? throw call.Error($"The chart has no file `{path}`", FunctionCall.Nearest(path, files.Select(file => file.Path)));
    }

    private static string Text(ChartFile file) => Encoding.UTF8.GetString(file.Content.Span);

    private static ListNode Lines(string text) =>
        new(YamlList.Of((text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => new YamlString(line.TrimEnd('\r')))));

    private static MapNode Map(ImmutableArray<ChartFile> files, Func<ChartFile, string> content)
    {
        // As in Helm, the key is the file's name without its folder; the last of two equal names wins.
        var byName = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            byName[file.Path[(file.Path.LastIndexOf('/') + 1)..]] = content(file);
        }

        return new MapNode(YamlMap.OfStrings(byName));
    }

    /// <summary>`*` and `?` stay inside a folder, `**` crosses folders.</summary>
    private static Func<ChartFile, bool> Matches(string pattern)
    {
        var expression = Regex.Escape(pattern)
            .Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        var regex = new Regex($@"^{expression}\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return file => regex.IsMatch(file.Path);
    }
}
