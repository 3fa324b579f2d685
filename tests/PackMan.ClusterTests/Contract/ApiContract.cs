using System.Text.Json.Nodes;
using PackMan.ClusterTests.Fixtures;
using Xunit;

namespace PackMan.ClusterTests.Contract;

/// <summary>The API's own behaviour: the cases of `Contract/Cases`, the same for the sandbox and a real server.</summary>
public abstract class ApiContract : ContractSuite
{
    public static TheoryData<string> Cases => [.. ContractCase.All().Select(test => test.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_api_answers_as_the_case_says(string name)
    {
        var server = await OpenAsync();
        server.LeaveOutIfListed(name);
        var cancellationToken = TestContext.Current.CancellationToken;
        var made = await server.Client.CreateAsync("/api/v1/namespaces", JsonNode.Parse("""{"metadata":{"generateName":"contract-"}}""")!, cancellationToken);
        await using var space = new TestNamespace(server.Client, made["metadata"]!["name"]!.ToString());

        await new ContractRunner(server.Client, space.Name).RunAsync(ContractCase.Find(name), cancellationToken);
    }
}

public sealed class ApiOnSandbox(SandboxServer sandbox) : ApiContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}

[Trait("Category", RealControlPlane.Category)]
public sealed class ApiOnRealServer(RealControlPlane plane) : ApiContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}
