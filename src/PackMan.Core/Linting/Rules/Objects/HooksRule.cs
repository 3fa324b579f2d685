using PackMan.Manifests;

namespace PackMan.Linting.Rules.Objects;

internal sealed class HooksRule() : LintRule("object/hook", LintSeverity.Error, "A hook with an event or a policy that does not exist never runs as meant.")
{
    internal override IEnumerable<Finding> Check(LintedObject item)
    {
        try
        {
            _ = HookReader.Read(item.Item, item.Manifest.Path);
            return [];
        }
        catch (ManifestException fault)
        {
            return [Tell(fault)];
        }
    }
}
