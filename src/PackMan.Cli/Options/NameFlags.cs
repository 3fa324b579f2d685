using System.CommandLine;

namespace PackMan.Cli.Options;

/// <summary>`[NAME] CHART` with Helm's two ways to leave the name to PackMan.</summary>
internal sealed class NameFlags
{
    private readonly Argument<string[]> _words;
    private readonly Option<bool> _generate = Flag.Switch("--generate-name", "Make up a name from the chart's and the time; leave NAME out", "-g");
    private readonly Option<string?> _template = Flag.Text("--name-template", "TEMPLATE", "Scriban template of the name, with the chart and values in scope; leave NAME out");

    /// <param name="defaultName">The name when none is given; null makes the name mandatory.</param>
    public NameFlags(string? defaultName)
    {
        DefaultName = defaultName;
        _words = new Argument<string[]>(defaultName is null ? "NAME CHART" : "[NAME] CHART")
        {
            Description = $"Name of the release, and the chart: {ChartFlags.Places}",
            Arity = new ArgumentArity(0, 2),
        };
    }

    private string? DefaultName { get; }

    public void AddTo(Command command)
    {
        command.Add(_words);
        command.Add(_generate);
        command.Add(_template);
    }

    /// <exception cref="UsageException">A word is missing or too many.</exception>
    public NameAndChart Read(ParseResult parsed)
    {
        var words = parsed.GetValue(_words) ?? [];
        var command = parsed.CommandResult.Command.Name;
        var template = parsed.GetValue(_template);
        var isNamed = !parsed.GetValue(_generate) && template is null;
        if (!isNamed && words.Length == 2)
        {
            throw new UsageException($"`packman {command}` got the name `{words[0]}` and a flag that makes one up", "Leave out the name, or `--generate-name` and `--name-template`");
        }

        return (words.Length, isNamed) switch
        {
            (0, false) => throw new UsageException($"`packman {command}` needs a chart", $"For example `packman {command} --generate-name ./web`"),
            (0, _) when DefaultName is not null => throw new UsageException($"`packman {command}` needs a chart", $"For example `packman {command} web ./web`"),
            (0, _) => throw new UsageException($"`packman {command}` needs the name of a release and a chart", $"For example `packman {command} web ./web`"),
            (1, true) when DefaultName is null => throw new UsageException(
                $"`packman {command}` needs the name of a release and a chart, and got only `{words[0]}`",
                $"For example `packman {command} web {words[0]}`, or let PackMan choose the name with `--generate-name`"),
            (1, true) => new NameAndChart(DefaultName, null, words[0]),
            (1, false) => new NameAndChart(null, template, words[0]),
            _ => new NameAndChart(words[0], null, words[1]),
        };
    }
}

/// <summary>What names a release: a name, or a template of one, or neither when it is to be made up.</summary>
internal sealed record NameAndChart(string? Name, string? Template, string Chart);
