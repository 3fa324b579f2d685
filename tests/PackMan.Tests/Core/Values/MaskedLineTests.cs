using PackMan.Values;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Values;

public sealed class MaskedLineTests
{
    [Theory]
    [InlineData("password: hunter2: x", "password: •••••••: •")]
    [InlineData("\tsub: [a1, 'b']", "\tsub: [••, '•']")]
    [InlineData("MIIEvQIBADAN+/=", "••••••••••••+/=")]
    [InlineData("  - s3cret", "  - ••••••")]
    [InlineData("key:", "key:")]
    [InlineData("", "")]
    public void The_key_and_the_shape_stay(string line, string expected) => MaskedLine.Of(line).ShouldBe(expected);
}
