using System.Text;
using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>
/// Twenty values in Secrets and in sensitive values, through every command, with `--debug`: no stream shows one. Left out are the
/// commands that are asked for the manifest itself (`template`, `get manifest`, `get hooks`) and `--show-sensitive`.
/// </summary>
public abstract class SeededSecretsContract : ContractSuite
{
    private static readonly string[] Seeds = [.. Enumerable.Range(0, 20).Select(number => $"Seed{number:00}xQz{number * 7919:x}Vw")];

    private static readonly string[] Schema =
    [
        """{"type":"object","properties":{"password":{"type":"string","writeOnly":true,"minLength":8,"pattern":"^Seed"},""",
        """ "token":{"type":"string","x-packman-sensitive":true},"certificate":{"type":"string","writeOnly":true},""",
        """ "keys":{"type":"array","items":{"type":"string","writeOnly":true}},"label":{"type":"string","writeOnly":true}}}""",
    ];

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Fact]
    public async Task No_command_of_a_whole_life_shows_a_seeded_value()
    {
        await using var run = await StartAsync();
        string[] install = ["vault", "./vault", "-f", "secret.yaml", "--set", $"token={Seeds[2]}", "--set-file", "certificate=certificate.pem"];
        string[] upgrade = ["vault", "./vault", "-f", "secret.yaml", "--set", $"token={Seeds[3]},second=true", "--set-string", $"keys[0]={Seeds[4]}"];

        await run.DoAsync(["install", .. install, "--dry-run=client"]);
        await run.DoAsync(["install", .. install, "--dry-run=server"]);
        await run.DoAsync(["install", .. install, "--dry-run=server", "-o", "json"]);
        await run.DoAsync(["install", .. install]);
        await run.ShouldHoldAsync(2, 7, 8, 9, 10, 11, 13, 15, 16, 17, 18);
        await run.DoAsync(["upgrade", .. upgrade, "--dry-run=client"]);
        await run.DoAsync(["upgrade", .. upgrade, "--dry-run=server"]);
        await run.DoAsync(["upgrade", .. upgrade, "--dry-run=server", "-o", "yaml"]);
        await run.DoAsync(["upgrade", .. upgrade, "-o", "json"]);
        await run.ShouldHoldAsync(3, 4, 12, 14);
        await run.ReadAllAsync();
        await run.DoAsync(["rollback", "vault", "1", "--dry-run=server"]);
        await run.DoAsync(["rollback", "vault", "1"]);
        await run.ReadAllAsync();
        await run.DoAsync(["uninstall", "vault", "--dry-run=server", "-o", "json"]);
        await run.DoAsync(["uninstall", "vault", "--keep-history", "-o", "json"]);
        await run.DoAsync(["uninstall", "vault"]);
    }

    [Fact]
    public async Task Values_of_the_chart_itself_and_reused_ones_are_not_shown_either()
    {
        await using var run = await StartAsync();

        await run.DoAsync(["install", "vault", "./vault"]);
        await run.ShouldHoldAsync(0, 1);
        await run.DoAsync(["upgrade", "vault", "./vault", "--set", $"password={Seeds[5]}", "--reuse-values", "-o", "json"]);
        await run.DoAsync(["upgrade", "vault", "./vault", "--reset-values", "--dry-run=server"]);
        await run.DoAsync(["upgrade", "vault", "./vault", "--set-string", $"label={Seeds[6]}", "--reuse-values"]);
        await run.ReadAllAsync();
        await run.FailAsync(["upgrade", "vault", "./vault", "--set", "second=true", "--set", $"password={Seeds[6]},no-such-key.[x"]);
        await run.FailAsync(["install", "vault", "./vault", "--set", $"password={Seeds[6]}"]);
    }

    [Fact]
    public async Task A_conflict_on_a_secret_shows_neither_value()
    {
        await using var run = await StartAsync();
        await run.DoAsync(["install", "vault", "./vault", "-f", "secret.yaml", "--set", $"token={Seeds[2]}"]);
        var body = JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"vault"},"data":{"token":"{{{Base64(Seeds[19])}}}"}}""")!;
        await run.Test.Client.ApplyAsync($"{run.Test.Space.Core}/secrets/vault", body, "somebody", force: true);
        string[] upgrade = ["upgrade", "vault", "./vault", "-f", "secret.yaml", "--set", $"token={Seeds[3]}"];

        var conflict = await run.FailAsync(upgrade);
        await run.FailAsync([.. upgrade, "--dry-run=server", "-o", "json"]);
        await run.DoAsync([.. upgrade, "--conflicts=force", "-o", "json"]);

        conflict.Error.ShouldContain("somebody");
        conflict.Error.ShouldContain("token");
    }

    /// <summary>A further template or change of the values, each refused by another station.</summary>
    public static TheoryData<string, string[]> Refusals => new()
    {
        // By the server, quoting what it refuses.
        { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\n  labels:\n    a: {{ values.label }}\nstringData:\n  b: {{ values.password }}\n", ["--set", $"label={Seeds[5]} !"] },
        { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\ndata:\n  a:\n    b: {{ values.password }}\n", [] },
        { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\ndata:\n  a: {{ values.password }}!\n", [] },
        { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\nstringData:\n  a: [{{ values.password }}]\n", [] },
        { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n  annotations: {packman.dev/hook: pre-install}\n  labels:\n    a: {{ values.label }} !\n", ["--set", $"label={Seeds[5]}"] },
        // By the templates, with a value at hand.
        { "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\nstringData:\n  a: {{ values.password }}\n  b: {{ values.pasword }}\n", [] },
        { "a: {{ values.password.length_of }}\n", [] },
        { "a: {{ fail values.password }}\n", [] },
        { "a: {{ 'no ' + values.password | fail }}\n", [] },
        { "a: {{ values.password | from_json }}\n", [] },
        { "a: {{ values.password * 2 }}\n", [] },
        { "a: {{ values[values.password] }}\n", [] },
        { "a: {{ include values.password }}\n", [] },
        { "a: {{ files.get values.password }}\n", [] },
        { "a: {{ values.password | string.to_int | math.divided_by 0 }}\n", [] },
        { "a: {{ tpl ('{{ x y ' + values.password) }}\n", [] },
        // By the YAML that comes out.
        { "a: {{ raw (values.password + ': b: c') }}\n", [] },
        { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n  annotations: {packman.dev/hook: {{ values.password }}}\n", [] },
        // By the schema, whatever layer the value came from.
        { "", ["-f", "wrong.yaml"] },
        { "", ["--set-file", "password=wrong.txt"] },
        { "", ["--set-literal", $"password=no-{Seeds[6]}"] },
        { "", ["--set", $"password=no-{Seeds[6]}"] },
        { "", ["--set-json", $"password={{\"a\":\"{Seeds[6]}\"}}"] },
        { "", ["--set-json", $"keys=[[\"{Seeds[6]}\"]]"] },
        { "", ["--set-json", $"certificate={{\"a\":[\"{Seeds[6]}\"]}}"] },
        // By the reader of flags and files.
        { "", ["--set", $"password={{{Seeds[6]}"] },
        { "", ["--set-json", $"password={{\"a\": {Seeds[6]}"] },
        { "", ["-f", "broken.yaml"] },
        { "", ["-f", "broken-tab.yaml"] },
        { "", ["-f", "twice.yaml"] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_error_does_not_quote_a_seeded_value(string template, string[] flags)
    {
        await using var run = await StartAsync();
        run.Test.Session.WriteFile("vault/templates/other.yaml", template);

        await run.FailAsync(["install", "vault", "./vault", "-f", "secret.yaml", "--set", $"token={Seeds[2]}", .. flags]);
    }

    private async Task<SeededRun> StartAsync()
    {
        var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("vault", Template(), $"second: false\npassword: {Seeds[0]}\ntoken: {Seeds[1]}\ncertificate: none-yet\nkeys: [none-yet]\nlabel: none-yet\n");
        test.Session.WriteFile("vault/values.schema.json", string.Concat(Schema));
        test.Session.WriteFile("vault/templates/NOTES.txt", "Log in with {{ values.password }} and {{ values.token }}\n");
        test.Session.WriteFile("secret.yaml", $"password: {Seeds[7]}\nkeys:\n  - {Seeds[8]}\n  - {Seeds[9]}\n");
        test.Session.WriteFile("wrong.yaml", $"password: no-{Seeds[6]}\n");
        test.Session.WriteFile("wrong.txt", $"no-{Seeds[6]}");
        test.Session.WriteFile("broken.yaml", $"password: {Seeds[6]}: b: c\n");
        test.Session.WriteFile("broken-tab.yaml", $"password:\n\tsub: {Seeds[6]}\n");
        test.Session.WriteFile("twice.yaml", $"password: {Seeds[5]}\npassword: {Seeds[6]}\n");
        test.Session.WriteFile("certificate.pem", $"{Seeds[10]}\n{Seeds[11]}\n");
        return new SeededRun(test, Seeds);
    }

    // Secrets with values of the chart's own, which no schema knows of, and Secrets with the sensitive values; both change with `second`.
    private static string Template() => $$$"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ release.name }}
        stringData:
          password: {{ values.password }}
          token: {{ values.token }}
          certificate: {{ values.certificate }}
          keys: {{ values.keys | array.join ',' }}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ release.name }}-fixed
        stringData:
          text: {{ values.second ? '{{{Seeds[12]}}}' : '{{{Seeds[13]}}}' }}
        data:
          more: {{ values.second ? '{{{Base64(Seeds[14])}}}' : '{{{Base64(Seeds[15])}}}' }}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ release.name }}-hook
          annotations:
            packman.dev/hook: pre-install,pre-upgrade,pre-rollback,pre-delete
            packman.dev/hook-delete-policy: before-hook-creation
        stringData:
          text: {{{Seeds[16]}}}
          password: {{ values.password }}
        data:
          more: {{{Base64(Seeds[17])}}}
        ---
        apiVersion: v1
        kind: Secret
        metadata:
          name: {{ release.name }}-many-lines
        stringData:
          file: |
            user=admin
            password={{ values.password }}
            other={{{Seeds[18]}}}

        """;
}

[Trait("Category", Fixtures.RealControlPlane.Category)]
public sealed class SeededSecretsOnRealServer(Fixtures.RealControlPlane plane) : SeededSecretsContract
{
    // The sandbox asks for the keys of such a Secret, but does not read what they hold.
    private const string BadDockerConfig = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: other\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: \"not JSON {{ values.password }}\"\n";

    [Fact]
    public Task A_refused_registry_secret_does_not_quote_a_seeded_value() => An_error_does_not_quote_a_seeded_value(BadDockerConfig, []);

    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}

public sealed class SeededSecretsOnSandbox(SandboxServer sandbox) : SeededSecretsContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
