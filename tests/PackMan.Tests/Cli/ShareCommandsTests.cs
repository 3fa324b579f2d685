using Microsoft.AspNetCore.Http;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>`push` and `pull` as whole sessions in front of a registry in memory.</summary>
public sealed class ShareCommandsTests : IAsyncLifetime
{
    private RegistrySession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await RegistrySession.StartAsync();
        new ChartFolderBuilder(_session.Folder.Path)
            .Write("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.2.0\nappVersion: '1.27'\n")
            .Write("web/values.yaml", "# How many\nreplicas: 1\n")
            .Write("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n")
            .Write("broken/Chart.yaml", "apiVersion: packman/v1\nname: broken\nversion: 1.0.0\n")
            .Write("broken/templates/a.yaml", "a: {{ if }}\n")
            .Write("notes.md", "# No chart\n");
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task A_chart_goes_to_a_registry_and_comes_back() => Golden.Verify(
        await _session.RunAllAsync(
            "packman package ./web",
            "packman push web-1.2.0.tgz oci://HOST/charts",
            "packman push web-1.2.0.tgz oci://HOST/charts -o json",
            "packman push ./web oci://HOST/team/web",
            "packman pull oci://HOST/charts/web -d dist",
            "packman fetch oci://HOST/charts/web:1.2.0 --untar -d out --untardir unpacked",
            "packman pull oci://HOST/charts/web --version ^1 --untar",
            "packman pull oci://HOST/charts/web -d dist -o json",
            "packman show values oci://HOST/charts/web"),
        "ShareCommandsTests.Shared");

    [Fact]
    public async Task A_folder_is_pushed_as_the_bytes_that_package_writes()
    {
        await _session.RunAsync("packman package ./web");
        await _session.RunAsync("packman push ./web oci://HOST/charts");

        await _session.RunAsync("packman pull oci://HOST/charts/web -d dist");

        (await ReadAsync("dist/web-1.2.0.tgz")).ShouldBe(await ReadAsync("web-1.2.0.tgz"));
    }

    [Fact]
    public async Task What_is_unpacked_is_the_chart_as_it_was_packed()
    {
        await _session.RunAsync("packman push ./web oci://HOST/charts");

        (await _session.RunAsync("packman pull oci://HOST/charts/web --untar -d out")).ExitCode.ShouldBe(0);

        Files("out/web").ShouldBe(["Chart.yaml", "templates/config.yaml", "values.yaml"]);
        (await ReadAsync("out/web/values.yaml")).ShouldBe(await ReadAsync("web/values.yaml"));
    }

    [Fact]
    public async Task A_provenance_file_beside_the_archive_goes_along()
    {
        await _session.RunAsync("packman package ./web");
        _session.File("web-1.2.0.tgz.prov", "-----BEGIN PGP SIGNED MESSAGE-----"u8.ToArray());
        await _session.RunAsync("packman push web-1.2.0.tgz oci://HOST/charts");

        var spoken = await _session.RunAsync("packman pull oci://HOST/charts/web --prov -d dist -o json");

        spoken.Output.ShouldContain("\"provenance\":\"dist/web-1.2.0.tgz.prov\"");
        (await ReadAsync("dist/web-1.2.0.tgz.prov")).ShouldBe(await ReadAsync("web-1.2.0.tgz.prov"));
    }

    [Fact]
    public async Task Provenance_of_a_web_server_lies_beside_the_archive_and_may_be_missing()
    {
        var archive = TestArchive.Chart().Pack();
        _session.Registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value is "/signed/web.tgz" or "/plain/web.tgz" or "/signed/web.tgz.prov")
            {
                await context.Response.Body.WriteAsync(context.Request.Path.Value.EndsWith(".prov") ? "signed"u8.ToArray() : archive);
                return true;
            }

            return false;
        };

        (await _session.RunAsync("packman pull http://HOST/signed/web.tgz?token=t0ken --prov -d signed")).Error.ShouldBe("");
        (await _session.RunAsync("packman pull http://HOST/plain/web.tgz --prov -d plain")).Error.ShouldContain("has no provenance file");

        Files("signed").ShouldBe(["web-1.2.3.tgz", "web-1.2.3.tgz.prov"]);
        Files("plain").ShouldBe(["web-1.2.3.tgz"]);
    }

    [Fact]
    public async Task Mistakes_are_told_before_anything_is_written_or_sent()
    {
        _session.Registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value == "/page")
            {
                await context.Response.WriteAsync("<html>Log in, please</html>");
                return true;
            }

            return false;
        };
        await _session.RunAsync("packman push ./web oci://HOST/charts");
        await _session.RunAsync("packman pull oci://HOST/charts/web --untar -d there");
        var before = Files("");
        _session.Registry.Server.Requests.Clear();

        var said = await _session.RunAllAsync(
            "packman push ./web HOST/charts",
            "packman push ./web https://HOST/charts",
            "packman push ./web oci://HOST/Charts",
            "packman push ./web oci://HOST/charts:1.2.0",
            "packman push ./web oci://",
            "packman push notes.md oci://HOST/charts",
            "packman push ./nowhere oci://HOST/charts",
            "packman push ./broken oci://HOST/charts",
            "packman push ./web",
            "packman pull ./web",
            "packman pull web-1.2.0.tgz",
            "packman pull oci://HOST/charts/web:9.9.9",
            "packman pull oci://HOST/charts/web --version '>2'",
            "packman pull oci://HOST/charts/web@sha256:12",
            "packman pull oci://HOST/charts",
            "packman pull oci://HOST/charts/web --untardir x",
            "packman pull oci://HOST/charts/web --untar --prov",
            "packman pull oci://HOST/charts/web --untar -d there",
            "packman pull oci://HOST/charts/web oci://HOST/charts/web:1.2.0 -d dist",
            "packman pull ftp://HOST/web.tgz",
            "packman pull http://HOST/page",
            "packman show chart notes.md",
            "packman show chart http://HOST/page");

        Golden.Verify(said, "ShareCommandsTests.Mistakes");
        Files("").ShouldBe(before);
        _session.Registry.Asked.ShouldAllBe(asked => asked.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_charts_none_is_written_when_one_cannot_be_had()
    {
        await _session.RunAsync("packman push ./web oci://HOST/charts");

        (await _session.RunAsync("packman pull oci://HOST/charts/web oci://HOST/charts/gone -d dist")).ExitCode.ShouldBe(1);

        Directory.Exists(Path.Combine(_session.Folder.Path, "dist")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_hostile_archive_is_pulled_to_nowhere()
    {
        var evil = TestArchive.Chart().File("web/../../evil", "x").Pack();
        _session.Registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value != "/web.tgz")
            {
                return false;
            }

            await context.Response.Body.WriteAsync(evil);
            return true;
        };

        (await _session.RunAsync("packman pull http://HOST/web.tgz --untar -d dist")).Error.ShouldContain("leads out of the chart");
        (await _session.RunAsync("packman pull http://HOST/web.tgz -d dist")).Error.ShouldContain("leads out of the chart");

        Directory.Exists(Path.Combine(_session.Folder.Path, "dist")).ShouldBeFalse();
        File.Exists(Path.Combine(_session.Folder.Path, "evil")).ShouldBeFalse();
    }

    private Task<byte[]> ReadAsync(string path) => File.ReadAllBytesAsync(Path.Combine(_session.Folder.Path, path), TestContext.Current.CancellationToken);

    // The cache of what was fetched lies in the home folder.
    private List<string> Files(string folder)
    {
        var root = Path.Combine(_session.Folder.Path, folder);
        return
        [
            .. Directory.GetFiles(root, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(root, path))
                .Where(path => !path.StartsWith("home/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }
}
