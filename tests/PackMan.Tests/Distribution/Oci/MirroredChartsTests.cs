using PackMan.Distribution.Credentials;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Oci.Mirrors;
using PackMan.Distribution.References;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

public sealed class MirroredChartsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private FakeRegistry _registry = null!;
    private FakeRegistry _mirror = null!;

    public async ValueTask InitializeAsync() => (_registry, _mirror) = (await FakeRegistry.StartAsync(), await FakeRegistry.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _registry.DisposeAsync();
        await _mirror.DisposeAsync();
    }

    private string Web => $"oci://{_registry.Host}/charts/web";

    [Fact]
    public async Task What_a_mirror_has_is_taken_from_it_and_the_registry_is_not_asked()
    {
        using var lab = LabWithMirror(_mirror.Host);
        await lab.PushAsync(_mirror.Host, RegistryLab.Archive("1.2.3"));

        var fetched = await lab.FetchAsync(Web, "^1");

        lab.Load(fetched).Metadata.Version.ToString().ShouldBe("1.2.3");
        fetched.Name.ShouldBe($"{_registry.Host}/charts/web:1.2.3");
        _registry.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_it_has_not_comes_from_the_registry()
    {
        using var lab = LabWithMirror(_mirror.Host);
        await lab.PushAsync(_mirror.Host, RegistryLab.Archive("1.2.3"));
        await lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        (await lab.FetchAsync($"{Web}:2.0.0")).Name.ShouldBe($"{_registry.Host}/charts/web:2.0.0");
    }

    [Fact]
    public async Task A_mirror_that_is_down_is_passed_over()
    {
        using var lab = LabWithMirror("localhost:1");
        await lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        (await lab.FetchAsync(Web)).Name.ShouldBe($"{_registry.Host}/charts/web:2.0.0");
        (await new OciSearch(lab.Access).RunAsync(OciReference.ParsePlace(Web), VersionChoice.Newest)).ShouldHaveSingleItem().Name.ShouldBe(Web);
    }

    [Fact]
    public async Task A_mirror_that_lies_about_content_is_passed_over()
    {
        using var lab = LabWithMirror(_mirror.Host);
        await lab.PushAsync(_mirror.Host, RegistryLab.Archive("1.2.3"));
        await lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3", "description: real\n"));
        foreach (var blob in _mirror.Blobs.Keys)
        {
            _mirror.Blobs[blob] = [.. _mirror.Blobs[blob].Reverse()];
        }

        lab.Load(await lab.FetchAsync(Web)).Metadata.Description.ShouldBe("real");
        lab.Leftovers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_nobody_has_it_the_registry_and_the_mirrors_are_told()
    {
        using var lab = LabWithMirror("localhost:1");
        await lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        var error = await Should.ThrowAsync<MirroredException>(() => lab.FetchAsync($"{Web}:3.0.0"));

        error.Message.ShouldBe($"`{_registry.Host}/charts/web` has no version `3.0.0`");
        error.Hint.ShouldNotBeNull().ShouldContain("A mirror was asked before: `https://localhost:1/");
    }

    [Fact]
    public async Task What_was_moved_is_only_looked_for_where_it_is_now()
    {
        using var lab = Lab($"[[registry]]\nprefix = 'registry.invalid/team'\nlocation = '{_mirror.Host}/charts'\n");
        await lab.PushAsync(_mirror.Host, RegistryLab.Archive("1.2.3"));

        (await lab.FetchAsync("oci://registry.invalid/team/web")).Name.ShouldBe("registry.invalid/team/web:1.2.3");
    }

    [Fact]
    public async Task Credentials_that_were_given_for_the_registry_stay_there()
    {
        using var lab = LabWithMirror(_mirror.Host, new RegistryCredential("`--username`") { Username = "ada", Password = "secret" });
        (_registry.Password, _mirror.Password) = ("ada:secret", "other:secret");
        await lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        (await lab.FetchAsync(Web)).Name.ShouldBe($"{_registry.Host}/charts/web:2.0.0");

        _mirror.Server.Requests.ShouldNotBeEmpty();
        _mirror.Server.Requests.ShouldAllBe(request => request.Authorization.Length == 0);
    }

    [Fact]
    public async Task What_is_pushed_goes_to_the_registry()
    {
        using var lab = LabWithMirror(_mirror.Host);

        await lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        _registry.Manifests.ShouldNotBeEmpty();
        _mirror.Asked.ShouldBeEmpty();
    }

    private RegistryLab LabWithMirror(string host, RegistryCredential? given = null) => Lab($"[[registry]]\nlocation = '{_registry.Host}'\n[[registry.mirror]]\nlocation = '{host}'\n", given);

    private RegistryLab Lab(string toml, RegistryCredential? given = null)
    {
        var file = Path.Combine(_folder.Path, "registries.conf");
        File.WriteAllText(file, toml);
        return new RegistryLab(given: given, mirrors: new MirrorsFile(file).Read());
    }
}
