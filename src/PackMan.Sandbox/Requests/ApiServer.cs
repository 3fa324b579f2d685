using PackMan.Sandbox.Controllers;
using PackMan.Sandbox.Http;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;

namespace PackMan.Sandbox.Requests;

/// <summary>Sends a request to what answers it.</summary>
internal sealed class ApiServer(SandboxOptions options, ObjectStore store)
{
    public async Task<ApiResponse> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        switch (request.Path)
        {
            case "/version" or "/version/":
                return ApiResponse.Json(200, Discovery.Version());
            case "/healthz" or "/livez" or "/readyz":
                return ApiResponse.Text(200, "ok");
            default:
                break;
        }

        using var session = await store.OpenAsync(cancellationToken);
        if (session.IsNew)
        {
            FirstObjects.Create(session, options);
        }

        var registry = new KindRegistry(session);
        if (Discovery.TryAnswer(request, registry) is { } discovery)
        {
            return discovery;
        }

        if (ResourcePath.TryParse(request.Path) is not { } path || !registry.Serves(path.Group, path.Version))
        {
            return ApiResponse.NoSuchPath();
        }

        if (registry.FindByPlural(path.Group, path.Version, path.Plural) is not var (kind, version))
        {
            throw StatusException.NoSuchResource();
        }

        return Answer(new RequestContext
        {
            Request = request,
            Store = session,
            Registry = registry,
            Options = options,
            Kind = kind,
            Version = version,
            Namespace = kind.IsNamespaced ? path.Namespace ?? "" : "",
            Name = path.Name ?? "",
            Subresource = path.Subresource,
        }, path);
    }

    private ApiResponse Answer(RequestContext context, ResourcePath path)
    {
        var isMisplaced = context.Kind.IsNamespaced
            ? path is { Namespace: null, Name: not null }
            : path.Namespace is not null && context.Kind.Plural != "namespaces";
        var isUnknown = path.Subresource.Length > 0 && !context.Version.Subresources.Contains(path.Subresource);
        if (isMisplaced || isUnknown)
        {
            throw StatusException.NoSuchResource();
        }

        CommonOptions.Check(context.Request);
        var response = path.Subresource.Length > 0 && Subresources.TryAnswer(context) is { } answer ? answer : AnswerResource(context);
        return context.Warnings.Count > 0 ? response with { Warnings = [.. context.Warnings] } : response;
    }

    private ApiResponse AnswerResource(RequestContext context)
    {
        var isCollection = context.Name.Length == 0;
        return context.Request.Method.Method switch
        {
            "GET" when WatchRequest.IsMeant(context) && Allows(context, "watch") => WatchRequest.Answer(context, store.Log),
            "GET" when isCollection && Allows(context, "list") => ListRequest.Answer(context),
            "GET" when Allows(context, "get") => GetRequest.Answer(context),
            "POST" when isCollection && Allows(context, "create") => CreateRequest.Answer(context),
            "PUT" when !isCollection && Allows(context, "update") => UpdateRequest.Answer(context),
            "PATCH" when !isCollection && Allows(context, "patch") => PatchRequest.Answer(context),
            "DELETE" when isCollection && Allows(context, "deletecollection") => DeleteRequest.AnswerCollection(context),
            "DELETE" when !isCollection && Allows(context, "delete") => DeleteRequest.Answer(context),
            _ => throw StatusException.MethodNotAllowed(),
        };
    }

    private static bool Allows(RequestContext context, string verb) => context.Kind.Verbs.Contains(verb);
}
