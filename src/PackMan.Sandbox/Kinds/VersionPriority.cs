using System.Globalization;

namespace PackMan.Sandbox.Kinds;

/// <summary>Kubernetes' order of version names: `v2`, `v1`, `v1beta1`, `v1alpha1`, then the rest.</summary>
internal static class VersionPriority
{
    /// <summary>Larger comes first.</summary>
    public static (int Stability, int Major, int Minor) Of(string version)
    {
        if (version.Length < 2 || version[0] != 'v' || !char.IsAsciiDigit(version[1]))
        {
            return (0, 0, 0);
        }

        var end = version.AsSpan(1).IndexOfAnyExceptInRange('0', '9');
        if (end < 0)
        {
            return (3, Number(version[1..]), 0);
        }

        var (major, rest) = (Number(version[1..(end + 1)]), version[(end + 1)..]);
        return rest.StartsWith("beta", StringComparison.Ordinal) ? (2, major, Number(rest[4..]))
            : rest.StartsWith("alpha", StringComparison.Ordinal) ? (1, major, Number(rest[5..]))
            : (0, 0, 0);
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
