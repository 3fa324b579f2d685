using System.Text;
using PackMan.Cluster.Api;
using PackMan.Live;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Api;

public sealed class WatchTests
{
    private static readonly ResourcePath Pods = new(KnownResources.Pods, "shop");

    [Fact]
    public async Task A_stream_that_ends_is_taken_up_again_where_it_ended()
    {
        var server = new Streams(
            Event("ADDED", "a", "11") + Event("BOOKMARK", "", "15"),
            Event("DELETED", "a", "16"));

        var events = await server.TakeAsync(3);

        events.ShouldBe(["listed old", "changed a", "deleted a"]);
        server.WatchedFrom.ShouldBe(["10", "15"]);
    }

    [Fact]
    public async Task A_point_the_server_forgot_leads_to_a_new_list()
    {
        var server = new Streams("""{"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old"}}""" + "\n", Event("ADDED", "b", "12"));

        var events = await server.TakeAsync(3);

        events.ShouldBe(["listed old", "listed old", "changed b"]);
    }

    [Fact]
    public async Task A_line_cut_off_in_the_middle_is_left_to_the_next_stream()
    {
        var server = new Streams(Event("ADDED", "a", "11") + """{"type":"MODI""", Event("MODIFIED", "a", "12"));

        var events = await server.TakeAsync(3);

        events.ShouldBe(["listed old", "changed a", "changed a"]);
        server.WatchedFrom.ShouldBe(["10", "11"]);
    }

    [Fact]
    public async Task A_watch_that_is_forbidden_is_an_error_of_its_own()
    {
        var server = new ScriptedServer(asked => asked.Path.Contains("watch=true", StringComparison.Ordinal)
            ? Status(403, "Forbidden", "cannot watch")
            : Json("""{"metadata":{"resourceVersion":"1"},"items":[]}"""));

        var refusal = await Should.ThrowAsync<ApiException>(async () =>
        {
            await foreach (var _ in server.Client().FollowAsync(Pods, ListOptions.All))
            {
            }
        });

        refusal.Message.ShouldContain("Watching `pods in shop`");
    }

    private static string Event(string type, string name, string resourceVersion) =>
        $$"""{"type":"{{type}}","object":{"metadata":{"name":"{{name}}","resourceVersion":"{{resourceVersion}}"} } }""" + "\n";

    private sealed class Streams(params string[] streams)
    {
        private int _next;

        public List<string> WatchedFrom { get; } = [];

        public async Task<List<string>> TakeAsync(int count)
        {
            var server = new ScriptedServer(Answer);
            var seen = new List<string>();
            await foreach (var change in server.Client().FollowAsync(Pods, ListOptions.All))
            {
                seen.Add(Describe(change));
                if (seen.Count == count)
                {
                    break;
                }
            }

            return seen;
        }

        private HttpResponseMessage Answer(AskedRequest asked)
        {
            if (!asked.Path.Contains("watch=true", StringComparison.Ordinal))
            {
                return Json("""{"metadata":{"resourceVersion":"10"},"items":[{"metadata":{"name":"old"}}]}""");
            }

            var query = System.Web.HttpUtility.ParseQueryString(asked.Path[(asked.Path.IndexOf('?', StringComparison.Ordinal) + 1)..]);
            WatchedFrom.Add(query["resourceVersion"]!);
            return new HttpResponseMessage { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(_next < streams.Length ? streams[_next++] : "")) };
        }

        private static string Describe(WatchEvent change) => change switch
        {
            WatchEvent.Listed listed => "listed " + string.Join(",", listed.Items.Select(item => item.Name)),
            WatchEvent.Changed changed => "changed " + changed.Object.Name,
            WatchEvent.Deleted deleted => "deleted " + deleted.Object.Name,
            _ => "?",
        };
    }
}
