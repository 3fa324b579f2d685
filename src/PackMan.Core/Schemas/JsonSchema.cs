using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>
/// A JSON Schema of 2020-12 or draft 7 over trees that know their origins. `format` and `content…` are annotations, as both
/// drafts have it; references out of the document need a resolver.
/// </summary>
public sealed class JsonSchema
{
    /// <summary>The scheme of the URI that a schema's own file has, so that a relative reference names its neighbour.</summary>
    internal const string LocalScheme = "packman";

    private readonly SchemaRegistry _registry;
    private readonly SchemaResource _resource;
    private SchemaText? _text;

    private JsonSchema(YamlNode root, string name, SchemaResolver? resolver)
    {
        Name = name;
        _registry = new SchemaRegistry(resolver);
        _resource = _registry.Add(root, new Uri(LocalScheme + ":///" + Uri.EscapeDataString(name)));
    }

    /// <summary>What the user calls the schema's file in messages.</summary>
    public string Name { get; }

    public YamlNode Root => _resource.Root;

    /// <summary>Reads a schema and checks it against the rules of its own draft.</summary>
    /// <exception cref="SchemaException">The text is no JSON, or no schema.</exception>
    public static JsonSchema Parse(string text, string name, SchemaResolver? resolver = null)
    {
        var source = new SchemaText(text, name);
        return Shown(source, () =>
        {
            var schema = new JsonSchema(source.Parse(), name, resolver) { _text = source };
            schema.CheckItself();
            return schema;
        });
    }

    /// <summary>A schema from a tree, taken as it is.</summary>
    public static JsonSchema Of(YamlNode root, string name, SchemaResolver? resolver = null) => new(root, name, resolver);

    /// <summary>Everything in which a tree breaks the schema, in the order of the schema; values marked as sensitive are never told.</summary>
    /// <exception cref="SchemaException">A reference leads nowhere, a pattern is broken, or the schema never ends.</exception>
    public ImmutableArray<SchemaViolation> Validate(YamlNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var outcome = Shown(_text, () => new SchemaEvaluator(_registry).Evaluate(Root, new SchemaInstance(node), new SchemaScope(_resource, null)));
        return outcome.IsValid ? [] : SensitiveIn(node).Hide([.. outcome.Violations.Distinct(SchemaViolationComparer.Instance)], node);
    }

    /// <summary>The paths of a tree whose schema says `writeOnly` or `x-packman-sensitive`.</summary>
    public SensitivePaths SensitiveIn(YamlNode node) => new SensitiveWalk(_registry).Find(Root, node, new SchemaScope(_resource, null));

    /// <summary>How layers of values merge at a path; null when the schema says nothing of it.</summary>
    public MergeRule? MergeRuleAt(ImmutableArray<string> path) => new SchemaMergeRules(_registry).Find(Root, new SchemaScope(_resource, null), path);

    /// <summary>Which values the schema names.</summary>
    public SchemaNames Names => SchemaNames.At(_registry, Root, new SchemaScope(_resource, null));

    private void CheckItself()
    {
        var dialect = Root.FindString("$schema");
        var metaSchema = dialect is null ? MetaSchemas.Newest : Uri.TryCreate(dialect, UriKind.Absolute, out var uri) ? MetaSchemas.Find(uri) : null;
        if (metaSchema is null || Of(metaSchema, "meta-schema").Validate(Root) is not [var first, ..] violations)
        {
            return;
        }

        var more = violations.Length == 1 ? "" : $" (and {violations.Length - 1} more)";
        var frame = first.Origin is Origin.InFile place ? new CodeFrame(place.File, place.Line, place.Column) : null;
        throw new SchemaException($"`{Name}` is no valid JSON Schema: {(first with { Origin = null }).Describe("schema")}{more}", "Correct the schema", frame: frame);
    }

    private static T Shown<T>(SchemaText? text, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SchemaException error) when (text is not null)
        {
            error.Show(text);
            throw;
        }
    }
}
