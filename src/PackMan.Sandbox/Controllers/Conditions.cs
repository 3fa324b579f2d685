using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Conditions in a status: one of each type, whose transition time moves only with its status.</summary>
internal static class Conditions
{
    public static YamlMap Set(YamlMap status, YamlMap? before, string now, string type, string value, string reason = "", string message = "", bool hasUpdateTime = false)
    {
        var old = before?.ItemsAt("conditions").FirstOrDefault(item => item.FindString("type") == type);
        var since = old?.FindString("status") == value ? old.FindString("lastTransitionTime") ?? now : now;
        var condition = YamlMap.Empty.With("type", new YamlString(type)).With("status", new YamlString(value));
        if (hasUpdateTime)
        {
            var isSame = old?.FindString("status") == value && old.FindString("reason") == reason && old.FindString("message") == message;
            condition = condition.With("lastUpdateTime", new YamlString(isSame ? old?.FindString("lastUpdateTime") ?? now : now));
        }

        condition = condition.With("lastTransitionTime", new YamlString(since));
        condition = reason.Length > 0 ? condition.With("reason", new YamlString(reason)) : condition;
        condition = message.Length > 0 ? condition.With("message", new YamlString(message)) : condition;
        return status.With("conditions", YamlList.Of(status.ItemsAt("conditions").Append(condition)));
    }

    public static bool IsTrue(YamlMap value, string type) =>
        value.ItemsAt("status", "conditions").Any(item => item.FindString("type") == type && item.FindString("status") == "True");
}
