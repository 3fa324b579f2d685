using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>A node being checked, with its way from the root.</summary>
internal sealed record SchemaInstance(YamlNode Node, SchemaInstance? Parent = null, PathStep? Step = null)
{
    public SchemaInstance Child(string key, YamlNode node) => new(node, this, new PathStep.Key(key));

    public SchemaInstance Child(int index, YamlNode node) => new(node, this, new PathStep.Index(index));

    public ImmutableArray<PathStep> Path()
    {
        var path = ImmutableArray.CreateBuilder<PathStep>();
        for (var instance = this; instance is { Parent: not null, Step: not null }; instance = instance.Parent)
        {
            path.Add(instance.Step);
        }

        path.Reverse();
        return path.ToImmutable();
    }

    public SchemaViolation Violation(string expected, string? got) => new(Path(), Node.Origin, expected, got);
}
