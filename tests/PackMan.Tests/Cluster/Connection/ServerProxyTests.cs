using PackMan.Cluster.Connection;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Connection;

public sealed class ServerProxyTests
{
    [Theory]
    [InlineData("https://10.1.2.3:6443", "", true)]
    [InlineData("https://10.1.2.3:6443", "10.0.0.0/8", false)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:6443", false)]
    [InlineData("https://10.1.2.3:6443", "10.1.2.3:443", true)]
    [InlineData("https://kube.example.com", "example.com", false)]
    [InlineData("https://kube.example.com", ".example.com", false)]
    [InlineData("https://example.com", ".example.com", true)]
    [InlineData("https://badexample.com", "example.com", true)]
    [InlineData("https://kube.example.com", "a, *", false)]
    [InlineData("https://127.0.0.1:6443", "", false)]
    [InlineData("http://kube.example.com", "", false)]
    public void No_proxy_is_read_as_go_reads_it(string server, string noProxy, bool isProxied)
    {
        var variables = new Dictionary<string, string> { ["HTTPS_PROXY"] = "http://proxy:3128", ["NO_PROXY"] = noProxy };

        var proxy = ServerProxy.FromVariables(new Uri(server), new HostEnvironment(variables, "/"));

        proxy.ShouldBe(isProxied ? "http://proxy:3128" : null);
    }
}
