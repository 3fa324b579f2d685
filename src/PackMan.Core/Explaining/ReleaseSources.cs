using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Tracing;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>
/// Tells where the fields of a rendered release come from, and makes errors say it. Only then is the chart rendered once more, with
/// source maps that explain: the same request gives the same text.
/// </summary>
internal sealed class ReleaseSources(ITemplateEngine engine, RenderRequest request, ValueHistory history, CancellationToken cancellationToken)
{
    private const int MaxFields = 10;
    private const int MaxLeaves = 3;

    private readonly Lazy<RenderedSources> _sources = new(() => new RenderedSources(engine.Render(request with { Explains = true }, cancellationToken).Files));

    /// <summary>The documents of the release, as they were rendered; empty until they are.</summary>
    public ImmutableArray<Manifest> Manifests { get; set; } = [];

    public ValueHistory History => history;

    /// <summary>What wrote a field of a rendered object; null when no template did, or the chart cannot be rendered again.</summary>
    public FieldSource? Find(YamlNode field, ImmutableArray<Values.PathStep> path) => Sources()?.Find(field, path);

    /// <summary>The error with the template position and the values behind what it complains of, as far as they are known.</summary>
    public PackManException Explain(PackManException error) => error switch
    {
        TemplateException { IsOutOfTime: false } failed => Explain(failed),
        ManifestException { At: Origin.InFile place } wrong when Sources()?.At(place) is { } source => Noted(wrong, source),
        ObjectRefusedException refused => Explain(refused),
        ConflictsException conflicts => Noted(conflicts, conflicts.Rows.Select(row => (row.Reference, row.Field))),
        ImmutableFieldsException immutable => Noted(immutable, immutable.Fields.SelectMany(field => field.Fields.Select(name => (field.Reference, name)))),
        _ => error,
    };

    /// <summary>Each value on lines of its own, without what is sensitive.</summary>
    private ImmutableArray<string> Describe(FieldSource source) => Describe(source.All);

    private ImmutableArray<string> Describe(IEnumerable<ReadValue> values) =>
        [.. values.SelectMany(value => history.Tell(value).SelectMany(told => told.Lines().Select((line, index) => index == 0 && value.IsValue ? $"value {line}" : line)))];

    private TemplateException Explain(TemplateException error)
    {
        try
        {
            engine.Render(request with { Explains = true }, cancellationToken);
            return error;
        }
        catch (TemplateException again) when (again.Message == error.Message)
        {
            again.Notes = Describe(again.Reads);
            return again;
        }
        catch (PackManException)
        {
            return error;
        }
    }

    private ObjectRefusedException Explain(ObjectRefusedException refused)
    {
        var fields = SourcesOf(refused.Reference, refused.Fields.IsEmpty && Rendered(refused.Reference) is { } rendered ? ServerField.NotBase64(rendered.Object, refused.Message) : refused.Fields);
        return fields.IsEmpty
            ? refused.MovedTo(refused.Frame ?? PlaceOf(refused.Reference))
            : Noted(refused.MovedTo(KeyOf(refused, fields[0].Field) ?? fields[0].Source.Frame), fields);
    }

    /// <summary>The key of a field that the kind does not have, where the template itself has it.</summary>
    private CodeFrame? KeyOf(ObjectRefusedException refused, string field) =>
        refused.UnknownFields.Contains(field)
        && Rendered(refused.Reference) is { } target
        && ServerField.Find(target.Object.Content, field) is { Rest.Length: 0, Path: [.., Values.PathStep.Key key], Node: var value }
            ? Sources()?.KeyOf(value, key.Name)
            : null;

    private PackManException Noted(PackManException error, IEnumerable<(ObjectReference Reference, string Field)> fields)
    {
        error.Notes =
        [
            .. fields.Take(MaxFields).SelectMany(field => SourcesOf(field.Reference, [field.Field]).SelectMany(found =>
                Describe(found.Source).Select(line => "  " + line).Prepend($"`{field.Field}` of {field.Reference} is written at {found.Source.Frame}"))),
        ];
        return error;
    }

    private ImmutableArray<(string Field, FieldSource Source)> SourcesOf(ObjectReference reference, IEnumerable<string> fields)
    {
        if (Rendered(reference) is not { } target)
        {
            return [];
        }

        var found = fields.Select(field => (Field: field, Found: ServerField.Find(target.Object.Content, field))).ToList();

        // What is missing was written nowhere, and what stands above it helps only where nothing else is told.
        return [.. (found.Exists(pair => pair.Found.Rest.Length == 0) ? found.Where(pair => pair.Found.Rest.Length == 0) : found)
            .SelectMany(pair => pair.Found.Rest.Length == 0 ? FieldPath.Leaves(pair.Found.Node, pair.Found.Path).Take(MaxLeaves).Select(leaf => (pair.Field, leaf.Node, leaf.Path)) : [(pair.Field, pair.Found.Node, pair.Found.Path)])
            .Take(MaxFields)
            .Select(entry => (entry.Field, Source: Masked(target.Object, Find(entry.Node, entry.Path), entry.Path)))
            .Where(pair => pair.Source is not null)
            .Select(pair => (pair.Field, pair.Source!))];
    }

    // What a template itself says in a Secret is as secret as a value.
    private static FieldSource? Masked(KubernetesObject target, FieldSource? source, ImmutableArray<Values.PathStep> path) =>
        source is { Values.IsEmpty: true, Frame.LineText: { } line } && target is { Kind: "Secret", Group: "" } && path is [Values.PathStep.Key { Name: "data" or "stringData" }, _, ..]
            ? source with { Frame = source.Frame with { LineText = Values.MaskedLine.Of(line) } }
            : source;

    private CodeFrame? PlaceOf(ObjectReference reference) => Rendered(reference)?.Place;

    // As it is applied, an object has a namespace even where the template gives it none.
    private ManifestObject? Rendered(ObjectReference reference) => Manifests.SelectMany(manifest => manifest.Objects).FirstOrDefault(item =>
        item.Object.Identity is var identity
        && (identity with { Namespace = identity.Namespace ?? reference.Identity.Namespace }) == reference.Identity);

    private RenderedSources? Sources()
    {
        try
        {
            return _sources.Value;
        }
        catch (PackManException)
        {
            return null;
        }
    }

    private ManifestException Noted(ManifestException error, FieldSource source)
    {
        var moved = error.MovedTo(error.Frame is null || !source.IsText ? source.Frame : error.Frame);
        moved.Notes =
        [
            .. Describe(source),
            .. error.Before is Origin.InFile before && Sources()?.At(before) is { IsText: false } first
                ? Describe(first).Select(line => "  " + line).Prepend($"the first one is called so at {first.Frame}")
                : [],
        ];
        return moved;
    }

    private ObjectRefusedException Noted(ObjectRefusedException error, ImmutableArray<(string Field, FieldSource Source)> fields)
    {
        error.Notes =
        [
            .. Describe(fields[0].Source),
            .. fields.Skip(1).SelectMany(field => Describe(field.Source).Select(line => "  " + line).Prepend($"`{field.Field}` is written at {field.Source.Frame}")),
        ];
        return error;
    }
}
