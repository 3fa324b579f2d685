using System.Collections.Immutable;
using System.Globalization;

namespace PackMan.KindSchemas;

/// <summary>When one version of a built-in kind came and when it goes, as minor versions of Kubernetes 1; facts of lifecycle.txt.</summary>
/// <param name="ApiVersion">`batch/v1beta1`.</param>
/// <param name="Introduced">The first release that serves it.</param>
/// <param name="Deprecated">The first release that advises against it; null when none does.</param>
/// <param name="Removed">The first release that no longer serves it; null when all do.</param>
/// <param name="Replacement">The API version that takes its place, with the kind where that is another one; null when nothing does.</param>
public sealed record KindLifecycle(string ApiVersion, string Kind, int Introduced, int? Deprecated, int? Removed, string? Replacement)
{
    private static readonly Lazy<ImmutableArray<KindLifecycle>> Table = new(() =>
        [.. KindResource.Read("lifecycle.txt").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(Parse)]);

    /// <summary>Everything that came, was deprecated or went between Kubernetes 1.16 and 1.36. What is not in it has been there all the time.</summary>
    public static ImmutableArray<KindLifecycle> All => Table.Value;

    /// <summary>Previews are served only where somebody switched them on.</summary>
    public bool IsAlpha => ApiVersion.Contains("alpha", StringComparison.Ordinal);

    public static KindLifecycle? Find(string apiVersion, string kind) => All.FirstOrDefault(entry => entry.Kind == kind && entry.ApiVersion == apiVersion);

    /// <summary>Whether a release of Kubernetes serves it.</summary>
    public bool IsServedIn(int minor) => minor >= Introduced && !(minor >= Removed);

    /// <summary>What takes its place in a release of Kubernetes; null when nothing does.</summary>
    public string? ReplacementIn(int minor) => Replacement is null || Find(Replacement, Kind)?.IsServedIn(minor) != false
        ? Replacement
        : All.FirstOrDefault(entry => entry.Kind == Kind && entry.Group == Group && entry.IsServedIn(minor) && !entry.IsAlpha)?.ApiVersion;

    private string Group => ApiVersion[..Math.Max(0, ApiVersion.IndexOf('/', StringComparison.Ordinal))];

    private static KindLifecycle Parse(string line)
    {
        var words = line.Split(' ');
        return new KindLifecycle(words[0], words[1], Minor(words[2]) ?? 0, Minor(words[3]), Minor(words[4]), words[5] == "-" ? null : words[5]);
    }

    private static int? Minor(string version) => version == "-" ? null : int.Parse(version[2..], CultureInfo.InvariantCulture);
}
