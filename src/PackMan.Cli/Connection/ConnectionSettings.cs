using System.Collections.Immutable;

namespace PackMan.Cli.Connection;

/// <summary>Which cluster a command was told to use, before any file was read.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>`--namespace`; null leaves the choice to the kubeconfig context.</summary>
    public string? Namespace { get; init; }

    public string? Kubeconfig { get; init; }

    public string? Context { get; init; }

    public string? Token { get; init; }

    public string? AsUser { get; init; }

    public ImmutableArray<string> AsGroups { get; init; } = [];

    public string? Server { get; init; }

    public string? CaFile { get; init; }

    public string? TlsServerName { get; init; }

    public bool SkipTlsVerify { get; init; }

    /// <summary>Folder of the sandbox that takes the cluster's place; null for a cluster.</summary>
    public string? Sandbox { get; init; }

    public bool IsDebug { get; init; }
}
