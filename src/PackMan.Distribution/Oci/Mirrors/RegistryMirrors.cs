using System.Collections.Immutable;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci.Mirrors;

/// <summary>Other places that charts of registries are read from, by the rules of containers-registries.conf(5). What is pushed goes where it says.</summary>
/// <param name="rules">Of those that match a repository the one with the longest prefix counts.</param>
public sealed class RegistryMirrors(ImmutableArray<MirrorRule> rules)
{
    public static RegistryMirrors None { get; } = new([]);

    /// <summary>Where to look for what a repository holds, in this order.</summary>
    /// <param name="isPinned">Whether a digest says what is wanted, so that any copy is as good.</param>
    /// <exception cref="MirrorsFileException">The repository is blocked.</exception>
    internal ImmutableArray<ReadingPlace> PlacesOf(OciRepository repository, bool isPinned)
    {
        // A whole registry is no repository, and no prefix of a mirror.
        var rule = repository.Path.Length == 0 ? null : rules.Where(rule => rule.Prefix.Matches(repository)).MaxBy(rule => rule.Prefix.Text.Length);
        if (rule is null)
        {
            return [new ReadingPlace(repository, IsPlain: false, IsMirror: false)];
        }

        if (rule.IsBlocked)
        {
            throw new MirrorsFileException(rule.Source, $"blocks `{rule.Prefix.Text}`, and `{repository}` lies there", "Take the chart from elsewhere, or ask whoever wrote the file");
        }

        var mirrors = rule.Mirrors.Where(mirror => isPinned ? mirror.TakesDigests : mirror.TakesTags).Select(mirror => mirror.Location);
        return
        [
            .. mirrors.Select(mirror => new ReadingPlace(rule.Prefix.Replace(repository, mirror.Place), mirror.IsPlain, IsMirror: true)),
            rule.Location is { } moved ? new ReadingPlace(rule.Prefix.Replace(repository, moved.Place), moved.IsPlain, IsMirror: true) : new ReadingPlace(repository, rule.IsPlain, IsMirror: false),
        ];
    }
}

/// <summary>One place to look in.</summary>
/// <param name="IsPlain">Whether it is spoken to without TLS.</param>
/// <param name="IsMirror">Whether it is another than the user named, which must not see what is given for that one.</param>
internal sealed record ReadingPlace(OciRepository Repository, bool IsPlain, bool IsMirror);

/// <summary>One `[[registry]]`.</summary>
/// <param name="Source">The file it stands in.</param>
/// <param name="Location">Where the charts really are; null for where the prefix says.</param>
/// <param name="IsPlain">Whether the registry itself is spoken to without TLS.</param>
/// <param name="Mirrors">Tried before, in this order.</param>
public sealed record MirrorRule(string Source, MirrorPrefix Prefix, MirrorLocation? Location, bool IsPlain, bool IsBlocked, ImmutableArray<RegistryMirror> Mirrors);

/// <summary>Another place of the same.</summary>
/// <param name="Place">A host with or without a path.</param>
public sealed record MirrorLocation(OciRepository Place, bool IsPlain);

/// <summary>One `[[registry.mirror]]`.</summary>
/// <param name="TakesDigests">Whether it is asked for what a digest names.</param>
/// <param name="TakesTags">Whether it is asked for tags and versions.</param>
public sealed record RegistryMirror(MirrorLocation Location, bool TakesDigests, bool TakesTags);
