namespace PackMan.Linting.Rules.Objects;

internal sealed class CompleteObjectRule() : LintRule("object/incomplete", LintSeverity.Error, "A server takes only objects that say what they are and how they are called.")
{
    internal override IEnumerable<Finding> Check(LintedRendering rendering) => rendering.Manifests.SelectMany(manifest => manifest.ObjectFaults).Select(Tell);
}
