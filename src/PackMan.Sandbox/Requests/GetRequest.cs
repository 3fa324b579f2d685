using PackMan.Sandbox.Http;

namespace PackMan.Sandbox.Requests;

/// <summary>Reads one object.</summary>
internal static class GetRequest
{
    public static ApiResponse Answer(RequestContext context)
    {
        var live = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        return Representation.Of(context, 200, live);
    }
}
