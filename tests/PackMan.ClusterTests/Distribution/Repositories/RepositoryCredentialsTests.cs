using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using PackMan.ClusterTests.Lifecycle;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>Who is let in by a real web server, and which servers get to see passwords and certificates.</summary>
[Trait("Category", NginxServer.Category)]
public sealed class RepositoryCredentialsTests(SandboxServer sandbox)
{
    /// <summary>How a repository leads to archives on another server.</summary>
    public enum Way
    {
        /// <summary>Its index names them there.</summary>
        Index,

        /// <summary>It redirects to them.</summary>
        Redirect,

        /// <summary>It redirects to the index too, beside which they lie.</summary>
        RedirectedIndex,
    }

    [Theory]
    [InlineData(Way.Index, false)]
    [InlineData(Way.Index, true)]
    [InlineData(Way.Redirect, false)]
    [InlineData(Way.Redirect, true)]
    [InlineData(Way.RedirectedIndex, false)]
    [InlineData(Way.RedirectedIndex, true)]
    public async Task Another_server_sees_password_and_certificate_only_with_pass_credentials(Way way, bool passes)
    {
        using var authority = new TestAuthority("authority of both");
        await using var store = await NginxServer.StartAsync(new NginxSetup { SpeaksTls = true }, authority);
        await using var user = await RepositoryUser.StartAsync(sandbox, Setup(way, store) with { SpeaksTls = true, AsksForCertificate = true }, authority);
        await PublishAsync(user, store, way);
        string[] flags = passes ? ["--pass-credentials"] : [];

        await user.AddAsync(flags);
        await user.RunAsync("pull", "stable/web", "--prov", "--destination", "kept");
        await user.RunAsync(["pull", "web", "--repo", user.Url, "--destination", "given", .. user.Access, .. flags]);

        var elsewhere = await store.ServedAsync();
        elsewhere.ShouldContain(file => file.Path.EndsWith("/web-1.0.0.tgz"));
        elsewhere.ShouldContain(file => file.Path.EndsWith("/web-1.0.0.tgz.prov"));
        elsewhere.Select(file => file.Authorization.Length > 0).Distinct().ShouldBe([passes]);
        elsewhere.Select(file => file.Client.Length > 0).Distinct().ShouldBe([passes]);
        var here = await user.Web.ServedAsync();
        here.ShouldAllBe(file => file.Authorization.StartsWith("Basic ") && file.Client.Length > 0);
        user.Read("given/web-1.0.0.tgz").ShouldBe(user.Read("kept/web-1.0.0.tgz"));
    }

    [Theory]
    [InlineData(Way.Index)]
    [InlineData(Way.Redirect)]
    public async Task A_store_that_asks_for_the_password_is_told_apart_from_a_wrong_password(Way way)
    {
        await using var store = await NginxServer.StartAsync(new NginxSetup { AsksForPassword = true });
        await using var user = await RepositoryUser.StartAsync(sandbox, Setup(way, store));
        await PublishAsync(user, store, way);
        await user.AddAsync();

        var refused = await user.TryAsync("pull", "stable/web");
        var passed = await user.TryAsync("pull", "stable/web", "--pass-credentials");

        refused.ShouldBeRefused($"error: Chart `stable/web:1.0.0` cannot be fetched: `{store.Url}/charts/web-1.0.0.tgz` cannot be fetched: the server answered 401 Unauthorized");
        refused.Error.ShouldContain("--pass-credentials");
        Directory.GetFiles(user.Folder, "*.tgz").ShouldHaveSingleItem();
        passed.ExitCode.ShouldBe(0, passed.Error);
    }

    [Fact]
    public async Task Credentials_that_are_missing_or_wrong_are_told_with_the_command_that_gives_them()
    {
        await using var user = await RepositoryUser.StartAsync(sandbox, new NginxSetup { AsksForPassword = true });
        await user.PublishAsync("1.0.0");

        var missing = await user.TryAsync("repo", "add", "stable", user.Url);
        var wrong = await user.TryAsync("repo", "add", "stable", user.Url, "--username", NginxSetup.User, "--password", "wr0ng");

        missing.ShouldBeRefused($"error: `{user.Url}/index.yaml` cannot be fetched: the server answered 401 Unauthorized");
        missing.Error.ShouldContain($"hint: It wants a user that may read it: `packman repo add stable {user.Url} --username NAME --password-stdin");
        wrong.ShouldBeRefused($"error: `{user.Url}/index.yaml` cannot be fetched: the server answered 401 Unauthorized");
        wrong.Error.ShouldContain($"hint: It does not take the user `{NginxSetup.User}` with this password");
        wrong.Error.ShouldNotContain("wr0ng");
        (await user.TryAsync("repo", "list")).Output.ShouldNotContain("stable");
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_or_that_misses_a_certificate_is_told_with_the_flag_to_give()
    {
        await using var user = await RepositoryUser.StartAsync(sandbox, new NginxSetup { SpeaksTls = true, AsksForCertificate = true });
        await user.PublishAsync("1.0.0");

        var unknown = await user.TryAsync("repo", "add", "stable", user.Url);
        var nameless = await user.TryAsync(["repo", "add", "stable", user.Url, .. user.Web.Flags[..2]]);

        unknown.ShouldBeRefused($"error: `{user.Url}/index.yaml` cannot be reached: the TLS handshake failed");
        unknown.Error.ShouldContain("--ca-file");
        unknown.Error.ShouldContain("write `http://`");
        nameless.ShouldBeRefused($"error: `{user.Url}/index.yaml` cannot be fetched: the server answered 400 Bad request");
        nameless.Error.ShouldContain("--cert-file");
    }

    private static NginxSetup Setup(Way way, NginxServer store) => new()
    {
        AsksForPassword = true,
        Redirects = way switch
        {
            Way.Redirect => new Dictionary<string, string> { ["/charts/web-"] = $"{store.Url}/charts/web-" },
            Way.RedirectedIndex => new Dictionary<string, string> { ["/charts/"] = $"{store.Url}/charts/" },
            _ => new Dictionary<string, string>(),
        },
    };

    private static async Task PublishAsync(RepositoryUser user, NginxServer store, Way way)
    {
        await user.PublishAsync("1.0.0");
        if (way == Way.Index)
        {
            await user.RunAsync("repo", "index", user.Published, "--url", $"{store.Url}/charts");
        }

        foreach (var path in new[] { "charts/web-1.0.0.tgz", "charts/index.yaml" })
        {
            store.Write(path, await File.ReadAllBytesAsync(Path.Combine(user.Web.Folder, path), TestContext.Current.CancellationToken));
        }

        store.Write("charts/web-1.0.0.tgz.prov", "signed"u8.ToArray());
    }
}

file static class Refusals
{
    public static void ShouldBeRefused(this SessionResult result, string error)
    {
        result.ExitCode.ShouldBe(1, result.Output);
        result.Error.ShouldStartWith(error);
        result.Error.ShouldNotContain("   at ");
    }
}
