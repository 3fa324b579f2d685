using System.Globalization;
using PackMan.Charts.Loading;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

public sealed class PolicyTests : IDisposable
{
    private const string Head = "apiVersion: packman/v1\nkind: SignaturePolicy\n";
    private const string Team = "identities:\n- name: team\n  keys:\n  - file: release.pub\n";

    private readonly TestFolder _folder = new();

    public PolicyTests()
    {
        using var key = TestKeys.Pair(_folder, "release");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("oci://registry.example.org/charts/web", "web", "1.4.0", "ours")]
    [InlineData("oci://registry.example.org/charts/team/web", "web", "1.4.0", "ours")]
    [InlineData("oci://registry.example.org/charts/web", "web", "0.9.0", null)]
    [InlineData("oci://registry.example.org/charts/webshop", "webshop", "1.4.0", null)]
    [InlineData("oci://registry.example.org.evil.net/charts/web", "web", "1.4.0", null)]
    [InlineData("oci://registry.example.org/chartsX/web", "web", "1.4.0", null)]
    [InlineData("oci://registry.example.org/charts-evil/web", "web", "1.4.0", null)]
    [InlineData("oci://registry.example.org/other/charts/web", "web", "1.4.0", null)]
    [InlineData("oci://evil.net/registry.example.org/charts/web", "web", "1.4.0", null)]
    [InlineData("oci://registry.example.org:5000/charts/web", "web", "1.4.0", null)]
    [InlineData("oci://registryXexample.org/charts/web", "web", "1.4.0", null)]
    [InlineData("https://registry.example.org/charts/web", "web", "1.4.0", null)]
    [InlineData("https://evil.net/charts.example.org/stable/web", "web", "1.4.0", null)]
    [InlineData("https://charts.example.org/stable-evil/web", "web", "1.4.0", null)]
    [InlineData("https://charts.example.org/stable/deep/web", "web", "1.4.0", null)]
    [InlineData("oci://localhost:50001/anything", "anything", "0.0.1", null)]
    [InlineData("oci://localhost:5000/anything", "anything", "0.0.1", "scratch")]
    [InlineData("https://charts.example.org/stable/web-1.4.0.tgz", "web", "1.4.0", "stable")]
    public void The_first_rule_that_fits_place_name_and_version_decides(string address, string name, string version, string? rule)
    {
        var policy = Read(Team + """
            rules:
            - name: ours
              repositories: ["oci://registry.example.org/charts/**"]
              charts: [web, "api-*"]
              versions: ">= 1.0.0"
              signedBy: [team]
            - name: scratch
              repositories: ["oci://localhost:5000/**"]
              requireSignature: false
            - name: stable
              repositories: ["https://*.example.org/stable/*"]
              signedBy: [team]
            """);
        using var archive = new MemoryStream(new TestArchive().File($"{name}/Chart.yaml", $"apiVersion: packman/v1\nname: {name}\nversion: {version}\n").Pack());

        policy.FindRule(address, ChartLoader.LoadArchive(archive, "x.tgz").Metadata)?.Name.ShouldBe(rule);
    }

    [Theory]
    [InlineData("oci://registry.example.org/team/web:1.0.0", "oci://registry.example.org/team/*")]
    [InlineData("oci://Registry.EXAMPLE.org/team/web:1.0.0", "oci://registry.example.org/team/*")]
    [InlineData("oci://registry.example.org:443/team/web:1.0.0", "oci://registry.example.org/team/*")]
    [InlineData("oci://registry.example.org:0443/team/web:1.0.0", "oci://REGISTRY.example.org:443/team/**")]
    [InlineData("oci://[::1]:443/team/web:1.0.0", "oci://\\[::1\\]/team/*")]
    [InlineData("https://Charts.example.org:443/team/web.tgz", "https://charts.example.org/team/*")]
    [InlineData("https://charts.example.org./team/web.tgz", "https://charts.example.org/team/*")]
    [InlineData("https://ada:secret@charts.example.org/team/web.tgz?token=x", "https://charts.example.org/team/*")]
    [InlineData("https://charts.example.org/evil/../team/%77eb.tgz", "https://charts.example.org:443/team/web.tgz")]
    public void A_place_has_one_name_however_it_is_written(string reference, string pattern)
    {
        var policy = Read(Team + $"rules:\n- name: strict\n  repositories: ['{pattern}']\n  signedBy: [team]\n- name: lax\n  requireSignature: false\n");
        ArchivePlace place = reference.StartsWith("oci", StringComparison.Ordinal) ? new ArchivePlace.Registry(OciReference.Parse(reference)) : new ArchivePlace.Web(new Uri(reference));
        using var archive = new MemoryStream(new TestArchive().File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n").Pack());

        policy.FindRule(place.Address, ChartLoader.LoadArchive(archive, "x.tgz").Metadata)?.Name.ShouldBe("strict");
    }

    [Theory]
    [InlineData("oci://registry.example.org/team-evil/web:1.0.0")]
    [InlineData("oci://registry.example.org/team:1.0.0")]
    [InlineData("oci://registry.example.org:5000/team/web:1.0.0")]
    [InlineData("oci://registry.example.org.evil.net/team/web:1.0.0")]
    [InlineData("oci://evil.net/team/web:1.0.0")]
    public void Another_place_is_not_taken_for_one_that_is_trusted(string reference)
    {
        var policy = Read(Team + "rules:\n- name: trusted\n  repositories: ['oci://registry.example.org/team/**']\n  requireSignature: false\n");
        using var archive = new MemoryStream(new TestArchive().File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n").Pack());

        policy.FindRule(new ArchivePlace.Registry(OciReference.Parse(reference)).Address, ChartLoader.LoadArchive(archive, "x.tgz").Metadata).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", null)]
    [InlineData("2025-12-31T23:59:59Z", "which counts from 2026-01-01T00:00:00Z on only")]
    [InlineData("2026-06-30T23:59:59Z", null)]
    [InlineData("2026-07-01T00:00:00Z", "which counted until 2026-07-01T00:00:00Z only: sign the chart again with a newer key")]
    public void A_key_counts_from_its_first_day_to_the_end_of_its_last(string now, string? fault)
    {
        var policy = Read("identities:\n- name: team\n  keys:\n  - file: release.pub\n    validFrom: 2026-01-01\n    validUntil: 2026-06-30\nrules:\n- name: all\n  signedBy: [team]\n");

        policy.Rules[0].SignedBy[0].Keys[0].FindFault(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ShouldBe(fault);
    }

    [Fact]
    public async Task Two_keys_count_while_one_follows_the_other()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        using var newer = SigningKey.Generate("new.pub");
        var end = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        var policy = new SignaturePolicy("policy.yaml", [new PolicyRule { Name = "all", SignedBy = [new Identity("team", [new TrustedKey(lab.Key.Public, null, end), new TrustedKey(newer.Public)], [])] }]);
        await lab.SignAsync();

        (await lab.VerifyAsync(policy: policy, now: end.AddSeconds(-1))).Signers.Single().Identity.ShouldBe("team");
        (await Should.ThrowAsync<PackMan.Distribution.Signing.ChartRefusedException>(() => lab.VerifyAsync(policy: policy, now: end))).Message
            .ShouldContain("which counted until 2026-07-01T00:00:00Z only");
        await lab.SignAsync(key: newer);
        (await lab.VerifyAsync(policy: policy, now: end)).Signers.Single().Key.ShouldBe("new.pub");
    }

    [Fact]
    public async Task What_no_rule_speaks_of_is_refused_and_what_needs_no_signature_passes()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        var scratch = new PolicyRule { Name = "scratch", RequiresSignature = false };
        var elsewhere = new PolicyRule { Name = "ours", Repositories = [GlobPattern.TryParse("oci://registry.example.org/**")!], SignedBy = [new Identity("team", [new TrustedKey(lab.Key.Public)], [])] };

        (await lab.VerifyAsync(policy: new SignaturePolicy("p.yaml", [elsewhere, scratch]))).Signers.ShouldBeEmpty();
        (await Should.ThrowAsync<PackMan.Distribution.Signing.ChartRefusedException>(() => lab.VerifyAsync(policy: new SignaturePolicy("p.yaml", [elsewhere])))).Message
            .ShouldContain($"no rule of `p.yaml` speaks of the chart `web` 1.2.3 from `oci://{lab.Registry.Host}/charts/web`");
    }

    [Theory]
    [InlineData("rules:\n- name: all\n  signedby: [team]\n", "`rules[0].signedby` is no field of a policy", "Did you mean `signedBy`?", 9)]
    [InlineData("rules:\n- name: all\n  signedBy: [taem]\n", "`rules[0].signedBy[0]` is `taem`, and no identity is called so", "Known are `team`", 9)]
    [InlineData("rules:\n- name: all\n", "`rules[0].signedBy` is missing: nobody could sign these charts", "Name identities, or say `requireSignature: false`", 8)]
    [InlineData("rules:\n- signedBy: [team]\n", "`rules[0].name` is missing", "Add a line such as `name: our charts`", 8)]
    [InlineData("rules:\n- name: all\n  requireSignature: false\n  signedBy: [team]\n", "`rules[0].signedBy` says who signs, and `requireSignature: false` that nobody has to", "Leave one of them out", 10)]
    [InlineData("rules:\n- name: all\n  requireSignature: maybe\n", "`rules[0].requireSignature` must be `true` or `false`, not a string", null, 9)]
    [InlineData("rules:\n- name: all\n  signedBy: team\n", "`rules[0].signedBy` must be a list, not a string", null, 9)]
    [InlineData("rules:\n- name: all\n  versions: new\n  signedBy: [team]\n", "`rules[0].versions` is `new`, which is no version range", "Write a range such as `>= 1.2.0, < 2.0.0`", 9)]
    [InlineData("rules:\n- name: all\n  repositories: [registry.example.org/x]\n  signedBy: [team]\n", "`rules[0].repositories[0]` is `registry.example.org/x`, which does not say what kind of place it is", "*", 9)]
    [InlineData("rules:\n- name: all\n  repositories: ['oci://registry.example.org*/x']\n  signedBy: [team]\n", "`rules[0].repositories[0]` is `oci://registry.example.org*/x`, and in a host a `*` stands at its start only", "*", 9)]
    [InlineData("rules: []\n", "`rules` has no rule, so that every chart would be refused", "*", 7)]
    public void A_mistake_is_told_at_its_place(string rules, string message, string? hint, int line)
    {
        var error = Should.Throw<PolicyFileException>(() => Read(Team + rules));

        error.Message.ShouldBe($"`policy.yaml`: {message}");
        error.Frame!.Line.ShouldBe(line);
        if (hint != "*")
        {
            error.Hint.ShouldBe(hint);
        }
    }

    [Theory]
    [InlineData("identities:\n- name: a\n", "`identities[0].keys` is missing: the identity has no key")]
    [InlineData("identities:\n- name: a\n  keys:\n  - {}\n", "`identities[0].keys[0].file` is missing")]
    [InlineData("identities:\n- name: a\n  keys:\n  - file: release.pub\n    validUntil: soon\n", "`identities[0].keys[0].validUntil` is `soon`, which is no time")]
    [InlineData("identities:\n- name: a\n  keys:\n  - file: release.pub\n    validFrom: 2026-02-01\n    validUntil: 2026-01-01\n", "`identities[0].keys[0].validUntil` is not after `validFrom`, so that the key would never count")]
    [InlineData("identities:\n- name: a\n  keys: [{file: release.pub}]\n- name: a\n  keys: [{file: release.pub}]\n", "`identities[1].name` is `a`, as another identity is called")]
    public void A_mistake_in_an_identity_is_told_too(string identities, string message) =>
        Should.Throw<PolicyFileException>(() => Read(identities + "rules:\n- name: all\n  signedBy: [a]\n")).Message.ShouldBe($"`policy.yaml`: {message}");

    [Fact]
    public void A_missing_policy_key_file_or_kind_is_named()
    {
        Should.Throw<PolicyFileException>(() => PolicyReader.Read(Path.Combine(_folder.Path, "none.yaml"), "none.yaml")).Message.ShouldBe("There is no policy `none.yaml`, and without one no signature counts");
        Should.Throw<KeyFileException>(() => Read("identities:\n- name: a\n  keys: [{file: gone.pub}]\n")).Message.ShouldBe("`gone.pub` does not exist");
        _folder.File("policy.yaml", "apiVersion: packman/v1\nkind: Policy\n");
        Should.Throw<PolicyFileException>(() => PolicyReader.Read(Path.Combine(_folder.Path, "policy.yaml"), "policy.yaml")).Message.ShouldBe("`policy.yaml`: `kind` is `Policy`");
    }

    [Fact]
    public void A_key_may_stand_in_the_policy_itself()
    {
        var pem = File.ReadAllText(Path.Combine(_folder.Path, "release.pub")).TrimEnd().Replace("\n", "\n      ", StringComparison.Ordinal);

        var policy = Read($"identities:\n- name: team\n  keys:\n  - publicKey: |\n      {pem}\nrules:\n- name: all\n  signedBy: [team]\n");

        policy.Rules[0].SignedBy[0].Keys[0].Key.Fingerprint.ShouldBe(KeyFiles.ReadPublic(Path.Combine(_folder.Path, "release.pub"), "x").Fingerprint);
    }

    private SignaturePolicy Read(string text)
    {
        _folder.File("policy.yaml", Head + text);
        return PolicyReader.Read(Path.Combine(_folder.Path, "policy.yaml"), "policy.yaml");
    }
}
