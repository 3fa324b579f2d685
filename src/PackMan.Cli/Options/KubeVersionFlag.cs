using System.CommandLine;
using PackMan.Charts;

namespace PackMan.Cli.Options;

/// <summary>`--kube-version`.</summary>
internal sealed class KubeVersionFlag(string description)
{
    public Option<string?> Option { get; } = Flag.Text("--kube-version", "VERSION", description);

    /// <summary>As a server reports it (`v1.30.0`); null when it was not given.</summary>
    /// <exception cref="UsageException">The version is none.</exception>
    public string? Read(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { } text)
        {
            return null;
        }

        return KubernetesVersion.TryParse(text) is { } version
            ? $"v{version}"
            : throw new UsageException($"`--kube-version` takes a Kubernetes version such as `1.30` or `v1.30.2`, not `{text}`");
    }
}
