using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PackMan.Charts;

/// <summary>
/// A range of versions as Helm's charts write it: `^1.2`, `~1.2.3`, `>= 1.2, &lt; 2`, `1.2 - 1.5`, `1.x || 3.*`
/// (the language of Masterminds/semver). A prerelease satisfies only groups that name a prerelease themselves.
/// </summary>
public sealed partial record VersionConstraint
{
    private readonly ImmutableArray<ImmutableArray<VersionComparator>> _alternatives;

    private VersionConstraint(string text, ImmutableArray<ImmutableArray<VersionComparator>> alternatives)
    {
        Text = text;
        _alternatives = alternatives;
    }

    /// <summary>The range as written.</summary>
    public string Text { get; }

    /// <exception cref="VersionConstraintException">The text is no range.</exception>
    public static VersionConstraint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text) ?? throw new VersionConstraintException(text);
    }

    /// <summary>The range, or null when the text is none.</summary>
    public static VersionConstraint? TryParse(string text)
    {
        var alternatives = ImmutableArray.CreateBuilder<ImmutableArray<VersionComparator>>();
        foreach (var part in HyphenRange().Replace(text, " >= $1, <= $2 ").Split("||"))
        {
            if (TryParseGroup(part) is not { } group)
            {
                return null;
            }

            alternatives.Add(group);
        }

        return new VersionConstraint(text, alternatives.ToImmutable());
    }

    public bool IsSatisfiedBy(SemanticVersion version) =>
        _alternatives.Any(group =>
            (!version.IsPrerelease || group.Any(comparator => comparator.Version.IsPrerelease))
            && group.All(comparator => comparator.IsSatisfiedBy(version)));

    public bool Equals(VersionConstraint? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private static ImmutableArray<VersionComparator>? TryParseGroup(string text)
    {
        var group = ImmutableArray.CreateBuilder<VersionComparator>();
        for (var position = 0; position < text.Length || group.Count == 0;)
        {
            var match = Comparator().Match(text, position);
            if (!match.Success || VersionComparator.TryCreate(match) is not { } comparator)
            {
                return null;
            }

            group.Add(comparator);
            position = match.Index + match.Length;
        }

        return group.ToImmutable();
    }

    private const string VersionPattern = @"v?[0-9xX*]+(?:\.[0-9xX*]+){0,2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?";

    [GeneratedRegex($@"({VersionPattern})\s+-\s+({VersionPattern})")]
    private static partial Regex HyphenRange();

    // A comparator ends at a comma, at blanks or at the end of its group.
    [GeneratedRegex(@"\G\s*(?<op>=|!=|>=|=>|<=|=<|>|<|~>|~|\^)?\s*v?(?<major>[0-9]+|[xX*])(?:\.(?<minor>[0-9]+|[xX*]))?(?:\.(?<patch>[0-9]+|[xX*]))?(?:-(?<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\s*,(?=\s*\S)|\s+|$)")]
    private static partial Regex Comparator();
}

/// <summary>A text that is no range of versions.</summary>
public sealed class VersionConstraintException(string text) : PackManException($"`{text}` is no version range")
{
    public override string Hint => "Write a version or a range such as `^1.2.0`, `~1.2` or `>= 1.2.0, < 2.0.0`";
}
