using System.Text.RegularExpressions;

namespace PackMan.Charts;

/// <summary>The version a server reports, as `kubeVersion` ranges see it.</summary>
public static partial class KubernetesVersion
{
    /// <summary>
    /// The numbers of a server's version without what distributions add (`v1.27.3-gke.100` is 1.27.3 here, as in Helm: the
    /// addition is no prerelease); null when the text begins with no version.
    /// </summary>
    public static SemanticVersion? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Numbers().Match(text);
        return match.Success
            ? SemanticVersion.TryParse($"{Number(match, 1)}.{Number(match, 2)}.{(match.Groups[3].Success ? Number(match, 3) : "0")}")
            : null;
    }

    /// <summary>Whether a server's version lies in a chart's `kubeVersion` range.</summary>
    /// <exception cref="VersionConstraintException">The range is none.</exception>
    public static bool Satisfies(string kubeVersion, string range) =>
        TryParse(kubeVersion) is { } version && VersionConstraint.Parse(range).IsSatisfiedBy(version);

    private static string Number(Match match, int group) => match.Groups[group].Value.TrimStart('0').PadLeft(1, '0');

    [GeneratedRegex(@"^\s*v?([0-9]+)\.([0-9]+)(?:\.([0-9]+))?")]
    private static partial Regex Numbers();
}
