using System.Diagnostics;
using System.Text;
using PackMan.Charts;
using PackMan.ClusterTests.Fixtures;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Templating;

/// <summary>OpenSSL and Apache's htpasswd take what templates generate.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class GeneratedValuesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-generated-");

    [Theory]
    [InlineData("ecdsa", "rsa")]
    [InlineData("rsa", "ecdsa")]
    public async Task OpenSSL_trusts_a_signed_certificate(string authority, string key)
    {
        var pair = Render($"ca: {{{{ gen_ca 'shop-ca' 30 '{authority}' id: 'ca' }}}}\ncert: {{{{ gen_signed_cert 'web' 9 (gen_ca 'shop-ca' 30 '{authority}' id: 'ca') dns: ['*.shop.svc'] ips: ['10.0.0.7', 'fd00::7'] key: '{key}' }}}}\n");
        var (ca, cert, secret) = (Write("ca.pem", pair.FindString("ca", "cert")), Write("cert.pem", pair.FindString("cert", "cert")), Write("key.pem", pair.FindString("cert", "key")));

        foreach (var check in (string[][])[["-verify_hostname", "a.shop.svc"], ["-verify_hostname", "web"], ["-verify_ip", "10.0.0.7"], ["-verify_ip", "fd00::7"]])
        {
            (await RunAsync("openssl", ["verify", "-x509_strict", "-purpose", "sslserver", "-CAfile", ca, .. check, cert])).ShouldBe(0, string.Join(' ', check));
        }

        (await RunAsync("openssl", ["verify", "-CAfile", ca, "-verify_hostname", "other.example.org", cert])).ShouldNotBe(0);
        (await RunAsync("openssl", ["pkey", "-in", secret, "-check", "-noout"])).ShouldBe(0);
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    public async Task OpenSSL_reads_every_kind_of_key(string kind) =>
        (await RunAsync("openssl", ["pkey", "-in", Write("key.pem", Render($"key: {{{{ gen_private_key '{kind}' }}}}\n").FindString("key")), "-noout"])).ShouldBe(0);

    [Theory]
    [InlineData("correct", 0)]
    [InlineData("wrong", 3)]
    public async Task Apache_checks_a_password(string password, int exit)
    {
        var file = Write("passwords", Render("line: {{ htpasswd 'ada' 'correct' }}\n").FindString("line") + "\n");

        (await RunAsync("htpasswd", ["-vb", file, "ada", password])).ShouldBe(exit);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static YamlMap Render(string template)
    {
        var chart = new Chart
        {
            Metadata = new ChartMetadata { ApiVersion = ChartMetadata.NativeApiVersion, Name = "web", Version = new SemanticVersion(1, 0, 0) },
            Location = "./web",
            Templates = [new ChartFile("templates/case.yaml", Encoding.UTF8.GetBytes(template))],
            Digest = new Lazy<string>("sha256:0"),
        };
        var request = new RenderRequest
        {
            Root = ChartInUse.Alone(chart, YamlMap.Empty),
            Release = new ReleaseScope("shop", "prod", 1, IsInstall: true),
            Capabilities = new Capabilities("v1.36.0", []),
        };
        return YamlReader.ReadMap(new ScribanTemplateEngine().Render(request).Files.Single().Text, "rendered");
    }

    private string Write(string name, string? text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text.ShouldNotBeNull());
        return path;
    }

    private static async Task<int> RunAsync(string program, string[] arguments)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(found, $"There is no `{program}`. Install Debian's openssl and apache2-utils");
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Task.WhenAll(output, errors);
        return process.ExitCode;
    }
}
