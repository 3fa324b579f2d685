using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Search;

/// <summary>The flags that searches share: which versions, and how they are shown.</summary>
internal sealed class SearchFlags
{
    private readonly Option<string?> _version = Flag.Text("--version", "RANGE", "Versions to show, such as `^1.2`");
    private readonly Option<bool> _devel = Flag.Switch("--devel", "Show prereleases too when no version is given");
    private readonly Option<int> _maxColWidth = Flag.Number("--max-col-width", 50, "Width to cut the columns of the table to; 0 cuts nothing (default 50)");
    private readonly Option<bool> _failOnNoResult = Flag.Switch("--fail-on-no-result", "Exit with code 1 when nothing is found");
    private readonly OutputFlag _output = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _version, _devel, _maxColWidth, _failOnNoResult })
        {
            command.Add(option);
        }

        _output.AddTo(command);
    }

    /// <param name="usual">The range when neither flag is given; null for all that are no prereleases.</param>
    /// <exception cref="PackManException">It is no range.</exception>
    public VersionChoice ReadVersion(ParseResult parsed, string? usual = null)
    {
        var allowsPrereleases = parsed.GetValue(_devel);
        return VersionChoice.Parse(parsed.GetValue(_version) ?? (allowsPrereleases ? null : usual), allowsPrereleases);
    }

    /// <summary>Prints what was found, and gives the exit code.</summary>
    /// <exception cref="PackManException">Nothing was found, and that is a failure.</exception>
    public int Print<T>(CommandContext context, IReadOnlyList<T> results, Func<T, YamlMap> model, Func<IEnumerable<T>, Func<string, string>, Table> table)
    {
        if (results.Count == 0 && context.Parsed.GetValue(_failOnNoResult))
        {
            throw new RepositoryException("No results found", null);
        }

        var width = context.Parsed.GetValue(_maxColWidth);
        context.Print(_output.Read(context.Parsed), YamlList.Of(results.Select(model)), output =>
        {
            if (results.Count == 0)
            {
                output.Write("No results found\n");
                return;
            }

            table(results, cell => Cut(cell, width)).Write(output);
        });
        return ExitCodes.Done;
    }

    private static string Cut(string cell, int width) => width == 0 || cell.Length <= width ? cell : width <= 3 ? cell[..width] : $"{cell[..(width - 3)]}...";
}
