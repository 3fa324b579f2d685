using Scriban.Syntax;

namespace PackMan.Templating.Tracing;

/// <summary>A node of a template that is being evaluated, and what was read for it so far.</summary>
internal sealed class TraceStep(ScriptNode? node, TraceStep? outer, Decision? decision)
{
    public ScriptNode? Node => node;

    public TraceStep? Outer => outer;

    /// <summary>The condition or loop that was the innermost one before this node.</summary>
    public Decision? DecisionBefore => decision;

    public ReadValues Reads { get; private set; } = ReadValues.None;

    /// <summary>
    /// Whether what was read belongs to this node alone: a statement inside an include or a function writes its own pieces, and these
    /// know of it.
    /// </summary>
    public bool IsBoundary => node is ScriptStatement and not ScriptExpressionStatement { Parent: ScriptFunction };

    public void Add(ReadValues values) => Reads = Reads.With(values);
}
