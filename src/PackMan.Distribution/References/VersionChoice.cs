using System.Collections.Immutable;
using PackMan.Charts;

namespace PackMan.Distribution.References;

/// <summary>Which of the published versions is meant: one exactly, the newest of a range, or the newest stable one.</summary>
public sealed record VersionChoice
{
    private const int MaxNearest = 4;

    // What Helm's `--devel` stands for.
    private const string WithPrereleases = ">0.0.0-0";

    private VersionChoice(string text, SemanticVersion? exact, VersionConstraint range) => (Text, Exact, Range) = (text, exact, range);

    /// <summary>The newest version that is no prerelease.</summary>
    public static VersionChoice Newest { get; } = Parse(null);

    /// <summary>As the user wrote it; empty when he left the choice to us.</summary>
    public string Text { get; }

    /// <summary>The version when all its numbers are given, so that no list is needed to find it.</summary>
    public SemanticVersion? Exact { get; }

    public VersionConstraint Range { get; }

    /// <param name="text">A version or a range; null for the newest.</param>
    /// <param name="allowsPrereleases">Whether a prerelease may be the newest (`--devel`); a text decides for itself.</param>
    /// <exception cref="VersionConstraintException">The text is neither version nor range.</exception>
    public static VersionChoice Parse(string? text, bool allowsPrereleases = false)
    {
        var wanted = text?.Trim() ?? "";
        var exact = SemanticVersion.TryParse(wanted) is { IsComplete: true } version ? version : null;
        return new VersionChoice(wanted, exact, VersionConstraint.Parse(wanted.Length > 0 ? wanted : allowsPrereleases ? WithPrereleases : "*"));
    }

    /// <summary>One version, also where the text could be read as a range (`1.2`), as in locks and indexes.</summary>
    public static VersionChoice Exactly(string text) =>
        SemanticVersion.TryParse(text) is { } version ? new VersionChoice(text, version, VersionConstraint.Parse(text)) : Parse(text);

    /// <summary>The version that is written as it was asked for; else the newest that fits; null when none does.</summary>
    public SemanticVersion? Best(IEnumerable<SemanticVersion> published)
    {
        var fitting = published.Where(version => version.ToString() == Text || (Exact is null ? Range.IsSatisfiedBy(version) : Exact.Canonical == version.Canonical));
        return fitting.OrderByDescending(version => version.ToString() == Text).ThenBy(version => version, SemanticVersion.NewestFirst).FirstOrDefault();
    }

    /// <summary>The versions closest to what was asked for, newest first: the neighbours of a version, else the newest ones.</summary>
    public ImmutableArray<SemanticVersion> Nearest(IEnumerable<SemanticVersion> published)
    {
        var sorted = published.Order(SemanticVersion.NewestFirst).ToList();
        var place = Exact is null ? 0 : sorted.FindIndex(version => version < Exact) is >= 0 and var index ? index : sorted.Count;
        return [.. sorted.Skip(Math.Clamp(place - (MaxNearest / 2), 0, Math.Max(0, sorted.Count - MaxNearest))).Take(MaxNearest)];
    }
}

/// <summary>A chart that is not published in a version.</summary>
/// <param name="chart">As messages show it, without the version.</param>
/// <param name="nearest">Versions there are; empty when none is known.</param>
/// <param name="advice">What else may help, as a sentence of its own; null when nothing does.</param>
public sealed class NoSuchVersionException(string chart, string wanted, IReadOnlyList<SemanticVersion> nearest, string? advice = null)
    : PackManException(wanted.Length == 0 ? $"`{chart}` has no stable version" : $"`{chart}` has no version `{wanted}`")
{
    public IReadOnlyList<SemanticVersion> Nearest { get; } = nearest;

    public override string Hint => advice is null ? Closest : $"{Closest}. {advice}";

    private string Closest => (Nearest.Count, wanted.Length) switch
    {
        (0, _) => "No version of it is published at all: check the name",
        (_, 0) => $"There are prereleases: {List}. Name one with `--version`, or take the newest with `--devel`",
        (1, _) => $"The only one there is: {List}",
        _ => $"The nearest are {List}",
    };

    private string List => string.Join(", ", Nearest.Select(version => $"`{version}`"));
}
