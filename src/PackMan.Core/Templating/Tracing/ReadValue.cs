using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Templating.Tracing;

/// <summary>Something an expression read: a value, or a field of `release`, `chart` or `capabilities`.</summary>
/// <param name="Object">`values`, `release`, `chart` or `capabilities`.</param>
/// <param name="Path">Where it stands below that; of a value from the values of the whole, so that a subchart's begin with its name.</param>
/// <param name="Node">What it is, with its origin; null where it was read as null.</param>
public sealed record ReadValue(string Object, ImmutableArray<PathStep> Path, YamlNode Node)
{
    /// <summary>What templates call the values.</summary>
    public const string Values = "values";

    public bool IsValue => Object == Values;

    /// <summary>As a user writes it: `image.tag` for a value, which is what `--set` takes, else `release.name`.</summary>
    public string Name => IsValue ? PathStep.Text(Path.AsSpan()) : $"{Object}.{PathStep.Text(Path.AsSpan())}";

    /// <summary>Whether the other is this, or something inside of it.</summary>
    internal bool Holds(ReadValue other) => Object == other.Object && Path.Length <= other.Path.Length && other.Path.AsSpan(0, Path.Length).SequenceEqual(Path.AsSpan());

    internal bool IsSame(ReadValue other) => Path.Length == other.Path.Length && Holds(other);

    internal ReadValue Child(PathStep step, YamlNode node) => this with { Path = Path.Add(step), Node = node };
}
