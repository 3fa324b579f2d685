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
            return [Tell(fault) with { Frame = PlaceOf(fault, item) }];
        }
    }

    // The annotation whose words the message quotes.
    private static CodeFrame? PlaceOf(ManifestException fault, LintedObject item)
    {
        var annotation = item.Object.Annotations.Entries.FirstOrDefault(entry =>
            entry.Key.Contains("/hook", StringComparison.Ordinal) && entry.Value.ToString()!.Split(',').Any(word => fault.Message.Contains($"`{word.Trim()}`", StringComparison.Ordinal)));
        return annotation.Key is { } key ? item.AtKey(key, annotation.Value) : fault.Frame;
    }
}
