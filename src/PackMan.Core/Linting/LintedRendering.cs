using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Uses;

namespace PackMan.Linting;

/// <summary>A chart rendered with one set of values, as far as that goes.</summary>
internal sealed record LintedRendering(ValuesSet Values)
{
    /// <summary>The charts in use; null when that cannot be decided.</summary>
    public ChartTree? Tree { get; init; }

    /// <summary>Why not.</summary>
    public PackManException? TreeFault { get; init; }

    public ImmutableArray<SchemaViolation> Violations { get; init; } = [];

    /// <summary>What templates gave; null when they were not rendered.</summary>
    public TemplateSurvey? Survey { get; init; }

    public ImmutableArray<LintedManifest> Manifests { get; init; } = [];

    /// <summary>What all charts in use read; null when it cannot be known.</summary>
    public ValueUses? Uses { get; init; }

    /// <summary>Keeps sensitive values out of findings.</summary>
    public Redaction Redaction { get; init; } = Redaction.SecretsOnly;

    public IEnumerable<LintedObject> Objects => Manifests.SelectMany(manifest => manifest.Objects);

    /// <summary>The values the user has to give before it can be rendered: only a values file can.</summary>
    public IEnumerable<SchemaViolation> Wanted => Values.File is null ? Violations.Where(violation => violation.IsMissing) : [];

    /// <summary>Whether it is that of an upgrade.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>Failures by which templates ask for such values; what an upgrade asks for besides, such as a password given before, no file of `ci/` needs to know.</summary>
    public IEnumerable<PackManException> Refusals => Values.File is null || IsUpgrade ? Failures.OfType<TemplateException>().Where(failure => failure.IsRefusal) : [];

    public IEnumerable<PackManException> Failures => Survey?.Failed ?? [];
}

/// <summary>One object of a rendering.</summary>
/// <param name="Chart">The chart that was rendered.</param>
/// <param name="Manifest">The rendered file it stands in.</param>
/// <param name="Object">The object as printed.</param>
/// <param name="Place">The template line it starts at.</param>
internal sealed record LintedObject(LintedChart Chart, LintedManifest Manifest, KubernetesObject Object, CodeFrame Place)
{
    /// <summary>Kinds that CRDs of the chart define, those its templates print included.</summary>
    public CustomKinds Kinds { get; init; } = Chart.CustomKinds;

    private ImmutableArray<FieldFault>? _fieldFaults;

    /// <summary>The fields that do not fit the object's kind; empty for kinds nothing is known of.</summary>
    public ImmutableArray<FieldFault> FieldFaults => _fieldFaults ??= FieldCheck.Of(Kinds, Object);

    public ManifestObject Item => new(Object, Place);

    public CodeFrame At(Yaml.YamlNode node) => Manifest.At(node);

    public CodeFrame AtKey(string key, Yaml.YamlNode value) => Manifest.AtKey(key, value);
}
