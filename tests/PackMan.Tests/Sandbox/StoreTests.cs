using PackMan.Sandbox.Storage;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class StoreTests
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Objects_live_on_in_the_folder_after_the_handler_is_gone()
    {
        using var first = new SandboxApi();
        await first.Post(ConfigMaps, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        var written = await first.Get(ConfigMaps + "/a");

        using var second = new SandboxApi(first.Folder);

        (await second.Get(ConfigMaps + "/a")).Text.ShouldBe(written.Text);
    }

    [Fact]
    public async Task Two_handlers_on_one_folder_see_each_others_writes()
    {
        using var first = new SandboxApi();
        using var second = new SandboxApi(first.Folder);
        await first.Get(ConfigMaps);

        await second.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");

        (await first.Get(ConfigMaps + "/a")).Status.ShouldBe(200);
        (await first.Post(ConfigMaps, """{"metadata":{"name":"a"}}""")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Writers_at_once_never_lose_a_write_nor_share_a_resource_version()
    {
        using var first = new SandboxApi();
        using var second = new SandboxApi(first.Folder);
        await first.Get(ConfigMaps);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
            Task.Run(() => (number % 2 == 0 ? first : second).Post(ConfigMaps, $$$"""{"metadata":{"name":"c{{{number}}}"}}"""))));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Select(answer => answer.At("metadata", "resourceVersion")).Distinct().Count().ShouldBe(40);
        (await second.Get(ConfigMaps)).Json.Items("items").Count.ShouldBe(41);
    }

    [Theory]
    [InlineData("version", "many")]
    [InlineData("sandbox", "another format 7")]
    [InlineData("objects/configmaps/default/a.json", "{\"metadata\":{\"na")]
    [InlineData("objects/configmaps/default/a.json", "[]")]
    [InlineData("objects/configmaps/default/a.json", "")]
    public async Task A_broken_folder_is_one_clear_error(string file, string content)
    {
        using var api = new SandboxApi();
        await api.Post(ConfigMaps, """{"metadata":{"name":"a"}}""");
        await File.WriteAllTextAsync(Path.Combine(api.Folder, file), content, TestContext.Current.CancellationToken);
        using var next = new SandboxApi(api.Folder);

        var error = await Should.ThrowAsync<SandboxFolderException>(() => next.Get(ConfigMaps));

        error.Message.ShouldStartWith($"The sandbox in `{api.Folder}` cannot be used: ");
        error.Hint.ShouldStartWith("Delete the folder to start over");
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_folder_is_not_to_be_deleted()
    {
        var file = Path.GetTempFileName();
        using var api = new SandboxApi(file);

        var error = await Should.ThrowAsync<SandboxFolderException>(() => api.Get(ConfigMaps));

        error.Message.ShouldNotEndWith(".");
        error.Hint.ShouldBe("Choose another folder with `--sandbox=DIR` or PACKMAN_SANDBOX");
        File.Delete(file);
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_alone()
    {
        var folder = Directory.CreateTempSubdirectory("packman-sandbox-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "thesis.txt"), "precious", TestContext.Current.CancellationToken);
        using var api = new SandboxApi(folder.FullName);

        var error = await Should.ThrowAsync<SandboxFolderException>(() => api.Get(ConfigMaps));

        error.Message.ShouldContain("holds other files and no sandbox");
        error.Hint.ShouldBe("Choose another folder with `--sandbox=DIR` or PACKMAN_SANDBOX");
        File.Exists(Path.Combine(folder.FullName, "thesis.txt")).ShouldBeTrue();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_first_use_that_was_cut_off_is_done_again()
    {
        using var api = new SandboxApi();
        await api.Get(ConfigMaps);
        File.Delete(Path.Combine(api.Folder, "sandbox"));
        using var next = new SandboxApi(api.Folder);

        (await next.Get("/api/v1/namespaces/default")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Names_that_no_file_could_have_are_kept()
    {
        using var api = new SandboxApi();
        var name = "system:" + new string('a', 240);
        await api.Post("/apis/rbac.authorization.k8s.io/v1/clusterroles", $$$"""{"metadata":{"name":"{{{name}}}"},"rules":[]}""");
        using var next = new SandboxApi(api.Folder);

        (await next.Get($"/apis/rbac.authorization.k8s.io/v1/clusterroles/{Uri.EscapeDataString(name)}")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_new_sandbox_has_the_namespaces_of_every_cluster_and_their_objects()
    {
        using var api = new SandboxApi();

        (await api.Get("/api/v1/namespaces")).Json.Items("items").Select(item => item.FindString("metadata", "name"))
            .ShouldBe(["default", "kube-node-lease", "kube-public", "kube-system"]);
        (await api.Get("/api/v1/namespaces/default/serviceaccounts/default")).Status.ShouldBe(200);
        (await api.Get(ConfigMaps + "/kube-root-ca.crt")).Status.ShouldBe(200);
    }
}
