using Shouldly;
using Xunit;

namespace PackMan.Tests.Core;

public sealed class NearestNameTests
{
    private static readonly string[] Known = ["replicaCount", "image", "imagePullSecrets", "imagePullPolicy", "service", "serviceAccount"];

    [Theory]
    [InlineData("replicaCuont", "replicaCount")]
    [InlineData("imgae", "image")]
    [InlineData("SERVICE", "service")]
    public void A_mistyped_name_is_told_the_right_one(string name, string nearest) => NearestName.Find(name, Known).ShouldBe(nearest);

    [Theory]
    [InlineData("replicas", "replicaCount")]
    [InlineData("imagePullSecretNames", "imagePullSecrets")]
    public void Somebody_who_knows_how_a_name_begins_is_told_the_rest(string name, string nearest) => NearestName.Find(name, Known).ShouldBe(nearest);

    [Theory]
    [InlineData("imagePull")]
    [InlineData("ingress")]
    [InlineData("rep")]
    public void Where_several_or_none_could_be_meant_nothing_is_told(string name) => NearestName.Find(name, Known).ShouldBeNull();
}
