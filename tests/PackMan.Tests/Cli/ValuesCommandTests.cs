using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ValuesCommandTests
{
    private const string Flags = "-f shop/prod.yaml --set replicas=5,hosts[1]=c.example.com --set-json '{\"db\":{\"user\":\"eda\",\"password\":\"seeded-flag\"}}' --set-string users[0].token=seeded-string";

    [Fact]
    public async Task Prints_the_merged_tree() => Golden.Verify(
        await Session().RunAllAsync(
            "packman values ./shop",
            $"packman values ./shop {Flags}",
            "packman values ./shop -f shop/prod.yaml -o json",
            "packman values ./shop --set db.password=open --show-sensitive"),
        "ValuesCommandTests.Tree");

    [Fact]
    public async Task Traces_each_value_to_its_origin() => Golden.Verify(
        await Session().RunAllAsync(
            "packman values ./shop -f shop/prod.yaml --set replicas=5 --trace",
            $"packman values ./shop {Flags} --trace",
            "packman values ./shop --set old=null,replicas=2 --trace -o json",
            "packman values ./shop --set db.password=open --trace --show-sensitive"),
        "ValuesCommandTests.Trace");

    [Fact]
    public async Task Mistakes_are_told_as_by_install() => Golden.Verify(
        await Session().RunAllAsync(
            "packman values",
            "packman values ./nowhere",
            "packman values ./shop -f nowhere.yaml",
            "packman values ./shop --set replicas=many,db.password=5",
            "packman values ./shop --set replicas=many --skip-schema-validation --trace -o yaml"),
        "ValuesCommandTests.Mistakes");

    [Theory]
    [InlineData("")]
    [InlineData("-o json")]
    [InlineData("--trace")]
    [InlineData("--trace -o json")]
    [InlineData("--trace --set db=null")]
    [InlineData("--trace --set-json 'users=[]'")]
    [InlineData("--trace --set-literal users=none --skip-schema-validation")]
    public async Task Sensitive_values_are_hidden_in_every_form_and_layer(string form)
    {
        var spoken = await Session().RunAsync($"packman values ./shop {Flags} {form}");

        spoken.ExitCode.ShouldBe(ExitCodes.Done, spoken.Error);
        spoken.Output.ShouldContain("replicas");
        $"{spoken.Output}{spoken.Error}".ShouldNotContain("seeded");
    }

    [Fact]
    public async Task They_are_shown_to_who_asks_for_them()
    {
        var spoken = await Session().RunAsync($"packman values ./shop {Flags} --trace --show-sensitive");

        foreach (var text in new[] { "seeded-default", "seeded-file", "seeded-flag", "seeded-string", "seeded-token-three" })
        {
            spoken.Output.ShouldContain(text);
        }
    }

    private static Session Session() => new() { IsReal = true };
}
