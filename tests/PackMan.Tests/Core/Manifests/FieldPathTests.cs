using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Manifests;

public sealed class FieldPathTests
{
    private const string Tree = """
        {"spec":{"replicas":3,"containers":[{"name":"a","image":"1"},{"name":"we]b","image":"2"}],
        "ports":[{"containerPort":80,"protocol":"TCP","x":1},{"containerPort":80,"protocol":"UDP","x":2}]},
        "metadata":{"annotations":{"a.b/c":"v","a":{"z":"no"}},"finalizers":["f/1","f/2"]},"args":["p","q"]}
        """;

    [Theory]
    [InlineData(".spec.replicas", "3")]
    [InlineData(".spec.containers[name=\"we]b\"].image", "\"2\"")]
    [InlineData(".spec.ports[containerPort=80,protocol=\"UDP\"].x", "2")]
    [InlineData(".metadata.annotations.a.b/c", "\"v\"")]
    [InlineData(".metadata.finalizers[=\"f/2\"]", "\"f/2\"")]
    [InlineData(".args[1]", "\"q\"")]
    [InlineData(".spec.none", null)]
    [InlineData(".spec.containers[name=\"c\"].image", null)]
    [InlineData(".args[7]", null)]
    public void A_field_is_found_by_the_servers_path(string path, string? expected) =>
        (FieldPath.Find(JsonText.Parse(Tree), path) is { } found ? JsonText.Write(found) : null).ShouldBe(expected);
}
