using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.JsonPaths;

/// <summary>A piece of a template.</summary>
internal abstract record JsonPathPart
{
    public sealed record Text(string Value) : JsonPathPart;

    public sealed record Print(JsonPathQuery Query) : JsonPathPart;

    /// <summary>`{range QUERY}…{end}`: the body once for each node.</summary>
    public sealed record Range(JsonPathQuery Query, ImmutableArray<JsonPathPart> Body) : JsonPathPart;
}

/// <summary>`.ports[0].name`.</summary>
/// <param name="Source">As written.</param>
/// <param name="StartsAtRoot">`$`: from the whole tree, wherever it stands.</param>
internal sealed record JsonPathQuery(string Source, bool StartsAtRoot, ImmutableArray<JsonPathStep> Steps);

/// <summary>One step down the tree.</summary>
internal abstract record JsonPathStep
{
    public sealed record Fields(ImmutableArray<string> Names) : JsonPathStep;

    public sealed record Indexes(ImmutableArray<int> Numbers) : JsonPathStep;

    /// <summary>`[1:5:2]`; what is left out is null.</summary>
    public sealed record Slice(int? Start, int? End, int Stride) : JsonPathStep;

    public sealed record All : JsonPathStep;

    /// <summary>`..`: the node and everything below it.</summary>
    public sealed record Descendants : JsonPathStep;

    /// <summary>`[?(@.name=="http")]`; without an operator, whether the left side is there.</summary>
    public sealed record Filter(JsonPathOperand Left, string? Operator, JsonPathOperand? Right) : JsonPathStep;
}

/// <summary>A side of a comparison: something of the tree, or a constant.</summary>
internal abstract record JsonPathOperand
{
    public sealed record OfTree(JsonPathQuery Query) : JsonPathOperand;

    public sealed record Constant(YamlNode Value) : JsonPathOperand;
}
