using System.Text;
using System.Text.Json.Nodes;
using PackMan.Charts;
using PackMan.Distribution.Cache;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>`bundle`, and what is done with bundles where no network reaches.</summary>
public sealed partial class BundleSessionTests : IAsyncLifetime
{
    private BundleSession _session = null!;

    public async ValueTask InitializeAsync() => _session = await BundleSession.StartAsync();

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task A_bundle_is_installed_and_upgraded_without_a_single_request()
    {
        var made = await _session.RunAllAsync(
            "packman bundle oci://HOST/charts/shop:1.0.0 --out old.tgz",
            "packman bundle oci://HOST/charts/shop --set tag=1.1");
        _session.GoOffline();

        Golden.Verify(
            made + "\n" + await _session.RunAllAsync(
                "packman images old.tgz --short",
                "packman images shop-1.1.0.bundle.tgz",
                "packman images old.tgz --mirror mirror.example.org/shop",
                "packman images old.tgz --mirror mirror.example.org -o json",
                "packman images old.tgz --mirror mirror.example.org --short",
                "packman images old.tgz --mirror mirror.example.org/shop:1",
                "packman show chart old.tgz",
                "packman dependency list old.tgz",
                "packman lint old.tgz",
                "packman install app old.tgz --dry-run"),
            "BundleSessionTests.Offline");
        await _session.SucceedAsync("packman install app old.tgz");
        await _session.SucceedAsync("packman upgrade app shop-1.1.0.bundle.tgz --set tag=1.1");

        (await _session.SucceedAsync("packman get manifest app")).ShouldContain($"image: {_session.Registry.Host}/team/app:1.1\n");
        (await _session.SucceedAsync("packman list")).ShouldContain("shop-1.1.0");
        _session.Registry.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_model_of_a_bundle_names_all_that_is_in_it()
    {
        var model = JsonNode.Parse(await _session.SucceedAsync("packman bundle ./shop -o json"))!;

        ((string)model["path"]!).ShouldBe("shop-1.1.0.bundle.tgz");
        ((string)model["digest"]!).ShouldBe(ContentDigest.Of(_session.Read("shop-1.1.0.bundle.tgz")).ToString());
        model["images"]!.ToJsonString().ShouldBe(JsonNode.Parse(await _session.SucceedAsync("packman images ./shop -o json"))!.ToJsonString());
    }

    [Fact]
    public async Task The_chart_in_a_bundle_is_the_one_that_was_published_byte_for_byte()
    {
        await _session.SucceedAsync("packman pull oci://HOST/charts/shop:1.0.0");
        await _session.SucceedAsync("packman bundle oci://HOST/charts/shop:1.0.0 --out a.tgz");
        await _session.SucceedAsync("packman bundle shop-1.0.0.tgz --out b.tgz");
        await _session.SucceedAsync("packman bundle a.tgz --out c.tgz");
        await _session.SucceedAsync("packman package ./shop -d packed");
        await _session.SucceedAsync("packman bundle ./shop --out d.tgz");

        var files = TestBundle.Unpack(_session.Read("a.tgz"));

        files.Select(file => file.Path).ShouldBe(["packman-bundle.json", "shop-1.0.0.tgz"]);
        files[1].Content.ToArray().ShouldBe(_session.Read("shop-1.0.0.tgz"));
        _session.Read("b.tgz").ShouldBe(_session.Read("a.tgz"));
        _session.Read("c.tgz").ShouldBe(_session.Read("a.tgz"));
        TestBundle.Unpack(_session.Read("d.tgz"))[1].Content.ToArray().ShouldBe(_session.Read("packed/shop-1.1.0.tgz"));
    }

    [Fact]
    public async Task Images_are_those_of_the_values_the_bundle_was_made_with_until_others_are_given()
    {
        await _session.SucceedAsync("packman bundle ./shop --set registry=other.invalid --out x.tgz");

        (await _session.SucceedAsync("packman images x.tgz -q")).ShouldContain("other.invalid/team/app:1.0\n");
        (await _session.SucceedAsync("packman show images x.tgz -q --set tag=2.0")).ShouldContain($"{_session.Registry.Host}/team/app:2.0\n");
        (await _session.SucceedAsync("packman images x.tgz -q --kube-version 1.30")).ShouldContain($"{_session.Registry.Host}/team/app:1.0\n");
    }

    [Fact]
    public async Task Digests_are_asked_of_the_registries_and_known_offline()
    {
        var expected = ContentDigest.Of(BundleSession.Image("1.0")).ToString();
        await _session.SucceedAsync("packman bundle ./shop --set registry=HOST --resolve-digests --out x.tgz");
        _session.GoOffline();

        var images = JsonNode.Parse(await _session.SucceedAsync("packman images x.tgz -o json"))!.AsArray();
        var rendered = JsonNode.Parse(await _session.SucceedAsync("packman images x.tgz -o json --set tag=1.0"))!.AsArray();

        foreach (var list in new[] { images, rendered })
        {
            var app = list.Single(image => (string)image!["repository"]! == "team/app")!;
            ((string)app["digest"]!).ShouldBe(expected);
            ((string)app["image"]!).ShouldBe($"{_session.Registry.Host}/team/app:1.0");
        }

        _session.Registry.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_names_no_digest_is_asked_for_the_manifest()
    {
        _session.Registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value != "/v2/team/app/manifests/1.0")
            {
                return false;
            }

            await context.Response.Body.WriteAsync(context.Request.Method == "GET" ? BundleSession.Image("1.0") : []);
            return true;
        };

        await _session.SucceedAsync("packman bundle ./shop --resolve-digests --out x.tgz");

        (await _session.SucceedAsync("packman images x.tgz -q")).ShouldContain($"/team/app:1.0@{ContentDigest.Of(BundleSession.Image("1.0"))}\n");
    }

    [Theory]
    [InlineData("sign oci://HOST/charts/shop:1.0.0", "oci://HOST/charts/shop:1.0.0")]
    [InlineData("sign shop-1.0.0.tgz", "shop-1.0.0.tgz")]
    public async Task The_signature_of_the_chart_comes_along(string sign, string chart)
    {
        await _session.SucceedAsync("packman generate-key release --no-passphrase");
        await _session.SucceedAsync("packman generate-key stranger --no-passphrase");
        await _session.SucceedAsync("packman pull oci://HOST/charts/shop:1.0.0");
        await _session.SucceedAsync($"packman {sign} --key release.key");
        await _session.SucceedAsync($"packman bundle {chart} --out x.tgz");
        await _session.SucceedAsync("packman bundle x.tgz --out again.tgz");
        _session.GoOffline();

        (await _session.SucceedAsync("packman verify x.tgz --key release.pub")).ShouldContain("of the bundle");
        (await _session.RunAsync("packman verify x.tgz --key stranger.pub")).Error.ShouldContain("it was not made with `stranger.pub`");
        _session.Read("again.tgz").ShouldBe(_session.Read("x.tgz"));
        _session.Write("policy.yaml", "apiVersion: packman/v1\nkind: SignaturePolicy\nidentities:\n- {name: release, keys: [{file: release.pub}]}\nrules:\n- {name: all, repositories: ['file:///**'], signedBy: [release]}\n");
        (await _session.RunAsync("packman install app x.tgz --verify --policy policy.yaml")).Error.ShouldContain("Verified `shop` 1.0.0");
        _session.Registry.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signature_of_the_bundle_itself_covers_everything_in_it()
    {
        await _session.SucceedAsync("packman generate-key release --no-passphrase");
        await _session.SucceedAsync("packman bundle ./shop --out x.tgz");

        (await _session.RunAsync("packman verify x.tgz --key release.pub")).Error.ShouldContain("None was found in the bundle, nor beside it as `.sig`");
        await _session.SucceedAsync("packman sign x.tgz --key release.key");
        (await _session.SucceedAsync("packman verify x.tgz --key release.pub")).ShouldContain("Found: `x.tgz.sig`");

        _session.Write("y.tgz.sig", _session.Read("x.tgz.sig"));
        await _session.SucceedAsync("packman bundle ./shop --set tag=6.6 --out y.tgz");
        (await _session.RunAsync("packman verify y.tgz --key release.pub")).Error.ShouldContain("it was not made with `release.pub`");
    }

    [Fact]
    public async Task What_was_changed_in_a_bundle_is_refused_by_name()
    {
        await _session.SucceedAsync("packman generate-key release --no-passphrase");
        await _session.SucceedAsync("packman sign oci://HOST/charts/shop:1.0.0 --key release.key");
        await _session.SucceedAsync("packman bundle oci://HOST/charts/shop:1.0.0 --out good.tgz");
        var other = _session.Read("shop/charts/cache-1.4.0.tgz");
        Tamper("chart.tgz", file => file.Path == "shop-1.0.0.tgz" ? file with { Content = other } : file);
        Tamper("gone.tgz", file => file.Path == "shop-1.0.0.tgz" ? null : file);
        Tamper("more.tgz", file => file, new ChartFile("install.sh", "rm -rf /"u8.ToArray()));
        Tamper("index.tgz", file => file.Path == "packman-bundle.json" ? file with { Content = "{"u8.ToArray() } : file);
        Tamper("later.tgz", file => Edit(file, "packman-bundle.json", "bundle.v1", "bundle.v2"));
        Tamper("image.tgz", file => Edit(file, "packman-bundle.json", "\"image\": \"", "\"image\": \"no "));
        Tamper("statement.tgz", file => file.Path.StartsWith("signatures/") && file.Path.EndsWith(".json") ? file with { Content = "{}"u8.ToArray() } : file);
        Tamper("up.tgz", file => file, new ChartFile("../evil", "x"u8.ToArray()));
        _session.Write("cut.tgz", _session.Read("good.tgz")[..^100]);

        var lines = new[] { "chart", "gone", "more", "index", "later", "image", "statement", "up", "cut" }.Select(name => $"packman template x {name}.tgz").Append("packman push chart.tgz oci://HOST/charts").Append("packman verify chart.tgz --key release.pub");

        Golden.Verify(Statements().Replace(await _session.RunAllAsync([.. lines]), "signatures/[HEX]"), "BundleSessionTests.Changed");
    }

    [Fact]
    public async Task A_signed_chart_that_was_swapped_with_its_digest_is_refused_by_its_signature()
    {
        await _session.SucceedAsync("packman generate-key release --no-passphrase");
        await _session.SucceedAsync("packman sign oci://HOST/charts/shop:1.0.0 --key release.key");
        await _session.SucceedAsync("packman bundle oci://HOST/charts/shop:1.0.0 --out good.tgz");
        await _session.SucceedAsync("packman pull oci://HOST/charts/shop:1.1.0");
        var (old, other) = (ContentDigest.Of(TestBundle.Unpack(_session.Read("good.tgz"))[1].Content.Span), _session.Read("shop-1.1.0.tgz"));

        Tamper("swapped.tgz", file => file.Path == "shop-1.0.0.tgz" ? file with { Content = other } : Edit(file, "packman-bundle.json", old.Hex, ContentDigest.Of(other).Hex));

        (await _session.RunAsync("packman verify swapped.tgz --key release.pub")).Error.ShouldContain("`manifest.json` in it is of another chart than `shop-1.0.0.tgz`");
    }

    [Fact]
    public async Task A_bundle_is_pushed_as_the_chart_in_it()
    {
        await _session.SucceedAsync("packman bundle oci://HOST/charts/shop:1.0.0 --out x.tgz");

        (await _session.SucceedAsync("packman push x.tgz oci://HOST/mirror")).ShouldContain("/mirror/shop:1.0.0");

        _session.Registry.Manifests["mirror/shop:1.0.0"].ShouldBe(_session.Registry.Manifests["charts/shop:1.0.0"]);
    }

    [Fact]
    public async Task What_cannot_be_bundled_is_one_error_and_leaves_no_file()
    {
        _session.Write("bare/Chart.yaml", $"apiVersion: packman/v1\nname: bare\nversion: 1.0.0\ndependencies:\n- {{name: cache, version: ^1, repository: oci://{_session.Registry.Host}/charts}}\n");
        _session.Write("needy/Chart.yaml", "apiVersion: packman/v1\nname: needy\nversion: 1.0.0\n");
        _session.Write("needy/templates/a.yaml", "a: {{ values.a?.image | required 'say which image' }}\n");
        _session.Write("library/Chart.yaml", "apiVersion: packman/v1\nname: library\nversion: 1.0.0\ntype: library\n");
        _session.Write("helm/Chart.yaml", "apiVersion: v2\nname: helm\nversion: 1.0.0\n");
        _session.Write("file", "no folder");
        await _session.SucceedAsync("packman package ./cache");
        var before = Files();

        var said = await _session.RunAllAsync(
            "packman bundle",
            "packman bundle ./nowhere",
            "packman bundle oci://HOST/charts/shop:9.9.9",
            "packman bundle ./bare",
            "packman bundle ./needy",
            "packman bundle ./library",
            "packman bundle ./helm",
            "packman bundle ./shop --set tag=6.6 --resolve-digests",
            "packman bundle ./shop --out cache",
            "packman bundle ./shop --out file/x.tgz",
            "packman bundle cache-1.4.0.tgz --out ./cache-1.4.0.tgz",
            "packman bundle ./shop --verify --policy nowhere.yaml",
            "packman pull cache-1.4.0.tgz");

        Golden.Verify(said, "BundleSessionTests.Mistakes");
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_whole()
    {
        _session.Write("x.tgz", "something else");

        await _session.SucceedAsync("packman bundle ./shop --out x.tgz");

        await _session.SucceedAsync("packman template app x.tgz");
    }

    private void Tamper(string name, Func<ChartFile, ChartFile?> change, params ChartFile[] added)
    {
        _session.Write(name, _session.Read("good.tgz"));
        _session.Tamper(name, change, added);
    }

    private static ChartFile Edit(ChartFile file, string path, string before, string after) =>
        file.Path == path ? file with { Content = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Content.Span).Replace(before, after)) } : file;

    private List<string> Files() =>
    [
        .. Directory.GetFiles(_session.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_session.Folder, path))
            .Where(path => !path.StartsWith("home/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    // Keys are new each time, and so are signatures.
    [System.Text.RegularExpressions.GeneratedRegex("signatures/[0-9a-f]{16}")]
    private static partial System.Text.RegularExpressions.Regex Statements();
}
