using System.Text.RegularExpressions;

namespace PackMan.Charts;

/// <summary>How many parts of a version a comparator names: `*`, `1`, `1.2`, `1.2.3`.</summary>
internal enum VersionPrecision
{
    None,
    Major,
    Minor,
    Full,
}

/// <summary>One comparison of a range, such as `>= 1.2`. Parts that are left out count as 0, and their absence widens the comparison.</summary>
internal sealed record VersionComparator(string Operator, SemanticVersion Version, VersionPrecision Precision)
{
    /// <summary>The comparator of a matched text; null when a number is too large or the prerelease is malformed (`1.2.3-01`).</summary>
    public static VersionComparator? TryCreate(Match match)
    {
        var parts = new[] { match.Groups["major"], match.Groups["minor"], match.Groups["patch"] };
        var named = parts.TakeWhile(part => part.Success && char.IsAsciiDigit(part.Value[0])).Select(part => part.Value.TrimStart('0').PadLeft(1, '0')).ToList();
        var prerelease = match.Groups["pre"].Success ? "-" + match.Groups["pre"].Value : "";
        var text = string.Join('.', [.. named, .. Enumerable.Repeat("0", 3 - named.Count)]) + prerelease;
        return SemanticVersion.TryParse(text) is { } version
            ? new VersionComparator(match.Groups["op"].Value, version, (VersionPrecision)named.Count)
            : null;
    }

    public bool IsSatisfiedBy(SemanticVersion candidate) => Operator switch
    {
        ">" => IsGreater(candidate),
        "<" => candidate < Version,
        ">=" or "=>" => candidate >= Version,
        "<=" or "=<" => IsAtMost(candidate),
        "!=" => !IsSame(candidate),
        "~" or "~>" => IsTilde(candidate),
        "^" => IsCaret(candidate),
        _ => Precision == VersionPrecision.Full ? candidate.CompareTo(Version) == 0 : IsTilde(candidate),
    };

    // `>1.2` means beyond all of 1.2, so 1.2.5 does not count.
    private bool IsGreater(SemanticVersion candidate) => Precision switch
    {
        VersionPrecision.Major => candidate.Major > Version.Major,
        VersionPrecision.Minor => CompareMinor(candidate) > 0,
        _ => candidate > Version,
    };

    // `<=1.2` takes in all of 1.2.
    private bool IsAtMost(SemanticVersion candidate) => Precision switch
    {
        VersionPrecision.Major => candidate.Major <= Version.Major,
        VersionPrecision.Minor => CompareMinor(candidate) <= 0,
        VersionPrecision.None => true,
        _ => candidate <= Version,
    };

    private bool IsSame(SemanticVersion candidate) => Precision switch
    {
        VersionPrecision.Major => candidate.Major == Version.Major,
        VersionPrecision.Minor => CompareMinor(candidate) == 0 && candidate.Prerelease.SequenceEqual(Version.Prerelease),
        _ => candidate.CompareTo(Version) == 0,
    };

    private bool IsTilde(SemanticVersion candidate)
    {
        if (candidate < Version)
        {
            return false;
        }

        // `~0.0.0` takes everything: a quirk of the library that Helm charts rely on for `*`.
        var isAny = Precision is VersionPrecision.None or VersionPrecision.Full && (Version.Major, Version.Minor, Version.Patch) == (0, 0, 0);
        return isAny || (candidate.Major == Version.Major && (Precision == VersionPrecision.Major || candidate.Minor == Version.Minor));
    }

    // The leftmost part that is not 0 stays (https://github.com/Masterminds/semver#caret-range-comparisons-major).
    private bool IsCaret(SemanticVersion candidate)
    {
        if (candidate < Version || Precision == VersionPrecision.None)
        {
            return candidate >= Version;
        }

        if (Version.Major > 0 || Precision == VersionPrecision.Major || candidate.Major > 0)
        {
            return candidate.Major == Version.Major;
        }

        return Version.Minor > 0 || Precision == VersionPrecision.Minor || candidate.Minor > 0
            ? candidate.Minor == Version.Minor
            : candidate.Patch == Version.Patch;
    }

    private int CompareMinor(SemanticVersion candidate) => (candidate.Major, candidate.Minor).CompareTo((Version.Major, Version.Minor));
}
