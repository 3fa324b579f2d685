using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Schemas;

public sealed class JsonSchemaConformanceTests
{
    [Theory]
    [InlineData("draft7")]
    [InlineData("draft2020-12")]
    public void The_official_suite_passes_but_for_the_listed_exceptions(string draft)
    {
        Assert.SkipWhen(JsonSchemaSuite.Folder is null, "The JSON Schema test suite is not here");
        var exceptions = JsonSchemaExceptions.Read();

        var results = JsonSchemaSuite.Run(draft).ToList();

        var surprises = results
            .Where(result => result.Agrees == exceptions.Any(exception => result.Name.StartsWith(exception, StringComparison.Ordinal)))
            .Select(result => $"{(result.Agrees ? "passes though listed" : "fails")}: {result.Name}");
        results.Count.ShouldBeGreaterThan(1000);
        surprises.ShouldBeEmpty();
    }
}
