using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Questions posted as objects: nothing is kept, and in the sandbox everybody may do everything.</summary>
internal static class Reviews
{
    private const string User = "sandbox-admin";

    public static ApiResponse? TryAnswer(RequestContext context, YamlMap value) => context.Kind.Kind switch
    {
        "SelfSubjectAccessReview" or "SubjectAccessReview" or "LocalSubjectAccessReview" =>
            Answer(value, YamlMap.Empty.With("allowed", new YamlBoolean(true)).With("reason", new YamlString("the sandbox allows everything"))),
        "SelfSubjectRulesReview" => Answer(value, Rules()),
        "SelfSubjectReview" => Answer(value, YamlMap.Empty.With("userInfo", UserInfo())),
        "TokenReview" => Answer(value, YamlMap.Empty.With("authenticated", new YamlBoolean(true)).With("user", UserInfo())),
        "Binding" => throw StatusException.MethodNotAllowed(),
        _ => null,
    };

    private static ApiResponse Answer(YamlMap value, YamlMap status) => ApiResponse.Json(201, value.With("status", status));

    private static YamlMap UserInfo() => YamlMap.Empty
        .With("username", new YamlString(User))
        .With("groups", YamlList.Of(new YamlString("system:masters"), new YamlString("system:authenticated")));

    private static YamlMap Rules()
    {
        var any = YamlList.Of(new YamlString("*"));
        return YamlMap.Empty
            .With("resourceRules", YamlList.Of(YamlMap.Empty.With("verbs", any).With("apiGroups", any).With("resources", any)))
            .With("nonResourceRules", YamlList.Of(YamlMap.Empty.With("verbs", any).With("nonResourceURLs", any)))
            .With("incomplete", new YamlBoolean(false));
    }
}
