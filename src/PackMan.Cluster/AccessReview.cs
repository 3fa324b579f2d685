using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster;

/// <summary>Asks the authorizer about ourselves (SelfSubjectAccessReview).</summary>
internal static class AccessReview
{
    public static ApiRequest Of(AccessQuestion question) =>
        new("Asking for permissions", HttpMethod.Post, new ResourcePath(KnownResources.AccessReviews, null).ToString())
        {
            Body = Body(question),

            // A review is an answer, not an object: asking twice leaves nothing behind.
            IsIdempotent = true,
        };

    private static YamlMap Body(AccessQuestion question)
    {
        var slash = question.Resource.IndexOf('/', StringComparison.Ordinal);
        var (resource, subresource) = slash < 0 ? (question.Resource, null) : (question.Resource[..slash], question.Resource[(slash + 1)..]);
        (string Key, string? Value)[] attributes =
        [
            ("verb", question.Verb), ("group", question.Group), ("resource", resource),
            ("subresource", subresource), ("namespace", question.Namespace), ("name", question.Name),
        ];
        var present = attributes.Where(attribute => !string.IsNullOrEmpty(attribute.Value)).Select(attribute => KeyValuePair.Create(attribute.Key, attribute.Value!));
        return YamlMap.OfStrings([KeyValuePair.Create("apiVersion", "authorization.k8s.io/v1"), KeyValuePair.Create("kind", "SelfSubjectAccessReview")])
            .WithPath(["spec", "resourceAttributes"], YamlMap.OfStrings(present));
    }
}
