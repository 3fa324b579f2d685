using System.Globalization;
using System.Text;
using PackMan.Sandbox.Http;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Lists a kind: selectors, pages, metadata only.</summary>
internal static class ListRequest
{
    public static ApiResponse Answer(RequestContext context)
    {
        var matches = Select(context).ToList();
        var (skip, version) = ReadContinue(context);
        var page = matches.Skip(skip).ToList();
        var metadata = YamlMap.Empty.With("resourceVersion", new YamlString(version.ToString(CultureInfo.InvariantCulture)));
        if (int.TryParse(context.Request.Parameter("limit"), CultureInfo.InvariantCulture, out var limit) && limit > 0 && page.Count > limit)
        {
            metadata = metadata
                .With("continue", new YamlString(WriteContinue(skip + limit, version)))
                .With("remainingItemCount", new YamlNumber(page.Count - limit));
            page = page[..limit];
        }

        return ApiResponse.Json(200, Representation.List(context, page, metadata));
    }

    /// <summary>The objects of the path that the selectors of the query choose, in the version of the path.</summary>
    public static IEnumerable<YamlMap> Select(RequestContext context)
    {
        var labels = LabelSelector.Parse(context.Request.Parameter("labelSelector"));
        var fields = FieldSelector.Parse(context.Kind, context.Request.Parameter("fieldSelector"));
        var all = context.Kind.IsNamespaced && context.Namespace.Length == 0
            ? context.Store.List(context.Kind)
            : context.Store.List(context.Kind, context.Namespace);
        return all.Where(labels.Matches).Select(context.ToVersion).Where(fields.Matches);
    }

    // Real continue tokens hold a key and a version; a position is enough where lists are short and ordered.
    private static string WriteContinue(int position, long version) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{version}/{position}")));

    private static (int Position, long Version) ReadContinue(RequestContext context)
    {
        var token = context.Request.Parameter("continue");
        if (token.Length == 0)
        {
            return (0, context.Store.Version);
        }

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(token)).Split('/');
            return (int.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[0], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw StatusException.BadRequest("invalid continue token: continue key is not valid: unable to decode the token");
        }
    }
}
