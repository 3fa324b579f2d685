using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ExplainCommandTests
{
    private static Session Session => new() { IsReal = true, CurrentDirectory = Path.Combine(Repository.Root, "charts-examples") };

    [Fact]
    public async Task A_field_leads_to_its_template_and_its_values() => Golden.Verify(
        await Session.RunAllAsync(
            "packman explain web ./web deploy/web spec.template.spec.containers[name=nginx].image -f web/values-production.yaml --set image.tag=v2",
            "packman explain web ./web deployment/web spec.replicas",
            "packman explain web ./web deployments.apps/web metadata.labels",
            "packman explain ./web svc/release-name-web spec.type"),
        "ExplainCommandTests.Field");

    [Fact]
    public async Task Without_a_field_the_whole_object_is_told_and_without_an_object_all_of_them() => Golden.Verify(
        await Session.RunAllAsync("packman explain web ./web svc/web", "packman explain shop ./shop"),
        "ExplainCommandTests.Object");

    [Fact]
    public async Task A_value_leads_to_the_templates_and_fields_it_is_used_in() => Golden.Verify(
        await Session.RunAllAsync(
            "packman explain web ./web --used-by image.tag",
            "packman explain web ./web --used-by values.autoscaling.enabled --set autoscaling.enabled=true",
            "packman explain web ./web --used-by podLabels"),
        "ExplainCommandTests.UsedBy");

    [Fact]
    public async Task Data_for_scripts_says_the_same() => Golden.Verify(
        await Session.RunAllAsync(
            "packman explain web ./web deploy/web spec.template.spec.containers[0].image --set image.tag=v2 -o yaml",
            "packman explain web ./web --used-by replicas -o json"),
        "ExplainCommandTests.Data");

    [Fact]
    public async Task Mistakes_are_told_with_what_was_meant() => Golden.Verify(
        await Session.RunAllAsync(
            "packman explain",
            "packman explain web ./web deploy/wbe",
            "packman explain web ./web deploy/web spec.replicass",
            "packman explain web ./web deploy/web spec.template.spec.containers[name=web].image",
            "packman explain web ./web --used-by image.tga",
            "packman explain web ./web --used-by tag",
            "packman explain web ./web deploy/web --used-by image.tag",
            "packman explain web ./web spec.replicas",
            "packman explain web ./web a/b c d e"),
        "ExplainCommandTests.Mistakes");

    [Theory]
    [InlineData("packman explain web ./web deploy/web spec.replicas")]
    [InlineData("packman explain ./web deploy/release-name-web spec.replicas")]
    [InlineData("packman explain web ../charts-examples/web deploy/web spec.replicas")]
    public async Task The_name_may_be_left_out(string line) => (await Session.RunAsync(line)).ExitCode.ShouldBe(ExitCodes.Done);

    [Fact]
    public async Task Sensitive_values_show_their_origin_and_never_themselves()
    {
        var session = new Session { IsReal = true, CurrentDirectory = Path.Combine(Repository.Root, "tests", "PackMan.Tests", "Cli", "Mistakes", "secret-that-is-not-base64") };

        var spoken = await session.RunAllAsync("packman explain web ./web secret/web data.password -f prod.yaml", "packman explain web ./web --used-by password --set password=hunter3");

        Golden.Verify(spoken, "ExplainCommandTests.Sensitive");
        spoken.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith('$')).ShouldAllBe(line => !line.Contains("hunter", StringComparison.Ordinal));
    }
}
