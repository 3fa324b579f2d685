using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Origins;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Actions.Template;

/// <summary>What a local rendering was asked for.</summary>
public sealed record TemplateOptions
{
    public required Chart Chart { get; init; }

    /// <summary>What the user gave, layers merged.</summary>
    public required YamlMap Supplied { get; init; }

    /// <summary>The same as it was after each layer, so that it can be told what a value overrode.</summary>
    public ImmutableArray<YamlMap> SuppliedSteps { get; init; } = [];

    public required ReleaseScope Release { get; init; }

    /// <summary>Null assumes the newest Kubernetes version PackMan knows with all its built-in kinds.</summary>
    public Capabilities? Capabilities { get; init; }

    public bool SkipSchemaValidation { get; init; }

    /// <summary>What becomes of supplied values that no template reads.</summary>
    public UnreadPolicy Unread { get; init; }

    /// <summary>Tells the user what is probably a mistake.</summary>
    public Action<string>? Warn { get; init; }

    public IObjectLookup? Lookup { get; init; }
}
