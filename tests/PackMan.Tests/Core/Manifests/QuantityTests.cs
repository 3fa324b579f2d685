using PackMan.Manifests;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Manifests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1000m", "1")]
    [InlineData("0.5", "500m")]
    [InlineData("0.0001", "100u")]
    [InlineData("0.0000000001", "1n")]
    [InlineData("1500m", "1500m")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("0.5Ki", "512")]
    [InlineData("1000", "1k")]
    [InlineData("1500M", "1500M")]
    [InlineData("1e3", "1k")]
    [InlineData("12E2", "1200")]
    [InlineData("1E", "1E")]
    [InlineData("-1", "-1")]
    [InlineData("+2", "2")]
    [InlineData("100k", "100k")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    public void A_quantity_takes_its_canonical_form(string text, string canonical) =>
        Quantity.TryParse(text).ToString().ShouldBe(canonical);

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1x")]
    [InlineData("1 Gi")]
    [InlineData("1.2.3")]
    [InlineData("--1")]
    [InlineData("1e999")]
    [InlineData("0x10")]
    public void What_is_no_quantity_is_refused(string text) => Quantity.TryParse(text).ShouldBeNull();
}
