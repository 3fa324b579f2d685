using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PackMan.Charts;

/// <summary>A version of strict SemVer 2 (https://semver.org). Ordering follows its precedence: build metadata does not count.</summary>
public sealed partial record SemanticVersion(long Major, long Minor, long Patch) : IComparable<SemanticVersion>
{
    public ImmutableArray<string> Prerelease { get; init; } = [];

    public string? Build { get; init; }

    public bool IsPrerelease => !Prerelease.IsEmpty;

    /// <summary>The version, or null when the text is no strict SemVer 2.</summary>
    public static SemanticVersion? TryParse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success || ParsePart(match, 1) is not { } major || ParsePart(match, 2) is not { } minor || ParsePart(match, 3) is not { } patch)
        {
            return null;
        }

        return new SemanticVersion(major, minor, patch)
        {
            Prerelease = match.Groups[4].Success ? [.. match.Groups[4].Value.Split('.')] : [],
            Build = match.Groups[5].Success ? match.Groups[5].Value : null,
        };
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

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}")
        + (IsPrerelease ? "-" + string.Join('.', Prerelease) : "")
        + (Build is null ? "" : "+" + Build);

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
        long.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$", RegexOptions.ECMAScript)]
    private static partial Regex Pattern();
}
