using PackMan.Yaml;

namespace PackMan.Templating.Tracing;

/// <summary>What a place of a template that wrote something had read, and the conditions and loops that led there.</summary>
internal sealed record Writing
{
    /// <summary>How many characters of the template wrote it: the expression's, and 1 for text.</summary>
    public int Length { get; init; } = 1;

    /// <summary>What the written value was made of; empty for text.</summary>
    public ReadValues Values { get; init; } = ReadValues.None;

    /// <summary>What was read too and is not in the value: an alternative that was null, what a lookup was made with.</summary>
    public ReadValues Considered { get; init; } = ReadValues.None;

    /// <summary>The innermost condition or loop around it.</summary>
    public Decision? Decision { get; init; }

    /// <summary>Whether it is the template's own text.</summary>
    public bool IsText { get; init; }

    /// <summary>What knows about the parts of a map or list that a template put together.</summary>
    public ReadTrace? Trace { get; init; }

    /// <summary>The part of it that wrote one node of a map or list.</summary>
    public Writing Of(YamlNode node)
    {
        var part = Trace?.Find(node) ?? (Values.Find(node) is { } leaf ? ReadValues.Of(leaf) : null);
        return part is null ? this : this with { Values = part };
    }
}
