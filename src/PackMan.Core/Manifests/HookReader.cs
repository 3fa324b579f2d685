using System.Collections.Immutable;
using System.Globalization;

namespace PackMan.Manifests;

/// <summary>Reads a hook's annotations. What Helm passes over in silence (an unknown event, a weight that is no number) is an error.</summary>
public static class HookReader
{
    private static readonly ImmutableArray<(string Text, HookEvent Event)> Events =
    [
        ("pre-install", HookEvent.PreInstall),
        ("post-install", HookEvent.PostInstall),
        ("pre-upgrade", HookEvent.PreUpgrade),
        ("post-upgrade", HookEvent.PostUpgrade),
        ("pre-rollback", HookEvent.PreRollback),
        ("post-rollback", HookEvent.PostRollback),
        ("pre-delete", HookEvent.PreDelete),
        ("post-delete", HookEvent.PostDelete),
        ("test", HookEvent.Test),
        ("test-success", HookEvent.Test),
    ];

    private static readonly ImmutableArray<(string Text, HookDeletePolicy Policy)> Policies =
    [
        ("before-hook-creation", HookDeletePolicy.BeforeHookCreation),
        ("hook-succeeded", HookDeletePolicy.HookSucceeded),
        ("hook-failed", HookDeletePolicy.HookFailed),
    ];

    /// <summary>The hook an object's annotations make of it.</summary>
    /// <exception cref="ManifestException">An annotation has a value that means nothing.</exception>
    public static Hook Read(ManifestObject item, string path) => new()
    {
        Object = item.Object,
        Path = path,
        Events = [.. Words(item, ObjectAnnotations.Hook).Select(word => Pick(word, Events, (item, ObjectAnnotations.Hook), "hook event")).Distinct()],
        Weight = Weight(item),
        DeletePolicies = DeletePolicies(item),
        Timeout = Timeout(item),
    };

    /// <summary>The event as annotations name it (`pre-install`).</summary>
    public static string Text(HookEvent hookEvent) => Events.First(entry => entry.Event == hookEvent).Text;

    private static ImmutableArray<HookDeletePolicy> DeletePolicies(ManifestObject item) =>
        Words(item, ObjectAnnotations.HookDeletePolicy).Select(word => Pick(word, Policies, (item, ObjectAnnotations.HookDeletePolicy), "hook delete policy")).ToImmutableArray() is { Length: > 0 } policies
            ? policies
            : [HookDeletePolicy.BeforeHookCreation];

    private static int Weight(ManifestObject item)
    {
        if (ObjectAnnotations.Find(item.Object, ObjectAnnotations.HookWeight) is not { } text)
        {
            return 0;
        }

        return int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : throw Fault((item, ObjectAnnotations.HookWeight), $"has the hook weight `{text}`, which is no whole number", "Write a number in quotes, such as `\"-5\"`");
    }

    private static TimeSpan? Timeout(ManifestObject item)
    {
        if (ObjectAnnotations.Find(item.Object, ObjectAnnotations.HookTimeout) is not { } text)
        {
            return null;
        }

        return DurationText.TryParse(text) is { Ticks: > 0 } timeout
            ? timeout
            : throw Fault((item, ObjectAnnotations.HookTimeout), $"has the hook timeout `{text}`, which is no duration", "Write one such as `90s` or `5m`");
    }

    private static T Pick<T>(string word, ImmutableArray<(string Text, T Value)> known, (ManifestObject Item, string Annotation) at, string what)
    {
        foreach (var (text, value) in known)
        {
            if (text == word)
            {
                return value;
            }
        }

        throw Fault(
            at,
            $"has the {what} `{word}`, which does not exist",
            $"Use one of {string.Join(", ", known.Select(entry => $"`{entry.Text}`"))}");
    }

    private static ManifestException Fault((ManifestObject Item, string Annotation) at, string what, string hint) =>
        new($"`{at.Item.Object}` {what}", at.Item.Place, hint) { At = ObjectAnnotations.FindNode(at.Item.Object, at.Annotation)?.Origin };

    private static string[] Words(ManifestObject item, string annotation) =>
        (ObjectAnnotations.Find(item.Object, annotation) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
