using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Hooks in the field names of Helm's JSON.</summary>
internal static class HookModel
{
    /// <summary>The hooks of a recorded text.</summary>
    public static YamlList List(string hooks) =>
        YamlList.Of(ManifestText.Parse(hooks, "the recorded hooks").SelectMany(manifest => manifest.Objects.Select(item => Element(manifest, item))));

    /// <summary>A hook of a plan.</summary>
    public static YamlMap Planned(Hook hook) => Model.Map(
        ("kind", Model.Text(hook.Object.Kind)),
        ("namespace", Model.TextOrNone(hook.Object.Namespace)),
        ("name", Model.Text(hook.Object.Name)),
        ("path", Model.Text(hook.Path)),
        ("events", YamlList.Of(Events(hook).Select(Model.Text))),
        ("weight", Model.Number(hook.Weight)));

    public static IEnumerable<string> Events(Hook hook) => hook.Events.Select(HookReader.Text);

    private static YamlMap Element(Manifest manifest, ManifestObject item)
    {
        var hook = HookReader.Read(item, manifest.Path);
        return Model.Map(
            ("name", Model.Text(hook.Object.Name)),
            ("kind", Model.Text(hook.Object.Kind)),
            ("path", Model.Text(hook.Path)),
            ("manifest", Model.Text(manifest.Text)),
            ("events", YamlList.Of(Events(hook).Select(Model.Text))),
            ("weight", Model.Number(hook.Weight)),
            ("delete_policies", YamlList.Of(hook.DeletePolicies.Select(policy => Model.Text(PolicyText(policy))))));
    }

    private static string PolicyText(HookDeletePolicy policy) => policy switch
    {
        HookDeletePolicy.HookSucceeded => "hook-succeeded",
        HookDeletePolicy.HookFailed => "hook-failed",
        _ => "before-hook-creation",
    };
}
