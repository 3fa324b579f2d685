using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>Commands that render a chart take it from wherever it is.</summary>
public sealed class ChartReferenceTests : IAsyncLifetime
{
    private RegistrySession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await RegistrySession.StartAsync();
        using var lab = new RegistryLab();
        foreach (var version in new[] { "1.0.0", "1.1.0", "2.0.0-rc.1" })
        {
            await lab.PushAsync(_session.Registry.Host, Chart(version));
        }
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Theory]
    [InlineData("oci://HOST/charts/web", "1.1.0")]
    [InlineData("oci://HOST/charts/web:1.0.0", "1.0.0")]
    [InlineData("oci://HOST/charts/web --version ~1.0", "1.0.0")]
    [InlineData("oci://HOST/charts/web --devel", "2.0.0-rc.1")]
    public async Task A_chart_of_a_registry_is_rendered(string words, string version)
    {
        var spoken = await _session.RunAsync($"packman template web {words}");

        spoken.ExitCode.ShouldBe(0, spoken.Error);
        spoken.Output.ShouldContain($"version: {version}");
    }

    [Fact]
    public async Task A_chart_of_a_registry_is_installed_and_upgraded()
    {
        (await _session.RunAsync("packman install web oci://HOST/charts/web:1.0.0")).Error.ShouldNotContain("error");

        var upgraded = await _session.RunAsync("packman upgrade web oci://HOST/charts/web --version ^1");

        upgraded.ExitCode.ShouldBe(0, upgraded.Error);
        (await _session.RunAsync("packman get manifest web")).Output.ShouldContain("version: 1.1.0");
        (await _session.RunAsync("packman values oci://HOST/charts/web")).Output.ShouldBe("a: 1\n");
    }

    [Fact]
    public async Task An_archive_of_a_web_server_is_rendered_with_credentials_for_that_server_only()
    {
        await using var store = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(Chart("1.0.0")).AsTask());
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.Redirect($"{store.Address}/store/web.tgz");
            return Task.CompletedTask;
        });

        var spoken = await _session.RunAsync($"packman template web {server.Address}/web-1.0.0.tgz --username ada --password s3cret");
        await _session.RunAsync($"packman template web {server.Address}/web-1.0.0.tgz --username ada --password s3cret --pass-credentials");

        spoken.Output.ShouldContain("version: 1.0.0", customMessage: spoken.Error);
        server.Requests.ShouldAllBe(request => request.Authorization.StartsWith("Basic "));
        store.Requests.Select(request => request.Authorization.Length > 0).ShouldBe([false, true]);
    }

    [Fact]
    public async Task What_is_wrong_with_a_reference_is_one_error() => Golden.Verify(
        await _session.RunAllAsync(
            "packman template web oci://HOST",
            "packman template web oci://HOST/charts/Web",
            "packman template web oci://HOST/charts/web@sha256:12",
            "packman template web oci://HOST/charts/web:1.0.0 --version 1.1.0",
            "packman template web oci://HOST/charts/web --version latest",
            "packman template web oci://HOST/charts/web:1.0.5",
            "packman template web oci://HOST/charts/web --version '>=3'",
            "packman template web oci://HOST/charts/web:latest",
            "packman template web oci://HOST/charts/shop",
            "packman template web http://HOST/charts/web-1.0.0.tgz",
            "packman template web http://ada:s3cret@HOST/charts/web-1.0.0.tgz?sig=t0ken",
            "packman template web s3://charts/web.tgz",
            "packman template web oci://HOST/charts/web --ca-file nowhere.pem",
            "packman template web oci://HOST/charts/web --password x"),
        "ChartReferenceTests.BadReferences");

    private static byte[] Chart(string version) => new TestArchive()
        .File("web/Chart.yaml", $"apiVersion: packman/v1\nname: web\nversion: {version}\n")
        .File("web/values.yaml", "a: 1\n")
        .File("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  version: {{ chart.version }}\n")
        .Pack();
}
