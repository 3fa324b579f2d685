using PackMan.Charts;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Template;

/// <summary>What a local rendering was asked for.</summary>
public sealed record TemplateOptions
{
    public required Chart Chart { get; init; }

    public required YamlMap Supplied { get; init; }

    public required ReleaseScope Release { get; init; }

    /// <summary>Null assumes the newest Kubernetes version PackMan knows with all its built-in kinds.</summary>
    public Capabilities? Capabilities { get; init; }

    public bool SkipSchemaValidation { get; init; }

    public IObjectLookup? Lookup { get; init; }
}
