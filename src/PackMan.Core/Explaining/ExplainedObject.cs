using System.Collections.Immutable;
using PackMan.Templating.Tracing;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>A rendered object and where its fields come from.</summary>
/// <param name="Name">`kind/namespace/name`, without a namespace where the template gives none.</param>
/// <param name="Place">Where it begins in its template.</param>
/// <param name="Fields">Its leaves in their order; only those asked for.</param>
public sealed record ExplainedObject(string Name, CodeFrame Place, ImmutableArray<ExplainedField> Fields);

/// <summary>A field of a rendered object and where it comes from, as it may be printed.</summary>
/// <param name="Path">As the API server writes it (`spec.template.spec.containers[0].image`).</param>
/// <param name="Value">What it is; a placeholder in place of what is sensitive.</param>
/// <param name="Frame">The expression or the text of a template that wrote it; null for what no template wrote.</param>
/// <param name="IsText">Whether it is the template's own text.</param>
/// <param name="Values">The values it was made of.</param>
/// <param name="Considered">Values that were read for it and are not in it.</param>
/// <param name="Decisions">The conditions and loops around it, outermost first.</param>
public sealed record ExplainedField(
    string Path,
    YamlNode Value,
    CodeFrame? Frame,
    bool IsText,
    ImmutableArray<ExplainedValue> Values,
    ImmutableArray<ExplainedValue> Considered,
    ImmutableArray<ExplainedDecision> Decisions)
{
    /// <summary>Whether it holds other fields.</summary>
    public bool IsCollection => Value is YamlMap { Count: > 0 } or YamlList { Count: > 0 };
}

/// <summary>A condition or a loop, and the values that it asked.</summary>
public sealed record ExplainedDecision(DecisionKind Kind, CodeFrame Frame, ImmutableArray<ExplainedValue> Values);
