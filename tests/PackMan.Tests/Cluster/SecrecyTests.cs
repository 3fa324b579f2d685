using System.Text;
using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Credentials;
using PackMan.Cluster.Connection.Kubeconfigs;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster;

public sealed class SecrecyTests
{
    private const string Seed = "seeded-sesame";

    public static TheoryData<object> Carriers =>
    [
        new ConnectionOptions { Token = Seed },
        new KubeconfigUser { Token = Seed, Password = Seed, ClientKey = new PemSource(null, Seed, "client-key") },
        new PemSource(null, Seed, "client-key"),
        new Credential($"Bearer {Seed}", null),
        new ApiAnswer(200, Encoding.UTF8.GetBytes($$"""{"data":{"a":"{{Seed}}"} }"""), null),
        new HostEnvironment(new Dictionary<string, string> { ["TOKEN"] = Seed }, "/"),
    ];

    [Theory]
    [MemberData(nameof(Carriers))]
    public void What_carries_secrets_does_not_print_them(object carrier) => carrier.ToString()!.ShouldNotContain(Seed);
}
