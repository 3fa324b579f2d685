using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Schemas;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

/// <summary>Values that the schema marks stay out of plans, errors and descriptions, wherever a template puts them.</summary>
public sealed class SensitiveValuesTests
{
    private readonly ReleaseLab _lab = new ReleaseLab
    {
        Values = """{"v":"1"}""",
        Schema = """{"properties":{"v":{"type":"string","writeOnly":true}}}""",
    }.With("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {url: \"https://user:${v}@host\", other: \"${w}\"}\n");

    [Fact]
    public async Task A_plan_tells_only_that_they_differ()
    {
        await _lab.InstallAsync("""{"v":"first-secret","w":"x"}""");

        var upgraded = await _lab.UpgradeAsync("""{"v":"second-secret","w":"z"}""");
        var rolledBack = await _lab.RollbackAsync();

        upgraded.Plan.Changes.OfType<Change.Update>().Single().Fields.ShouldBe([new FieldChange("data.other", "x", "z"), new FieldChange("data.url", "(differs)", "(differs)")]);
        rolledBack.Plan.Changes.OfType<Change.Update>().Single().Fields.ShouldBe([new FieldChange("data.other", "z", "x"), new FieldChange("data.url", "(differs)", "(differs)")]);
    }

    [Fact]
    public async Task The_servers_refusal_is_told_without_them()
    {
        _lab.Cluster.Refuse("configmap/shop/a", _ => new ApiException("Apply", 422, "Invalid", "data.url: Invalid value: \"https://user:hunter22@host\""));

        var error = await Should.ThrowAsync<ObjectRefusedException>(_lab.InstallAsync("""{"v":"hunter22"}"""));

        error.ToString().ShouldNotContain("hunter22");
        error.Message.ShouldContain("https://user:(hidden)@host");
    }

    [Fact]
    public async Task Values_that_break_the_schema_stop_before_anything_is_rendered_unless_that_is_skipped()
    {
        await Should.ThrowAsync<ValuesSchemaException>(_lab.InstallAsync("""{"v":7}"""));

        await new PackMan.Actions.Install.InstallAction(_lab.Context).RunAsync(_lab.InstallOptions("""{"v":7}""") with { SkipSchemaValidation = true });
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }

    [Fact]
    public async Task A_hook_refused_while_uninstalling_is_told_without_them()
    {
        _lab.With("templates/hook.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: h, annotations: {helm.sh/hook: pre-delete}}\ndata: {url: \"${v}\"}\n");
        await _lab.InstallAsync("""{"v":"hunter22"}""");
        _lab.Cluster.Refuse("configmap/shop/h", _ => new ApiException("Apply", 422, "Invalid", "data.url: Invalid value: \"hunter22\""));

        var error = await Should.ThrowAsync<ObjectRefusedException>(_lab.UninstallAsync());

        error.ToString().ShouldNotContain("hunter22");
        error.Message.ShouldContain("Invalid value: \"(hidden)\"");
    }

    [Fact]
    public async Task An_error_of_a_template_is_told_without_them()
    {
        _lab.With("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, annotations: {helm.sh/hook: \"${v}\"}}\n");

        var error = await Should.ThrowAsync<RedactedException>(_lab.InstallAsync("""{"v":"hunter22"}"""));
        var harmless = await Should.ThrowAsync<ManifestException>(_lab.With("kind: ConfigMap\n").InstallAsync("""{"v":"hunter22"}"""));

        error.ToString().ShouldNotContain("hunter22");
        error.Message.ShouldContain("has the hook event `(hidden)`, which does not exist");
        (error.Frame?.LineText ?? "").ShouldNotContain("hunter22");
        harmless.Message.ShouldContain("has no `apiVersion`");
    }
}
