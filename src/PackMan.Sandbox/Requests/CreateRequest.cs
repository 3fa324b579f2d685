using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>POST: makes an object.</summary>
internal static class CreateRequest
{
    public static ApiResponse Answer(RequestContext context)
    {
        var value = ObjectDecoder.Decode(context);
        if (Reviews.TryAnswer(context, value) is { } review)
        {
            return review;
        }

        value = ObjectMetadata.ForCreate(context, value);
        var manager = context.FieldManager();
        value = manager.Update(ObjectDecoder.Empty(context.Kind, context.Version), value, context.Manager, isNew: true);
        return Representation.Of(context, 201, ObjectWriter.Create(context, value));
    }
}
