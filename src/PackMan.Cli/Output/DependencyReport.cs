using PackMan.Charts;
using PackMan.Charts.Locking;
using PackMan.Cli.Commands;
using PackMan.Distribution.Dependencies;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What fetching dependencies did, in words and as data.</summary>
internal static class DependencyReport
{
    /// <summary>Says on stderr what changed in the chart's folder.</summary>
    public static void Tell(CommandContext context, DependencyResult result)
    {
        using var talk = context.Talk();
        foreach (var note in result.Notes)
        {
            talk.Warn(note);
        }

        var location = result.Chart.Location.TrimEnd('/');
        foreach (var name in result.Written)
        {
            talk.Note($"wrote {location}/charts/{name}");
        }

        foreach (var name in result.Removed)
        {
            talk.Note($"removed {location}/charts/{name}");
        }

        if (result.LockChanged)
        {
            talk.Note($"wrote {location}/{ChartLock.FileNameFor(result.Chart.Metadata)}");
        }

        if (result.Dependencies.IsEmpty)
        {
            talk.Note($"Chart `{result.Chart.Metadata.Name}` depends on no other charts");
        }
        else if (result.Written.IsEmpty && result.Removed.IsEmpty && !result.LockChanged)
        {
            talk.Note("Everything was in its place already");
        }
    }

    public static Table TableOf(DependencyResult result)
    {
        var table = new Table("NAME", "VERSION", "REPOSITORY") { HasHeaders = !result.Dependencies.IsEmpty };
        Add(table, result.Dependencies, "");
        return table;
    }

    public static YamlMap ModelOf(DependencyResult result) => Model.Map(
        ("chart", Model.Text(result.Chart.Metadata.Name)),
        ("dependencies", YamlList.Of(result.Dependencies.Select(ModelOf))),
        ("written", Texts(result.Written)),
        ("removed", Texts(result.Removed)),
        ("lockChanged", new YamlBoolean(result.LockChanged)));

    public static YamlMap ModelOf(LockedDependency locked) => Model.Map(
        ("name", Model.Text(locked.Name)),
        ("version", Model.Text(locked.Version)),
        ("repository", Model.Text(RepositoryKinds.Show(locked.Repository))),
        ("digest", Model.TextOrNone(locked.Digest)),
        ("contentDigest", Model.TextOrNone(locked.ContentDigest)),
        ("dependencies", Model.ListOrNone(YamlList.Of(locked.Dependencies.Select(ModelOf)))));

    private static void Add(Table table, IEnumerable<LockedDependency> dependencies, string indentation)
    {
        foreach (var dependency in dependencies)
        {
            table.Add(indentation + dependency.Name, dependency.Version, RepositoryKinds.Show(dependency.Repository));
            Add(table, dependency.Dependencies, indentation + "  ");
        }
    }

    private static YamlList Texts(IEnumerable<string> texts) => YamlList.Of(texts.Select(text => new YamlString(text)));
}
