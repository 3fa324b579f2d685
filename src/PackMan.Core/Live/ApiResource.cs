using System.Collections.Immutable;

namespace PackMan.Live;

/// <summary>A resource type the server serves.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Plural">Name in URLs (`deployments`).</param>
public sealed record ApiResource(string Group, string Version, string Kind, string Plural, bool IsNamespaced)
{
    public ImmutableArray<string> Verbs { get; init; } = [];

    /// <summary>Names of subresources (`status`, `scale`, `log`).</summary>
    public ImmutableArray<string> Subresources { get; init; } = [];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";
}
