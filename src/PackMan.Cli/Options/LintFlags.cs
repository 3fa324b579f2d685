using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using PackMan.Actions.Lint;
using PackMan.Linting;
using PackMan.Yaml;

namespace PackMan.Cli.Options;

/// <summary>The flags of `lint` that say what is looked at.</summary>
internal sealed class LintFlags
{
    private readonly KubeVersionFlag _kubeVersion = new("Kubernetes version the charts are for (default: the newest known that a chart's `kubeVersion` allows)");
    private readonly Option<bool> _withSubcharts = Flag.Switch("--with-subcharts", "Lint the charts in `charts/` too, each by itself");
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");
    private readonly Option<string[]> _disable = Flag.Texts("--disable", "RULE", "Do not look at this rule; may be repeated, or hold several with commas");

    public void AddTo(Command command)
    {
        // Asked for only by completion: other commands need no rules.
        _disable.CompletionSources.Add(_ => RuleTable.All.Select(rule => new CompletionItem(rule.Id)));
        foreach (var option in new Option[] { _withSubcharts, _kubeVersion.Option, _skipSchemaValidation, _disable })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">A rule does not exist, or the version is none.</exception>
    public LintOptions Read(ParseResult parsed, YamlMap supplied, string namespaceName) => new()
    {
        Supplied = supplied,
        KubeVersion = _kubeVersion.Read(parsed),
        Namespace = namespaceName,
        SkipSchemaValidation = parsed.GetValue(_skipSchemaValidation),
        WithSubcharts = parsed.GetValue(_withSubcharts),
        DisabledRules = [.. (parsed.GetValue(_disable) ?? []).SelectMany(rules => rules.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(Known)],
    };

    private static string Known(string rule) =>
        RuleTable.Find(rule) is null ? throw new UsageException($"There is no rule `{rule}` to `--disable`", RuleTable.HintFor(rule)) : rule;
}
