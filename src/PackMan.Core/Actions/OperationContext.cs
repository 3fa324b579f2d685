using PackMan.Live;
using PackMan.Releases;
using PackMan.Templating;

namespace PackMan.Actions;

/// <summary>The ports an operation works through; every action is made from one.</summary>
public sealed record OperationContext
{
    public required ICluster Cluster { get; init; }

    public required IReleaseStore Releases { get; init; }

    public required ITemplateEngine Engine { get; init; }

    public required IOperationLog Log { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
