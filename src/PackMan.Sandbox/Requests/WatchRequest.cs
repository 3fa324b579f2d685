using System.Globalization;
using PackMan.Sandbox.Http;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Starts a watch: what exists when no version is given, then every change.</summary>
internal static class WatchRequest
{
    public static bool IsMeant(RequestContext context) => context.Request.IsTrue("watch");

    public static ApiResponse Answer(RequestContext context, WatchLog log)
    {
        var version = context.Request.Parameter("resourceVersion");
        var sendsInitial = version is "" or "0" || context.Request.IsTrue("sendInitialEvents");
        if (!long.TryParse(version.Length == 0 ? "0" : version, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            throw StatusException.BadRequest($"invalid resource version \"{version}\"");
        }

        var filter = new WatchFilter(context);
        var initial = new List<YamlMap>();
        if (sendsInitial)
        {
            start = context.Store.Version;
            initial.AddRange(ListRequest.Select(context).Where(filter.MatchesName).Select(value => WatchFilter.Event("ADDED", Representation.Shape(context, value))));
        }

        if (context.Request.IsTrue("sendInitialEvents"))
        {
            initial.Add(WatchFilter.Event("BOOKMARK", InitialEventsEnd(context, start)));
        }

        return new ApiResponse(200, new WatchContent(log, filter, initial, start, Timeout(context), context.Options.Time));
    }

    private static TimeSpan Timeout(RequestContext context) =>
        int.TryParse(context.Request.Parameter("timeoutSeconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromMinutes(30);

    private static YamlMap InitialEventsEnd(RequestContext context, long version) => YamlMap.Empty
        .With("kind", new YamlString(context.Kind.Kind))
        .With("apiVersion", new YamlString(context.ApiVersion))
        .WithPath(["metadata", "resourceVersion"], new YamlString(version.ToString(CultureInfo.InvariantCulture)))
        .WithPath(["metadata", "annotations", "k8s.io/initial-events-end"], new YamlString("true"));
}
