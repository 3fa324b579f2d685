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
        var test = ContractCase.Find(name);
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var space = await NewNamespaceAsync(server, test, cancellationToken);

        await new ContractRunner(server.Client, space.Name).RunAsync(test, cancellationToken);
    }

    // Only pods need a service account with its token, which takes the real server's controllers a moment.
    private static async Task<TestNamespace> NewNamespaceAsync(ApiServer server, ContractCase test, CancellationToken cancellationToken)
    {
        if (test.Steps.Any(step => step.Target.StartsWith("core/pods", StringComparison.Ordinal)))
        {
            return await server.NewNamespaceAsync();
        }

        var made = await server.Client.CreateAsync("/api/v1/namespaces", JsonNode.Parse("""{"metadata":{"generateName":"contract-"}}""")!, cancellationToken);
        return new TestNamespace(server.Client, made["metadata"]!["name"]!.ToString());
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
