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
            : [.. sets.Where(set => set.Fault is null).Select(set => Resolve(sound.Chart, set))];
        var root = renderings.Select(rendering => rendering.Tree?.Root).FirstOrDefault(tree => tree is not null) ?? ChartInUse.Alone(chart, chart.Values);
        var calls = chart.Metadata.IsNative ? Try(() => engine.CallsIn(root)) : null;
        return new LintedChart(sound, settings, files)
        {
            CustomKinds = basis.CustomKinds,
            SchemaFault = schemaFault,
            ValuesSets = sets,
            Renderings = [.. renderings.SelectMany(rendering => Render(basis, rendering, calls?.AsksForUpgrade ?? false, cancellationToken))],
            Uses = chart.Metadata.IsNative ? Try(() => engine.UsesIn(root)) : null,
            Calls = calls,
        };
    }

    private LintedRendering Resolve(Chart chart, ValuesSet set)
    {
        try
        {
            var tree = ChartTree.Resolve(chart, set.Supplied);
            return new LintedRendering(set)
            {
                Tree = tree,
                Violations = settings.SkipsSchemaValidation ? [] : Violations(tree),
                Redaction = Try(() => SensitiveTexts.Of(tree.Values, ValuesSchema.SensitiveIn(tree))) ?? Redaction.SecretsOnly,
            };
        }
        catch (PackManException fault)
        {
            return new LintedRendering(set) { TreeFault = fault };
        }
    }

    /// <param name="forUpgradeToo">Whether templates may print something else for an upgrade.</param>
    private IEnumerable<LintedRendering> Render(LintedChart chart, LintedRendering rendering, bool forUpgradeToo, CancellationToken cancellationToken)
    {
        if (!chart.IsRendered || rendering.Tree is not { } tree || rendering.Wanted.Any())
        {
            return [rendering];
        }

        var uses = Try(() => ChartUses.Of(engine, tree));
        ImmutableArray<int> revisions = forUpgradeToo ? [1, 2] : [1];
        return revisions.Select(revision =>
        {
            var survey = engine.Survey(
                new RenderRequest
                {
                    Root = tree.Root,
                    Release = new ReleaseScope(ReleaseName, settings.Namespace, revision, IsInstall: revision == 1),
                    Capabilities = ServedKinds.Of(settings.KubeVersion, settings.Minor),
                    Time = time,
                },
                cancellationToken);
            return rendering with { IsUpgrade = revision > 1, Survey = survey, Manifests = Read(chart, survey), Uses = survey.Unparsed.IsEmpty ? uses : null };
        });
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
