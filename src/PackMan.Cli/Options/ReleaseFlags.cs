using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Actions;
using PackMan.Actions.Install;
using PackMan.Cli.Commands;

namespace PackMan.Cli.Options;

/// <summary>The flags of the commands that render a chart for a release: install, upgrade and template.</summary>
internal sealed class ReleaseFlags
{
    private const string ServerValidates = "the API server checks every field of every object before the first write, and a wrong field is always an error";

    private readonly Option<bool> _createNamespace = Flag.Switch("--create-namespace", "Create the release's namespace if it does not exist");
    private readonly Option<string[]> _namespaceLabels = Flag.Texts("--namespace-label", "KEY=VALUE", "Label for a namespace that is created; may be repeated");
    private readonly Option<string[]> _namespaceAnnotations = Flag.Texts("--namespace-annotation", "KEY=VALUE", "Annotation for a namespace that is created; may be repeated");
    private readonly Option<string[]> _labels = Flag.Texts("--labels", "KEY=VALUE", "Labels for the release's record, separated by commas", "-l");

    private readonly Option<bool> _skipCrds = Flag.Switch("--skip-crds", "Do not apply the chart's `crds/`");

    public Option<bool> SkipSchemaValidation { get; } = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");

    private readonly StrictFlag _strict = new();

    public Option<bool> HideNotes { get; } = Flag.Switch("--hide-notes", "Do not print the notes");

    private readonly Option<bool> _subchartNotes = Flag.Switch("--render-subchart-notes", "Print the notes of subcharts too");

    private readonly Option<bool> _hideSecret = Flag.Switch("--hide-secret", "Accepted for Helm's sake: plans never show the values of Secrets");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _createNamespace, _namespaceLabels, _namespaceAnnotations, _labels, _skipCrds, SkipSchemaValidation, HideNotes, _subchartNotes, _hideSecret })
        {
            command.Add(option);
        }

        _strict.AddTo(command);
        AddRefused(command);
    }

    /// <summary>Helm's flags that no command which renders has.</summary>
    public static void AddRefused(Command command)
    {
        command.Add(new RefusedFlag("--disable-openapi-validation", ServerValidates, "Correct the field that the error names"));
        command.Add(new RefusedFlag("--enable-dns", "templates have no network, so that a rendering never depends on it", "Pass the address as a value"));
        command.Add(new RefusedFlag("--post-renderer", "what is applied is what the chart renders, and the record can be compared with it", "Change the chart, or pipe `packman template` through the tool and apply its output with `kubectl apply`"));
        command.Add(new RefusedFlag("--post-renderer-args", "there are no post-renderers"));
    }

    public InstallOptions Read(ParseResult parsed, RenderingInput rendering, OperationOptions operation) => new()
    {
        Operation = operation,
        Chart = rendering.Chart,
        Supplied = rendering.Supplied,
        SuppliedSteps = rendering.SuppliedSteps,
        CreateNamespace = parsed.GetValue(_createNamespace),
        NamespaceLabels = Pairs(parsed, _namespaceLabels),
        NamespaceAnnotations = Pairs(parsed, _namespaceAnnotations),
        Labels = RecordLabels(parsed),
        SkipCrds = parsed.GetValue(_skipCrds),
        SkipSchemaValidation = parsed.GetValue(SkipSchemaValidation),
        Unread = _strict.Read(parsed),
        SubchartNotes = parsed.GetValue(_subchartNotes),
    };

    private ImmutableSortedDictionary<string, string> RecordLabels(ParseResult parsed)
    {
        var labels = Pairs(parsed, _labels);
        var taken = labels.Keys.FirstOrDefault(key => key.StartsWith("packman.dev/", StringComparison.Ordinal) || key == "app.kubernetes.io/managed-by");
        return taken is null ? labels : throw new UsageException($"`--labels` cannot set `{taken}`, which PackMan needs to find the release", "Choose another key");
    }

    private static ImmutableSortedDictionary<string, string> Pairs(ParseResult parsed, Option<string[]> option)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in (parsed.GetValue(option) ?? []).SelectMany(list => list.Split(',')))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"`{option.Name}` takes `key=value`, not `{text}`");
            }

            pairs[text[..equals]] = text[(equals + 1)..];
        }

        return pairs.ToImmutable();
    }
}
