using System.Globalization;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The present as Kubernetes writes it, to the second.</summary>
internal static class KubeTime
{
    public static string Now() => DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
