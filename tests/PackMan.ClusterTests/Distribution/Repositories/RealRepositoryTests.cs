using System.Security.Cryptography;
using PackMan.ClusterTests.Contract;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>Repositories on a real web server, however it is run.</summary>
[Trait("Category", NginxServer.Category)]
public sealed class RealRepositoryTests(SandboxServer sandbox)
{
    private static readonly Dictionary<string, NginxSetup> Setups = new()
    {
        ["plain"] = new NginxSetup(),
        ["packed"] = new NginxSetup { Packs = true },
        ["with passwords"] = new NginxSetup { AsksForPassword = true },
        ["with TLS"] = new NginxSetup { SpeaksTls = true },
        ["with TLS, passwords and client certificates"] = new NginxSetup { SpeaksTls = true, AsksForPassword = true, AsksForCertificate = true },
    };

    public static TheoryData<string> Names => [.. Setups.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Charts_are_published_searched_pulled_and_installed(string name)
    {
        await using var user = await RepositoryUser.StartAsync(sandbox, Setups[name]);
        await user.PublishAsync("1.0.0", "1.1.0", "2.0.0-rc.1");

        await user.AddAsync();

        (await user.RunAsync("search", "repo", "web", "--versions", "--devel", "-o", "json")).Output.ShouldContain("2.0.0-rc.1");
        foreach (var (words, version) in new (string[] Words, string Version)[]
        {
            (["stable/web"], "1.1.0"),
            (["stable/web", "--version", "1.0.0"], "1.0.0"),
            (["stable/web", "--devel"], "2.0.0-rc.1"),
            (["web", "--repo", user.Url, "--version", "~1.0", .. user.Access], "1.0.0"),
            ([$"{user.Url}/web-1.1.0.tgz", .. user.Access], "1.1.0"),
        })
        {
            var release = $"r{Guid.NewGuid():N}"[..12];
            await user.RunAsync(["pull", .. words, "--destination", release]);
            await user.RunAsync(["install", release, .. words]);

            user.Read($"{release}/web-{version}.tgz").ShouldBe(await File.ReadAllBytesAsync(Path.Combine(user.Published, $"web-{version}.tgz"), TestContext.Current.CancellationToken));
            (await user.RunAsync("get", "manifest", release)).Output.ShouldContain($"version: {version}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_index_that_did_not_change_is_not_sent_again(bool packs)
    {
        await using var user = await RepositoryUser.StartAsync(sandbox, new NginxSetup { Packs = packs });
        await user.PublishAsync("1.0.0");
        await user.AddAsync();

        var unchanged = await user.RunAsync("repo", "update");
        await user.PublishAsync("1.1.0");
        var changed = await user.RunAsync("repo", "update");

        unchanged.Output.ShouldBe("Unchanged `stable`: 1 chart, 1 version\n");
        changed.Output.ShouldBe("Updated `stable`: 1 chart, 2 versions\n");
        var served = await user.Web.ServedAsync();
        served.Select(file => (file.Path, file.Status)).ShouldBe([("/charts/index.yaml", 200), ("/charts/index.yaml", 304), ("/charts/index.yaml", 200)]);
        served[1].Bytes.ShouldBe(0);
        served.Where(file => file.Status == 200).ShouldAllBe(file => file.Encoding == (packs ? "gzip" : ""));
    }

    [Theory]
    [InlineData("index.yaml", false)]
    [InlineData("index.yaml", true)]
    [InlineData("web-1.0.0.tgz", false)]
    public async Task What_breaks_off_is_taken_up_where_it_broke(string file, bool packs)
    {
        await using var user = await RepositoryUser.StartAsync(sandbox, new NginxSetup { Packs = packs });
        await File.WriteAllBytesAsync(user.PathOf("web/noise"), RandomNumberGenerator.GetBytes(2_000_000), TestContext.Current.CancellationToken);
        await user.PublishAsync("1.0.0");
        var index = Path.Combine(user.Published, "index.yaml");
        await File.AppendAllTextAsync(index, string.Concat(Enumerable.Range(0, 20_000).Select(_ => $"# {Guid.NewGuid()}\n")), TestContext.Current.CancellationToken);
        if (file != "index.yaml")
        {
            await user.AddAsync();
        }

        await using var proxy = new BreakingProxy(user.Web.Url, afterBytes: 300_000, breaks: 2);
        if (file == "index.yaml")
        {
            await user.RunAsync("repo", "add", "stable", $"{proxy.Url}/charts");
            (await File.ReadAllBytesAsync(user.PathOf(".cache/packman/repository/stable-index.yaml"), TestContext.Current.CancellationToken)).ShouldBe(await File.ReadAllBytesAsync(index, TestContext.Current.CancellationToken));
        }
        else
        {
            await user.RunAsync("pull", $"{proxy.Url}/charts/{file}");
            user.Read(file).ShouldBe(user.Read(Path.Combine(user.Published, file)));
        }

        var served = (await user.Web.ServedAsync()).Where(request => request.Path.EndsWith(file)).TakeLast(3).ToList();
        // What nginx packs on the way it cannot take up in the middle: it starts over.
        served.Select(request => request.Status).ShouldBe(packs ? [200, 200, 200] : [200, 206, 206]);
        served.Skip(1).ShouldAllBe(request => packs || request.Range.StartsWith("bytes=") && request.Range != "bytes=0-");
    }
}
