using System.CommandLine;
using PackMan.Live;
using PackMan.Templating;

namespace PackMan.Cli.Options;

/// <summary>The flags that say what a chart is rendered for where no cluster is asked.</summary>
internal sealed class CapabilityFlags
{
    private readonly KubeVersionFlag _kubeVersion = new("Kubernetes version to render for (default: the newest known)");
    private readonly Option<string[]> _apiVersions = Flag.Texts("--api-versions", "VERSION", "API versions the server has besides those of Kubernetes itself, such as `monitoring.coreos.com/v1`", "-a");

    public void AddTo(Command command)
    {
        command.Add(_kubeVersion.Option);
        command.Add(_apiVersions);
    }

    /// <summary>Whether anything is said about the server.</summary>
    public bool AreGiven(ParseResult parsed) => _kubeVersion.Read(parsed) is not null || parsed.GetValue(_apiVersions) is { Length: > 0 };

    /// <param name="server">What the cluster said; null without one.</param>
    /// <exception cref="UsageException">The version is none.</exception>
    public Capabilities Read(ParseResult parsed, Capabilities? server = null)
    {
        var basis = server ?? new Capabilities(BuiltInResources.KubernetesVersion, BuiltInResources.All.ApiVersions);
        var extra = (parsed.GetValue(_apiVersions) ?? []).SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries));
        return new Capabilities(_kubeVersion.Read(parsed) ?? basis.KubeVersion, basis.ApiVersions.Union(extra));
    }
}
