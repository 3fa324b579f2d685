using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class NamespaceTests
{
    [Fact]
    public async Task A_new_namespace_gets_its_label_account_and_config_map()
    {
        using var api = new SandboxApi();

        var made = await api.Post("/api/v1/namespaces", """{"metadata":{"name":"shop"}}""");

        made.At("metadata", "labels").ShouldBe("""{"kubernetes.io/metadata.name":"shop"}""");
        (await api.Get("/api/v1/namespaces/shop/serviceaccounts/default")).Status.ShouldBe(200);
        (await api.Get("/api/v1/namespaces/shop/configmaps/kube-root-ca.crt")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_deleted_namespace_takes_everything_in_it_along()
    {
        using var api = new SandboxApi();
        await api.Post("/api/v1/namespaces", """{"metadata":{"name":"shop"}}""");
        await api.Post("/apis/apps/v1/namespaces/shop/deployments", """
            {"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"x:1"}]}}}}
            """);
        await api.Post("/api/v1/namespaces/shop/persistentvolumeclaims", """{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""");

        (await api.Delete("/api/v1/namespaces/shop")).Status.ShouldBe(200);

        (await api.Get("/api/v1/namespaces/shop")).Status.ShouldBe(404);
        (await api.Get("/api/v1/pods")).Json.Items("items").ShouldBeEmpty();
        (await api.Get("/apis/apps/v1/deployments")).Json.Items("items").ShouldBeEmpty();
        (await api.Get("/api/v1/persistentvolumes")).Json.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_finalizer_inside_holds_the_namespace_which_takes_nothing_new()
    {
        using var api = new SandboxApi();
        await api.Post("/api/v1/namespaces", """{"metadata":{"name":"shop"}}""");
        await api.Post("/api/v1/namespaces/shop/configmaps", """{"metadata":{"name":"held","finalizers":["x.y/z"]}}""");

        await api.Delete("/api/v1/namespaces/shop");

        (await api.Get("/api/v1/namespaces/shop")).At("status", "phase").ShouldBe("\"Terminating\"");
        var refusal = await api.Post("/api/v1/namespaces/shop/configmaps", """{"metadata":{"name":"late"}}""");
        refusal.Status.ShouldBe(403);
        refusal.Message.ShouldBe("configmaps \"late\" is forbidden: unable to create new content in namespace shop because it is being terminated");

        await api.MergePatch("/api/v1/namespaces/shop/configmaps/held", """{"metadata":{"finalizers":null}}""");
        (await api.Get("/api/v1/namespaces/shop")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task An_object_whose_owner_never_existed_is_collected()
    {
        using var api = new SandboxApi();

        await api.Post("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"none","uid":"u"}]}}""");

        (await api.Get("/api/v1/namespaces/default/configmaps/a")).Status.ShouldBe(404);
    }
}
