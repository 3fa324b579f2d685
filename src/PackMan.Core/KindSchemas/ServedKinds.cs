using PackMan.Live;
using PackMan.Templating;

namespace PackMan.KindSchemas;

/// <summary>What a release of Kubernetes serves by itself.</summary>
public static class ServedKinds
{
    /// <summary>`capabilities` as a server of that release would have them: newer versions are missing, and those removed since are there.</summary>
    /// <param name="kubeVersion">`v1.25.0`.</param>
    /// <param name="minor">Its minor version.</param>
    public static Capabilities Of(string kubeVersion, int minor)
    {
        var gone = KindLifecycle.All.Where(entry => !entry.IsServedIn(minor)).Select(Name);
        var still = KindLifecycle.All.Where(entry => entry.IsServedIn(minor) && !entry.IsAlpha).ToList();
        var kinds = BuiltInResources.All.Resources.Select(resource => $"{resource.ApiVersion}/{resource.Kind}").Except(gone).Union(still.Select(Name)).ToList();
        return new Capabilities(kubeVersion, [.. kinds, .. kinds.Select(name => name[..name.LastIndexOf('/')])]);
    }

    private static string Name(KindLifecycle entry) => $"{entry.ApiVersion}/{entry.Kind}";
}
