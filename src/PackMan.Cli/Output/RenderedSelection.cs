using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Actions.Template;
using PackMan.Cli.Options;
using PackMan.Manifests;

namespace PackMan.Cli.Output;

/// <summary>Picks what `template` prints: CRDs first, then objects in the order of installation, hooks last.</summary>
internal static class RenderedSelection
{
    /// <exception cref="UsageException">A `--show-only` matches nothing.</exception>
    public static ImmutableArray<Manifest> Of(TemplateResult rendered, TemplateSelection selection)
    {
        var hooks = selection.HasHooks ? rendered.Hooks.Where(hook => selection.HasTests || !IsTest(hook)) : [];
        ImmutableArray<Manifest> all = [.. selection.HasCrds ? rendered.Crds : [], .. rendered.Objects, .. hooks];
        if (selection.ShowOnly.IsEmpty)
        {
            return all;
        }

        return [.. selection.ShowOnly.SelectMany(pattern => Matches(all, pattern)).Distinct()];
    }

    private static List<Manifest> Matches(ImmutableArray<Manifest> all, string pattern)
    {
        var regex = new Regex($"^{Regex.Escape(pattern.Replace('\\', '/')).Replace("\\*", "[^/]*", StringComparison.Ordinal).Replace("\\?", "[^/]", StringComparison.Ordinal)}\\z", RegexOptions.CultureInvariant);
        var matches = all.Where(manifest => regex.IsMatch(BelowChart(manifest.Path))).ToList();
        return matches.Count > 0
            ? matches
            : throw new UsageException($"`--show-only {pattern}` matches no template that printed an object", $"There are {string.Join(", ", all.Select(manifest => $"`{BelowChart(manifest.Path)}`").Distinct().Take(10))}");
    }

    // `web/templates/service.yaml` is `templates/service.yaml` to the chart's author.
    private static string BelowChart(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static bool IsTest(Manifest manifest) =>
        manifest.Objects.All(item => HookReader.Read(item, manifest.Path).Events.All(hookEvent => hookEvent == HookEvent.Test));
}
