using PackMan.Cli.Options;
using PackMan.Cli.Parsing;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli.Parsing;

public sealed class ArgumentNormalizerTests
{
    [Theory]
    [InlineData("install --dry-run web ./web", "install|--dry-run|true|web|./web")]
    [InlineData("install --dry-run=client web", "install|--dry-run=client|web")]
    [InlineData("--sandbox list", "--sandbox||list")]
    [InlineData("list --sandbox=", "list|--sandbox|")]
    [InlineData("install --description= web", "install|--description||web")]
    [InlineData("install --set a=b= web", "install|--set|a=b=|web")]
    [InlineData("install -- --dry-run", "install|--|--dry-run")]
    public void Values_of_optional_flags_become_explicit(string line, string expected) =>
        string.Join('|', ArgumentNormalizer.Normalize(line.Split(' '), BareFlag.Defaults)).ShouldBe(expected);
}
