using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci.Mirrors;

/// <summary>Which repositories a rule is for: a host with or without a path (`registry.example.org/team`), or all hosts below one (`*.example.org`).</summary>
public sealed record MirrorPrefix(string Text)
{
    private const string AnyHost = "*.";

    internal bool Matches(OciRepository repository) => Text.StartsWith(AnyHost, StringComparison.Ordinal)
        ? repository.Host.EndsWith(Text[1..], StringComparison.OrdinalIgnoreCase)
        : Rest(repository) is not null;

    /// <summary>The repository at another place: what follows the prefix stays; of a prefix with `*` the whole path.</summary>
    internal OciRepository Replace(OciRepository repository, OciRepository place) =>
        (Text.StartsWith(AnyHost, StringComparison.Ordinal) ? repository.Path : Rest(repository)) is { Length: > 0 } rest ? place.Append(rest) : place;

    // Paths are cut between their parts: `example.org/team` is no prefix of `example.org/teams/web`.
    private string? Rest(OciRepository repository)
    {
        var name = repository.ToString();
        return !name.StartsWith(Text, StringComparison.OrdinalIgnoreCase) ? null
            : name.Length == Text.Length ? ""
            : name[Text.Length] == '/' ? name[(Text.Length + 1)..]
            : null;
    }
}
