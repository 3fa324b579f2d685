using PackMan.Cluster.Api;
using PackMan.Live;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cluster.Api;

public sealed class ConflictMessageTests
{
    [Theory]
    [InlineData("""conflict with "kubectl-edit" using apps/v1 at 2024-03-01T10:00:00Z""", "kubectl-edit", "Update", "", "2024-03-01T10:00:00Z")]
    [InlineData("""conflict with "kubectl-edit" using apps/v1""", "kubectl-edit", "Update", "", null)]
    [InlineData("""conflict with "hpa" with subresource "scale" using apps/v1 at 2024-03-01T10:00:00Z""", "hpa", "Update", "scale", "2024-03-01T10:00:00Z")]
    [InlineData("""conflict with "argocd" """, "argocd", "Apply", "", null)]
    [InlineData("""conflict with "a \"quoted\" one" using v1 at 2024-03-01T10:00:00Z: .spec""", "a \"quoted\" one", "Update", "", "2024-03-01T10:00:00Z")]
    [InlineData("""something new""", "something new", "", "", null)]
    public void The_manager_is_read_out_of_the_servers_words(string message, string manager, string operation, string subresource, string? since)
    {
        var conflict = ConflictMessage.Parse(new ApiCause("FieldManagerConflict", message, ".spec.replicas"));

        conflict.ShouldBe(new FieldConflict(".spec.replicas", manager) { Operation = operation, Subresource = subresource, Since = since });
    }
}
