using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Schemas;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>A chart rendered with its values, to be asked where things come from.</summary>
public sealed class ExplainedRelease
{
    private const int MaxNamed = 10;

    private readonly ImmutableArray<ManifestObject> _objects;
    private readonly ReleaseSources _sources;
    private readonly Redaction _redaction;
    private readonly string _namespace;

    internal ExplainedRelease(ImmutableArray<ManifestObject> objects, ReleaseSources sources, Redaction redaction, string releaseNamespace) =>
        (_objects, _sources, _redaction, _namespace) = (objects, sources, redaction, releaseNamespace);

    /// <summary>All objects, without their fields.</summary>
    public ImmutableArray<ExplainedObject> Objects => [.. _objects.Select(item => new ExplainedObject(item.Object.ToString(), item.Place, []))];

    /// <summary>An object with all its leaves.</summary>
    /// <exception cref="ExplainException">There is none of that name, or several.</exception>
    public ExplainedObject Explain(ObjectName name)
    {
        var target = Find(name);
        return new ExplainedObject(target.Object.ToString(), target.Place, [.. LeavesOf(target).Select(leaf => Explain(target, leaf))]);
    }

    /// <summary>One field of an object; of one that holds others, these follow.</summary>
    /// <param name="path">As the API server or a person writes it (`spec.containers[name=web].image`).</param>
    /// <exception cref="ExplainException">There is no such object, or it has no such field.</exception>
    public ExplainedObject Explain(ObjectName name, string path)
    {
        var target = Find(name);
        var found = FieldPath.Resolve(target.Object.Content, path);
        if (found.Rest.Length > 0)
        {
            throw NoSuchField(target, path, found);
        }

        var inside = FieldPath.Leaves(found.Node, found.Path).Where(leaf => leaf.Path.Length > found.Path.Length);
        return new ExplainedObject(target.Object.ToString(), target.Place, [.. inside.Prepend(found).Select(leaf => Explain(target, leaf))]);
    }

    /// <summary>Every leaf of every object with its source, for finding back from a value.</summary>
    internal IEnumerable<(ManifestObject Target, string Field, FieldSource Source)> Sources() => _objects.SelectMany(target =>
        LeavesOf(target).Select(leaf => (target, FieldPath.Text(leaf.Path.AsSpan()), Source: _sources.Find(leaf.Node, leaf.Path)))
            .Where(entry => entry.Source is not null)
            .Select(entry => (entry.target, entry.Item2, entry.Source!)));

    internal ValueHistory History => _sources.History;

    private static IEnumerable<FoundField> LeavesOf(ManifestObject target) => FieldPath.Leaves(target.Object.Content, []);

    private ExplainedField Explain(ManifestObject target, FoundField leaf)
    {
        var path = FieldPath.Text(leaf.Path.AsSpan());
        var source = _sources.Find(leaf.Node, leaf.Path);
        var isHidden = _redaction.Show(target.Object, path, leaf.Node) == Redaction.Differs || source?.All.Any(History.IsSensitive) == true;
        return new ExplainedField(
            path,
            isHidden ? new YamlString(SensitivePaths.Placeholder) : leaf.Node,
            source is null ? target.Place : isHidden && source.Values.IsEmpty ? source.Frame with { LineText = MaskedLine.Of(source.Frame.LineText ?? "") } : source.Frame,
            source?.IsText ?? true,
            [.. source?.Values.Select(History.Explain) ?? []],
            [.. source?.Considered.Select(History.Explain) ?? []],
            [.. source?.Decisions.Select(Explain) ?? []]);
    }

    private ExplainedDecision Explain(Decision decision) => new(decision.Kind, decision.Frame, [.. decision.Values.Select(History.Explain)]);

    private ManifestObject Find(ObjectName name)
    {
        var found = _objects.Where(item => name.Means(item.Object, _namespace)).ToList();
        return found switch
        {
            [var only] => only,
            [] => throw NoSuchObject(name),
            _ => throw new ExplainException(
                $"Several objects are called `{name}`: {string.Join(", ", found.Select(item => $"`{item.Object}`"))}",
                "Name the one you mean as `kind/namespace/name`, or its kind as `kind.group`"),
        };
    }

    private ExplainException NoSuchObject(ObjectName name)
    {
        var names = _objects.Select(item => item.Object.ToString()).ToList();
        var nearest = NearestName.Find(name.ToString(), _objects.Select(item => $"{item.Object.Kind}/{item.Object.Name}".ToLowerInvariant()).Concat(names))
            ?? _objects.FirstOrDefault(item => KindNames.Means(name.Kind, item.Object))?.Object.ToString();
        var others = names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "";
        return new ExplainException(
            $"The chart renders no `{name}` with these values",
            nearest is not null ? $"Did you mean `{nearest}`?"
            : names.Count == 0 ? "It renders no object at all"
            : $"It renders {string.Join(", ", names.Take(MaxNamed).Select(other => $"`{other}`"))}{others}");
    }

    private static ExplainException NoSuchField(ManifestObject target, string path, FoundField found)
    {
        var above = FieldPath.Text(found.Path.AsSpan());
        var where = above.Length == 0 ? $"`{target.Object}`" : $"`{above}` of `{target.Object}`";
        var word = found.Rest.TrimStart('.').Split('.', '[')[0];
        return new ExplainException($"`{target.Object}` has no field `{path}`: {where} {Holds(found.Node)}", found.Node switch
        {
            YamlMap map when NearestName.Find(word, map.Keys) is { } nearest =>
                $"Did you mean `{FieldPath.Text([.. found.Path, new PathStep.Key(nearest)])}`?",
            YamlList list when list.Count > 0 => $"Name an item by its position (`{above}[0]`) or by a field (`{above}[{SelectorOf(list[0])}]`)",
            _ => null,
        });
    }

    private static string Holds(YamlNode node) => node switch
    {
        YamlMap { Count: 0 } or YamlList { Count: 0 } => "is empty",
        YamlMap map => $"has {string.Join(", ", map.Keys.Take(MaxNamed).Select(key => $"`{key}`"))}{(map.Count > MaxNamed ? " …" : "")}",
        YamlList list => $"is a list of {list.Count} {(list.Count == 1 ? "item" : "items")}",
        _ => $"is a {node.KindName}",
    };

    private static string SelectorOf(YamlNode item) => item is YamlMap { Count: > 0 } map ? $"{map.Entries[0].Key}={map.Entries[0].Value as YamlString}" : "0";
}
