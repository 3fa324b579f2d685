using PackMan.Live;

namespace PackMan.Planning;

/// <summary>What a refused dry run means. Servers say it only in words, so the words of Kubernetes 1.20 to 1.36 are matched here.</summary>
internal static class DryRunAnswers
{
    private static readonly string[] Immutable =
    [
        "immutable", "may not be changed", "may not change once set", "cannot change roleRef", "updates to statefulset spec for fields other than",
        "updates to parameters are forbidden", "updates to provisioner are forbidden", "updates to reclaimPolicy are forbidden", "pod updates may not change fields other than",
    ];

    /// <summary>Whether the change is impossible in place, so that only deleting the object and making it anew would bring it about.</summary>
    public static bool IsImmutableField(ApiException error) =>
        error.Status == 422 && Immutable.Any(words => error.ServerMessage.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether admission misses an object that this very plan makes: the ServiceAccount or PriorityClass of a Pod, or the Role of
    /// a RoleBinding for users who may not bind it anyway.
    /// </summary>
    public static bool MissesOneOf(ApiException error, IReadOnlySet<string> namesMade) =>
        error.Status is 403 or 404
        && namesMade.Any(name => error.ServerMessage.Contains($"\"{name}\" not found", StringComparison.Ordinal)
            || error.ServerMessage.Contains($"with name {name} was found", StringComparison.Ordinal));

    /// <summary>Whether an admission webhook declares no dry-run support (https://kubernetes.io/docs/reference/using-api/api-concepts/#dry-run).</summary>
    public static bool IsWebhookWithoutDryRun(ApiException error) =>
        error.Status == 400 && error.ServerMessage.Contains("does not support dry run", StringComparison.OrdinalIgnoreCase);
}
