using System.Text;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class WatchTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task A_watch_from_a_listed_version_tells_every_later_change()
    {
        using var api = new SandboxApi();
        var version = (await api.Get(ConfigMaps)).Json.FindString("metadata", "resourceVersion");
        await using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true&resourceVersion={version}");

        await api.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");
        await api.MergePatch(ConfigMaps + "/a", """{"data":{"x":"1"}}""");
        await api.Delete(ConfigMaps + "/a");

        (await watch.NextAsync()).ShouldBe("ADDED a");
        (await watch.NextAsync()).ShouldBe("MODIFIED a");
        (await watch.NextAsync()).ShouldBe("DELETED a");
    }

    [Fact]
    public async Task A_watch_without_a_version_begins_with_what_exists()
    {
        using var api = new SandboxApi();
        await api.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");

        await using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true");

        (await watch.NextAsync()).ShouldBe("ADDED a");
        (await watch.NextAsync()).ShouldBe("ADDED kube-root-ca.crt");
    }

    [Fact]
    public async Task A_streamed_list_ends_with_a_bookmark()
    {
        using var api = new SandboxApi();

        await using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        (await watch.NextAsync()).ShouldBe("ADDED kube-root-ca.crt");
        (await watch.ReadAsync()).FindString("object", "metadata", "annotations", "k8s.io/initial-events-end").ShouldBe("true");
    }

    [Fact]
    public async Task An_object_that_leaves_the_selection_is_deleted_for_its_watcher()
    {
        using var api = new SandboxApi();
        await api.Get(ConfigMaps);
        await using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true&labelSelector=app%3Dweb");

        await api.Post(ConfigMaps, """{"metadata":{"name":"other"}}""");
        await api.Post(ConfigMaps, """{"metadata":{"name":"a","labels":{"app":"web"}}}""");
        await api.MergePatch(ConfigMaps + "/a", """{"metadata":{"labels":{"app":"db"}}}""");

        (await watch.NextAsync()).ShouldBe("ADDED a");
        (await watch.NextAsync()).ShouldBe("DELETED a");
    }

    [Fact]
    public async Task A_watch_of_one_name_hears_of_no_other()
    {
        using var api = new SandboxApi();
        await api.Get(ConfigMaps);
        await using var watch = await OpenAsync(api, $"{ConfigMaps}?watch=true&fieldSelector=metadata.name%3Db");

        await api.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");
        await api.Post(ConfigMaps, """{"metadata":{"name":"b"}}""");

        (await watch.NextAsync()).ShouldBe("ADDED b");
    }

    [Fact]
    public async Task The_work_of_controllers_is_watched_too()
    {
        using var api = new SandboxApi();
        await api.Get(ConfigMaps);
        await using var watch = await OpenAsync(api, "/api/v1/namespaces/default/pods?watch=true");

        await api.Post("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x:1"}]}}""");

        (await watch.ReadAsync()).FindString("object", "status", "phase").ShouldBe("Pending");
        (await watch.ReadAsync()).FindString("object", "spec", "nodeName").ShouldBe("sandbox");
        (await watch.ReadAsync()).FindString("object", "status", "phase").ShouldBe("Running");
    }

    [Fact]
    public async Task A_version_from_before_this_process_has_expired()
    {
        using var first = new SandboxApi();
        await first.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");
        using var second = new SandboxApi(first.Folder);

        await using var watch = await OpenAsync(second, $"{ConfigMaps}?watch=true&resourceVersion=1");

        var item = await watch.ReadAsync();
        item.FindString("type").ShouldBe("ERROR");
        item.Number("object", "code").ShouldBe(410);
        item.FindString("object", "reason").ShouldBe("Expired");
    }

    [Fact]
    public async Task A_write_of_another_process_makes_the_watcher_list_again()
    {
        using var first = new SandboxApi();
        using var second = new SandboxApi(first.Folder);
        await first.Get(ConfigMaps);
        var version = (await first.Get(ConfigMaps)).Json.FindString("metadata", "resourceVersion");
        await using var watch = await OpenAsync(first, $"{ConfigMaps}?watch=true&resourceVersion={version}");

        await second.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");
        await first.Get(ConfigMaps);

        (await watch.ReadAsync()).FindString("object", "reason").ShouldBe("Expired");
    }

    private static async Task<OpenWatch> OpenAsync(SandboxApi api, string path)
    {
        var response = await api.Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        return new OpenWatch(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    private sealed class OpenWatch(HttpResponseMessage response, Stream stream) : IAsyncDisposable
    {
        private readonly StreamReader _reader = new(stream, Encoding.UTF8);

        public async Task<YamlMap> ReadAsync() =>
            (YamlMap)JsonText.Parse((await _reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull());

        public async Task<string> NextAsync()
        {
            var item = await ReadAsync();
            return $"{item.FindString("type")} {item.FindString("object", "metadata", "name")}";
        }

        public ValueTask DisposeAsync()
        {
            _reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
