using System.Collections.Immutable;
using System.Text;
using PackMan.Actions.Deploy;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Origins;
using PackMan.Planning;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Uses;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>Gathers all that rules look at: values, renderings, uses. What fails is kept for the rules to tell.</summary>
internal sealed class ChartPreparation(ITemplateEngine engine, TimeProvider time, LintSettings settings)
{
    private const string ReleaseName = "test-release";

    public LintedChart Prepare(ExaminedChart examined, YamlMap supplied, CancellationToken cancellationToken)
    {
        var chart = examined.Chart;
        var files = new LintedFiles(chart, examined.ValuesFiles);
        var schemaFault = Fault(() => _ = ValuesSchema.SchemaOf(chart));
        var sound = examined with { Chart = schemaFault is null ? chart : chart with { Schema = null } };
        var basis = new LintedChart(sound, settings, files) { CustomKinds = new CustomKinds(Definitions(chart)), SchemaFault = schemaFault };
        var sets = ValuesSet.Of(sound, supplied);
        ImmutableArray<LintedRendering> renderings = basis.HasFaultOf(ChartPart.Values) || basis.HasFaultOf(ChartPart.Subchart)
            ? []
            : [.. sets.Where(set => set.Fault is null).Select(set => Render(basis, set, cancellationToken))];
        var root = renderings.Select(rendering => rendering.Tree?.Root).FirstOrDefault(tree => tree is not null) ?? ChartInUse.Alone(chart, chart.Values);
        return new LintedChart(sound, settings, files)
        {
            CustomKinds = basis.CustomKinds,
            SchemaFault = schemaFault,
            ValuesSets = sets,
            Renderings = renderings,
            Uses = chart.Metadata.IsNative ? Try(() => engine.UsesIn(root)) : null,
            Calls = chart.Metadata.IsNative ? Try(() => engine.CallsIn(root)) : null,
        };
    }

    private LintedRendering Render(LintedChart chart, ValuesSet set, CancellationToken cancellationToken)
    {
        ChartTree tree;
        try
        {
            tree = ChartTree.Resolve(chart.Chart, set.Supplied);
        }
        catch (PackManException fault)
        {
            return new LintedRendering(set) { TreeFault = fault };
        }

        var checkedValues = new LintedRendering(set)
        {
            Tree = tree,
            Violations = settings.SkipsSchemaValidation ? [] : Violations(tree),
            Redaction = Try(() => SensitiveTexts.Of(tree.Values, ValuesSchema.SensitiveIn(tree))) ?? Redaction.SecretsOnly,
        };
        return chart.IsRendered && !checkedValues.Wanted.Any() ? Render(chart, checkedValues, tree, cancellationToken) : checkedValues;
    }

    private LintedRendering Render(LintedChart chart, LintedRendering rendering, ChartTree tree, CancellationToken cancellationToken)
    {
        var survey = engine.Survey(
            new RenderRequest
            {
                Root = tree.Root,
                Release = new ReleaseScope(ReleaseName, settings.Namespace, 1, IsInstall: true),
                Capabilities = ServedKinds.Of(settings.KubeVersion, settings.Minor),
                Time = time,
            },
            cancellationToken);
        return rendering with
        {
            Survey = survey,
            Manifests = Read(chart, survey),
            Uses = survey.Unparsed.IsEmpty ? Try(() => ChartUses.Of(engine, tree)) : null,
        };
    }

    private static ImmutableArray<LintedManifest> Read(LintedChart chart, TemplateSurvey survey)
    {
        ImmutableArray<LintedManifest> manifests = [.. survey.Files.Select(file => new LintedManifest(chart, file))];
        var definitions = manifests.SelectMany(manifest => manifest.Objects).Select(item => item.Object).Where(target => target.Kind == CustomKinds.Definition).ToList();
        foreach (var manifest in definitions.Count == 0 ? [] : manifests)
        {
            manifest.Introduce(chart.CustomKinds.With(definitions));
        }

        return manifests;
    }

    private static ImmutableArray<SchemaViolation> Violations(ChartTree tree)
    {
        try
        {
            ValuesSchema.Check(tree);
            return [];
        }
        catch (ValuesSchemaException error)
        {
            return error.Violations;
        }
        catch (SchemaException)
        {
            // The schema of a subchart is told where that chart is linted.
            return [];
        }
    }

    private static IEnumerable<KubernetesObject> Definitions(Chart chart) => chart.Crds
        .SelectMany(file => Try(() => YamlReader.ReadAll(Encoding.UTF8.GetString(file.Content.Span), file.Path).Select(document => document.Root).OfType<YamlMap>().ToList()) ?? [])
        .Select(root => new KubernetesObject(root))
        .Concat(chart.Subcharts.SelectMany(Definitions));

    private static PackManException? Fault(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (PackManException fault)
        {
            return fault;
        }
    }

    private static T? Try<T>(Func<T> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (PackManException)
        {
            return null;
        }
    }
}
