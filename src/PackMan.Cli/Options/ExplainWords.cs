using System.CommandLine;
using PackMan.Explaining;

namespace PackMan.Cli.Options;

/// <summary>`[NAME] CHART OBJECT [FIELD]`, of which only the object can be told by its form.</summary>
internal sealed class ExplainWords
{
    private readonly Argument<string[]> _words = new("[NAME] CHART [OBJECT] [FIELD]")
    {
        Description = $"Name of the release, and the chart: {ChartFlags.Places}; then an object as `kind/name` or `kind/namespace/name`, and one of its fields",
        Arity = new ArgumentArity(0, 4),
    };

    private readonly Option<string?> _usedBy = Flag.Text("--used-by", "VALUE", "Tell what a value is used for instead, such as `image.tag`; leave OBJECT out");

    public void AddTo(Command command)
    {
        command.Add(_words);
        command.Add(_usedBy);
    }

    /// <exception cref="UsageException">A word is missing, too many, or no object.</exception>
    public ExplainRequest Read(ParseResult parsed)
    {
        var words = parsed.GetValue(_words) ?? [];
        if (words.Length == 0)
        {
            throw new UsageException("`packman explain` needs a chart", "For example `packman explain ./web deployment/web spec.replicas`");
        }

        var objectAt = ObjectAt(words);
        if (parsed.GetValue(_usedBy) is { } value)
        {
            return objectAt is null && words.Length <= 2
                ? new ExplainRequest(words.Length == 2 ? words[0] : null, words[^1], null, null) { UsedBy = value }
                : throw new UsageException(
                    "`--used-by` looks through all objects",
                    $"Leave out the object, as in `packman explain {string.Join(' ', words.Take(objectAt ?? 2))} --used-by {value}`");
        }

        return objectAt is { } index ? Read(words, index)
            : words.Length == 1 ? new ExplainRequest(null, words[0], null, null)
            : words.Length == 2 && words[1].Contains('/', StringComparison.Ordinal) ? new ExplainRequest(words[0], words[1], null, null)
            : throw new UsageException($"`{words[^1]}` is no object", "Name one as `kind/name`, such as `deployment/web` or `svc/web`; without one, `packman explain CHART` lists them all");
    }

    private static ExplainRequest Read(string[] words, int index) => new(
        index == 2 ? words[0] : null,
        words[index - 1],
        ObjectName.TryParse(words[index]),
        words.Length > index + 1 ? words[index + 1] : null);

    /// <summary>The position of the object; where two words could be one (`charts/web deployment/web`), a kind that Kubernetes has decides.</summary>
    private static int? ObjectAt(string[] words)
    {
        var possible = Enumerable.Range(1, 2).Where(index => index < words.Length && words.Length <= index + 2 && ObjectName.TryParse(words[index]) is not null).ToList();
        return possible.Count switch
        {
            0 => null,
            1 => possible[0],
            _ => ObjectName.TryParse(words[1]) is { IsBuiltInKind: true } ? 1 : 2,
        };
    }
}

/// <summary>What is to be explained.</summary>
/// <param name="Name">The release's name; null for the usual one.</param>
/// <param name="Object">Null for a list of all.</param>
/// <param name="Field">Null for all fields of the object.</param>
internal sealed record ExplainRequest(string? Name, string Chart, ObjectName? Object, string? Field)
{
    /// <summary>A value whose uses are to be told.</summary>
    public string? UsedBy { get; init; }
}
