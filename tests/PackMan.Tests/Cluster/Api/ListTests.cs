using PackMan.Cluster.Api;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Api;

public sealed class ListTests
{
    private static readonly ResourcePath Secrets = new(KnownResources.Secrets, "shop");

    [Fact]
    public async Task Pages_are_followed_to_the_end_and_items_get_their_kind()
    {
        var server = InTurn(() => Page("a", "next"), () => Page("b", ""));

        var list = await server.Client().ListAsync(Secrets, new ListOptions { LabelSelector = "app in (web)", FieldSelector = "type=x", PageSize = 1 });

        list.Items.Select(item => $"{item.ApiVersion} {item.Kind} {item.Name}").ShouldBe(["v1 Secret a", "v1 Secret b"]);
        list.ResourceVersion.ShouldBe("77");
        server.Asked.Select(asked => asked.Path).ShouldBe(
        [
            "/api/v1/namespaces/shop/secrets?labelSelector=app in (web)&fieldSelector=type=x&limit=1",
            "/api/v1/namespaces/shop/secrets?labelSelector=app in (web)&fieldSelector=type=x&limit=1&continue=next",
        ]);
    }

    [Fact]
    public async Task A_snapshot_the_server_forgot_is_listed_anew_in_one_piece()
    {
        var server = InTurn(() => Page("old", "next"), () => Status(410, "Expired", "too old"), () => Page("new", ""));

        var list = await server.Client().ListAsync(Secrets, ListOptions.All);

        list.Items.Select(item => item.Name).ShouldBe(["new"]);
        server.Asked.Last().Path.ShouldBe("/api/v1/namespaces/shop/secrets");
    }

    [Fact]
    public async Task Metadata_only_lists_say_so_in_accept_and_keep_the_real_kind()
    {
        var server = InTurn(() => Json("""{"kind":"PartialObjectMetadataList","metadata":{},"items":[{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"a"}}]}"""));

        var list = await server.Client().ListAsync(Secrets, new ListOptions { MetadataOnly = true });

        server.Asked.Single().Accept.ShouldStartWith("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        list.Items.Single().Reference.ToString().ShouldBe("secret/a");
    }

    private static HttpResponseMessage Page(string name, string next) => Json(
        $$$"""{"kind":"SecretList","metadata":{"resourceVersion":"77","continue":"{{{next}}}"},"items":[{"metadata":{"name":"{{{name}}}"}}]}""");
}
