using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

public sealed class OciChartsTests : IAsyncLifetime
{
    private readonly RegistryLab _lab = new();
    private FakeRegistry _registry = null!;

    private string Web => $"oci://{_registry.Host}/charts/web";

    public async ValueTask InitializeAsync() => _registry = await FakeRegistry.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _lab.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task A_chart_that_was_pushed_is_pulled_by_tag_range_and_digest()
    {
        var pushed = await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.3.0"));
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0-rc.1"));

        (await LoadVersionAsync($"{Web}:1.2.3")).ShouldBe("1.2.3");
        (await LoadVersionAsync(Web, "1.2.3")).ShouldBe("1.2.3");
        (await LoadVersionAsync(Web, "^1.2")).ShouldBe("1.3.0");
        (await LoadVersionAsync(Web)).ShouldBe("1.3.0");
        (await LoadVersionAsync(Web, devel: true)).ShouldBe("2.0.0-rc.1");
        (await LoadVersionAsync($"{Web}@{pushed.Digest}")).ShouldBe("1.2.3");
        (await LoadVersionAsync($"{Web}:1.3.0@{pushed.Digest}")).ShouldBe("1.2.3");
    }

    [Fact]
    public async Task The_plus_of_a_version_is_an_underscore_in_its_tag()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3+build.7"));

        _registry.Manifests.Keys.ShouldContain("charts/web:1.2.3_build.7");
        (await LoadVersionAsync($"{Web}:1.2.3+build.7")).ShouldBe("1.2.3+build.7");
        (await LoadVersionAsync(Web)).ShouldBe("1.2.3+build.7");
    }

    [Fact]
    public async Task A_second_push_of_the_same_chart_sends_nothing()
    {
        var archive = RegistryLab.Archive();
        var first = await _lab.PushAsync(_registry.Host, archive);
        _registry.Server.Requests.Clear();

        var second = await _lab.PushAsync(_registry.Host, archive);

        (first.UploadedBlobs, second.UploadedBlobs).ShouldBe((2, 0));
        second.Digest.ShouldBe(first.Digest);
        second.Replaced.ShouldBeNull();
        _registry.Server.Requests.ShouldAllBe(request => request.Method == "HEAD" || request.Path == "/v2/");
    }

    [Fact]
    public async Task A_push_that_changes_a_version_says_what_it_replaced()
    {
        var first = await _lab.PushAsync(_registry.Host, RegistryLab.Archive());

        var second = await _lab.PushAsync(_registry.Host, RegistryLab.Archive(padding: 10));

        second.Replaced.ShouldBe(first.Digest);
    }

    [Fact]
    public async Task Manifests_of_native_charts_say_what_they_are_and_are_the_same_each_time() => Golden.Verify(
        await ManifestOfAsync("description: A web site\nhome: https://web.example\nappVersion: 1.10\nsources: [https://git.example/web]\nmaintainers:\n- name: Ada\n  email: ada@example.org\n- name: Bob\nannotations:\n  org.opencontainers.image.title: other\n  team: shop\n"),
        "OciChartsTests.Manifest");

    [Fact]
    public async Task Tags_are_read_to_the_last_page()
    {
        for (var patch = 0; patch < 7; patch++)
        {
            await _lab.PushAsync(_registry.Host, RegistryLab.Archive($"1.0.{patch}"));
        }

        _registry.PageSize = 3;
        _registry.Server.Requests.Clear();

        (await LoadVersionAsync(Web)).ShouldBe("1.0.6");
        _registry.Asked.Count(asked => asked.Contains("tags/list", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task What_a_digest_names_and_the_cache_has_is_not_asked_for()
    {
        var pushed = await _lab.PushAsync(_registry.Host, RegistryLab.Archive());
        await _lab.FetchAsync($"{Web}@{pushed.Digest}");
        _registry.Server.Requests.Clear();

        await _lab.FetchAsync($"{Web}@{pushed.Digest}");

        _registry.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_is_not_there_comes_with_its_neighbours()
    {
        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0", "1.4.0", "2.0.0-rc.1" })
        {
            await _lab.PushAsync(_registry.Host, RegistryLab.Archive(version));
        }

        var exact = await Should.ThrowAsync<NoSuchVersionException>(() => _lab.FetchAsync($"{Web}:1.3.0"));
        exact.Message.ShouldBe($"`{_registry.Host}/charts/web` has no version `1.3.0`");
        exact.Hint.ShouldBe("The nearest are `2.0.0-rc.1`, `1.4.0`, `1.2.0`, `1.1.0`");
        (await Should.ThrowAsync<NoSuchVersionException>(() => _lab.FetchAsync(Web, ">=3"))).Message.ShouldEndWith("has no version `>=3`");
    }

    [Fact]
    public async Task Where_all_versions_are_prereleases_none_is_taken_unasked()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.0.0-rc.1"));

        var error = await Should.ThrowAsync<NoSuchVersionException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldEndWith("has no stable version");
        error.Hint.ShouldNotBeNull().ShouldContain("`1.0.0-rc.1`");
    }

    [Fact]
    public async Task Something_else_than_a_chart_is_told_by_its_type()
    {
        _registry.Manifests["charts/web:1.0.0"] = """{"schemaVersion":2,"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","size":2},"layers":[]}"""u8.ToArray();

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync($"{Web}:1.0.0"))).Message
            .ShouldBe($"Cannot pull `{_registry.Host}/charts/web:1.0.0`: it is no chart, but of the type `application/vnd.oci.image.config.v1+json`");
    }

    [Fact]
    public async Task Provenance_goes_with_the_chart()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive(), "signed"u8.ToArray());

        var fetched = await _lab.FetchAsync($"{Web}:1.2.3");

        using var provenance = _lab.Cache.Open(fetched.ProvenanceDigest!);
        ContentDigest.Of(provenance!).ShouldBe(ContentDigest.Of("signed"u8));
    }

    [Theory]
    [InlineData("charts/web:1.2.4", "`web` 1.2.3")]
    [InlineData("charts/web:1.2.3_build.7", "`web` 1.2.3")]
    [InlineData("charts/wep:1.2.3", "`web` 1.2.3")]
    [InlineData("charts/wep:latest", "`web` 1.2.3")]
    public async Task Another_chart_than_the_name_says_is_taken_by_its_digest_only(string place, string found)
    {
        var pushed = await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        Copy("charts/web:1.2.3", place);
        var path = place[..place.IndexOf(':')];

        var error = await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync($"oci://{_registry.Host}/{place}"));

        error.Message.ShouldBe($"Cannot pull `{_registry.Host}/{place}`: it holds the chart {found}, which is not what its name says");
        error.Hint.ShouldNotBeNull().ShouldContain($"name `oci://{_registry.Host}/{path}@{pushed.Digest}`");
        (await LoadVersionAsync($"oci://{_registry.Host}/{path}@{pushed.Digest}")).ShouldBe("1.2.3");
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("stable_eu")]
    public async Task A_tag_that_is_no_version_stands_for_any(string tag)
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        Copy("charts/web:1.2.3", $"charts/web:{tag}");

        (await LoadVersionAsync($"{Web}:{tag}")).ShouldBe("1.2.3");
    }

    [Fact]
    public async Task A_range_takes_no_version_that_only_claims_to_be_in_it()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        Copy("charts/web:1.2.3", "charts/web:1.9.0");

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync(Web, "^1"))).Message.ShouldContain("/charts/web:1.9.0`: it holds the chart `web` 1.2.3");
    }

    [Fact]
    public async Task Versions_of_charts_for_Helm_are_found_in_any_spelling()
    {
        foreach (var version in new[] { "v1.14.0", "v1.2.0", "1.2.0", "1.2" })
        {
            await _lab.PushAsync(_registry.Host, RegistryLab.Archive($"\"{version}\"", apiVersion: "v2"));
        }

        foreach (var (wanted, found) in new (string?, string)[] { (null, "v1.14.0"), ("1.14.0", "v1.14.0"), ("v1.14.0", "v1.14.0"), ("~1.14", "v1.14.0"), ("1.2.0", "1.2.0"), ("v1.2.0", "v1.2.0"), ("1.2", "1.2"), ("<1.3", "1.2.0") })
        {
            (await LoadVersionAsync(Web, wanted)).ShouldBe(found, wanted);
        }

        (await Should.ThrowAsync<NoSuchVersionException>(() => _lab.FetchAsync($"{Web}:1.14.0"))).Hint.ShouldNotBeNull().ShouldContain("`v1.14.0`");
    }

    [Fact]
    public async Task A_tag_of_two_numbers_moves_and_is_no_version_of_its_own()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        Copy("charts/web:1.2.3", "charts/web:1.2");
        Copy("charts/web:1.2.3", "charts/web:7");

        (await LoadVersionAsync(Web)).ShouldBe("1.2.3");
        (await LoadVersionAsync(Web, "1.2")).ShouldBe("1.2.3");
    }

    [Fact]
    public async Task Another_number_behind_a_v_is_another_chart()
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3"));
        Copy("charts/web:1.2.3", "charts/web:v1.2.4");

        (await Should.ThrowAsync<RegistryException>(() => _lab.FetchAsync($"{Web}:v1.2.4"))).Message.ShouldContain("it holds the chart `web` 1.2.3");
    }

    // As somebody does who moves tags, or mirrors charts under other names.
    private void Copy(string from, string to)
    {
        var manifest = _registry.Manifests[from];
        _registry.Manifests[to] = manifest;
        _registry.Manifests[$"{to[..to.IndexOf(':')]}@{ContentDigest.Of(manifest)}"] = manifest;
    }

    private async Task<string> LoadVersionAsync(string reference, string? version = null, bool devel = false) =>
        _lab.Load(await _lab.FetchAsync(reference, version, devel)).Metadata.Version.ToString();

    private async Task<string> ManifestOfAsync(string more)
    {
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("1.2.3+b", more));
        var manifest = (YamlMap)JsonText.Parse(_registry.Manifests["charts/web:1.2.3_b"]);
        var config = ((YamlMap)manifest.Find("config")!).Find("digest")!.ToString()!;
        // The archive holds the time it was made at.
        var layer = (YamlMap)((YamlList)manifest.Find("layers")!).Items.Single();
        var shown = manifest.With("layers", new YamlList([layer.With("digest", new YamlString("[DIGEST]")).With("size", new YamlString("[SIZE]"))]));
        return JsonText.Write(shown, indented: true) + "\n" + System.Text.Encoding.UTF8.GetString(_registry.Blobs[config]) + "\n";
    }
}
