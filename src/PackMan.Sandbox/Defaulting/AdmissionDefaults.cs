using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of webhooks and admission policies.</summary>
internal static class AdmissionDefaults
{
    public static YamlMap OfWebhooks(YamlMap value) => value.EditItems(OfWebhook, "webhooks");

    public static YamlMap OfMutatingWebhooks(YamlMap value) =>
        value.EditItems(webhook => OfWebhook(webhook).Default("Never", "reinvocationPolicy"), "webhooks");

    public static YamlMap OfPolicy(YamlMap value) => value
        .Default("Fail", "spec", "failurePolicy")
        .Edit(constraints => WithSelectors(constraints).EditItems(WithScope, "resourceRules"), "spec", "matchConstraints");

    private static YamlMap OfWebhook(YamlMap webhook) => WithSelectors(webhook)
        .Default("Fail", "failurePolicy")
        .Default(10, "timeoutSeconds")
        .EditItems(WithScope, "rules")
        .Edit(service => service.Default(443, "port"), "clientConfig", "service");

    private static YamlMap WithSelectors(YamlMap value) => value
        .Default("Equivalent", "matchPolicy")
        .Default(YamlMap.Empty, "namespaceSelector")
        .Default(YamlMap.Empty, "objectSelector");

    private static YamlMap WithScope(YamlMap rule) => rule.Default("*", "scope");
}
