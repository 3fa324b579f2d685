using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Origins;

/// <summary>A value that was supplied and has no effect.</summary>
/// <param name="Path">Where it stands in the root's values.</param>
/// <param name="Origin">The file or flag that supplied it; null for one that an earlier revision was given.</param>
/// <param name="Nearest">The path that was probably meant; null when none is near.</param>
/// <param name="IsDeclared">Whether the chart's own values hold it, so that it is no mistake of whoever supplied it.</param>
public sealed record UnreadValue(ImmutableArray<PathStep> Path, Origin? Origin, string? Nearest, bool IsDeclared)
{
    /// <summary>`values.yaml:7:1: replicaCuont is read by no template; did you mean replicaCount?`, in one line and without the value.</summary>
    public string Describe()
    {
        var place = Origin switch
        {
            null => "a value of an earlier revision",
            // The value may be a secret, and the path says enough.
            Origin.Flag flag => flag.Text.Split('=')[0],
            var file => file.ToString(),
        };
        var name = PathStep.Text(Path.AsSpan());
        return (Nearest, IsDeclared) switch
        {
            ({ } nearest, _) => $"{place}: `{name}` is read by no template; did you mean `{nearest}`?",
            (null, true) => $"{place}: `{name}` is read by no template, although the chart's own values have it",
            _ => $"{place}: `{name}` is read by no template{(Path[^1] is PathStep.Key key ? BooleanKey.Hint(key.Name) : "")}",
        };
    }
}

/// <summary>Values were supplied that have no effect, and `--strict` was given.</summary>
public sealed class UnreadValuesException(ImmutableArray<UnreadValue> unread)
    : PackManException(unread.Length == 1
        ? $"A supplied value has no effect: {unread[0].Describe()}"
        : $"{unread.Length} supplied values have no effect:{string.Concat(unread.Select(value => $"\n  {value.Describe()}"))}")
{
    public ImmutableArray<UnreadValue> Unread { get; } = unread;

    public override string Hint => "Correct or remove them, or leave out `--strict` to be only warned";
}
