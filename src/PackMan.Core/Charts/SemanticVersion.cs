using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PackMan.Charts;

/// <summary>
/// A version by SemVer 2 (https://semver.org), or one that Helm reads as such: `v1.2.3`, `1.2`, `2024.01.05`. It is shown and told apart as it is
/// written; ordering follows the numbers, and build metadata does not count.
/// </summary>
public sealed partial record SemanticVersion(long Major, long Minor, long Patch) : IComparable<SemanticVersion>
{
    // Null where it is written in the canonical form.
    private string? _written;

    public ImmutableArray<string> Prerelease { get; init; } = [];

    public string? Build { get; init; }

    /// <summary>Whether all three numbers are written, so that it can stand for no range.</summary>
    public bool IsComplete { get; private init; } = true;

    /// <summary>Whether it is written as SemVer 2 wants it.</summary>
    public bool IsStrict => _written is null;

    /// <summary>As SemVer 2 writes it: the same for `v1.2`, `1.2` and `1.2.0`.</summary>
    public string Canonical =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (IsPrerelease ? "-" + string.Join('.', Prerelease) : "")
        + (Build is null ? "" : "+" + Build);

    /// <summary>
    /// The newest first. Of versions that differ in build metadata only, the last in the alphabet; of two spellings of one version, that of SemVer 2.
    /// </summary>
    public static IComparer<SemanticVersion> NewestFirst { get; } = Comparer<SemanticVersion>.Create((left, right) =>
        right.CompareTo(left) is not 0 and var order ? order
        : string.CompareOrdinal(right.Build, left.Build) is not 0 and var build ? build
        : left.IsStrict != right.IsStrict ? right.IsStrict.CompareTo(left.IsStrict)
        : string.CompareOrdinal(left.ToString(), right.ToString()));

    public bool IsPrerelease => !Prerelease.IsEmpty;

    /// <summary>The version, or null when the text is none even to Helm (https://github.com/Masterminds/semver, `NewVersion`).</summary>
    public static SemanticVersion? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || ParsePart(match, 1) is not { } major || ParsePart(match, 2) is not { } minor || ParsePart(match, 3) is not { } patch)
        {
            return null;
        }

        var version = new SemanticVersion(major, minor, patch)
        {
            Prerelease = match.Groups[4].Success ? [.. match.Groups[4].Value.Split('.')] : [],
            Build = match.Groups[5].Success ? match.Groups[5].Value : null,
            IsComplete = match.Groups[3].Success,
        };
        return version.Canonical == text ? version : version with { _written = text };
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return order != 0 ? order : ComparePrerelease(Prerelease, other.Prerelease);
    }

    public bool Equals(SemanticVersion? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public static bool operator <(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SemanticVersion left, SemanticVersion right) => left.CompareTo(right) >= 0;

    /// <summary>As it is written.</summary>
    public override string ToString() => _written ?? Canonical;

    private static int ComparePrerelease(ImmutableArray<string> left, ImmutableArray<string> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty.CompareTo(right.IsEmpty);
        }

        var order = left.Zip(right, CompareIdentifier).FirstOrDefault(part => part != 0);
        return order != 0 ? order : left.Length.CompareTo(right.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        var leftIsNumber = left.All(char.IsAsciiDigit);
        var rightIsNumber = right.All(char.IsAsciiDigit);
        return (leftIsNumber, rightIsNumber) switch
        {
            // Numbers have no leading zero, so the longer one is the greater, whatever its size.
            (true, true) => left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right),
            (true, false) => -1,
            (false, true) => 1,
            _ => string.CompareOrdinal(left, right),
        };
    }

    private static long? ParsePart(Match match, int group) =>
        !match.Groups[group].Success ? 0
        : long.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-((?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?\z")]
    private static partial Regex Pattern();
}
