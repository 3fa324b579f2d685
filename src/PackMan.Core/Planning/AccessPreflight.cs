using System.Collections.Immutable;
using PackMan.Live;

namespace PackMan.Planning;

/// <summary>Asks for every right an operation needs before its first write, once per resource and namespace.</summary>
internal sealed class AccessPreflight(ICluster cluster, int concurrency)
{
    private readonly HashSet<AccessQuestion> _answered = [];

    /// <exception cref="AccessDeniedException">Rights are missing; all of them are named.</exception>
    public async Task EnsureAsync(IEnumerable<AccessQuestion> questions, CancellationToken cancellationToken)
    {
        var groups = questions.GroupBy(question => question with { Name = null }).Where(group => _answered.Add(group.Key)).ToList();
        var denied = await BoundedTasks.MapAsync(groups, concurrency, (group, token) => FindDeniedAsync(group.Key, [.. group], token), cancellationToken);
        var missing = denied.SelectMany(found => found).ToImmutableArray();
        if (!missing.IsEmpty)
        {
            throw new AccessDeniedException(missing);
        }
    }

    public static IEnumerable<AccessQuestion> About(ApiResource? resource, string? namespaceName, string name, params IEnumerable<string> verbs) =>
        resource is null ? [] : verbs.Select(verb => new AccessQuestion(verb, resource.Group, resource.Plural, namespaceName, name));

    // A role may name its objects (`resourceNames`), so a no for all of them is followed by a question for each.
    private async Task<IReadOnlyList<AccessQuestion>> FindDeniedAsync(AccessQuestion general, IReadOnlyList<AccessQuestion> single, CancellationToken cancellationToken)
    {
        if (await IsAllowedAsync(general, cancellationToken))
        {
            return [];
        }

        var denied = new List<AccessQuestion>();
        foreach (var question in single)
        {
            if (!await IsAllowedAsync(question, cancellationToken))
            {
                denied.Add(question);
            }
        }

        return denied.Count == single.Count ? [general] : denied;
    }

    // Whoever may not ask is not refused for that: the writes themselves will tell.
    private async Task<bool> IsAllowedAsync(AccessQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.IsAllowedAsync(question, cancellationToken);
        }
        catch (ApiException error) when (error.Status is 403 or 404 or 405)
        {
            return true;
        }
    }
}

/// <summary>The user lacks rights the operation needs.</summary>
public sealed class AccessDeniedException(ImmutableArray<AccessQuestion> missing)
    : PackManException("You lack rights this operation needs, so nothing was written:" + string.Concat(missing.Select(question => $"\n  {Describe(question)}")))
{
    public ImmutableArray<AccessQuestion> Missing { get; } = missing;

    public override string Hint => "Ask for a role that allows it, or use another identity (`--kube-context`, `--kube-as-user`)";

    private static string Describe(AccessQuestion question) =>
        $"{question.Verb} {question.Resource}{(question.Group.Length == 0 ? "" : $".{question.Group}")}"
        + $"{(question.Name is { } name ? $" `{name}`" : "")}{(question.Namespace is { } namespaceName ? $" in namespace `{namespaceName}`" : "")}";
}
