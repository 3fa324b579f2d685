using PackMan.Sandbox.Http;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Validation;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>DELETE of one object or of a selection.</summary>
internal static class DeleteRequest
{
    private const string ForegroundFinalizer = "foregroundDeletion";
    private const string OrphanFinalizer = "orphan";

    // Registries with `ReturnDeletedObject`; the others answer a Status.
    private static readonly HashSet<string> AnsweredByObject = new(StringComparer.Ordinal)
    {
        "/Pod", "/Service", "/ServiceAccount", "/PersistentVolumeClaim", "/PersistentVolume", "/PodTemplate", "/ResourceQuota",
    };

    public static ApiResponse Answer(RequestContext context)
    {
        var options = ReadOptions(context);
        var live = context.FindLive() ?? throw StatusException.NotFound(context.Kind, context.Name);
        CheckPreconditions(context, live, options);
        var (value, isGone) = Delete(context, live, options);
        ObjectWriter.Settle(context);
        return isGone && !AnsweredByObject.Contains($"{context.Kind.Group}/{context.Kind.Kind}")
            ? ApiResponse.Json(200, Success(context.Kind, live))
            : Representation.Of(context, 200, value);
    }

    public static ApiResponse AnswerCollection(RequestContext context)
    {
        var options = ReadOptions(context);
        var chosen = ListRequest.Select(context).ToList();
        foreach (var live in chosen)
        {
            Delete(context, live, options);
        }

        ObjectWriter.Settle(context);
        var metadata = StatusException.Text("resourceVersion", context.Store.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return ApiResponse.Json(200, Representation.List(context, chosen, metadata));
    }

    private static (YamlMap Value, bool IsGone) Delete(RequestContext context, YamlMap live, YamlMap options)
    {
        var finalizers = WithPropagation(Finalizers(live), PropagationOf(context, options));
        if (context.Kind.Is("", "Namespace"))
        {
            return Terminate(context, live, finalizers);
        }

        if (finalizers.Count > 0)
        {
            return Terminate(context, live, finalizers);
        }

        if (!context.IsDryRun)
        {
            context.Store.Remove(context.Kind, context.Kind.ToStorage(live));
        }

        return (live, true);
    }

    /// <summary>Marks an object as being deleted; whoever holds a finalizer ends it.</summary>
    private static (YamlMap Value, bool IsGone) Terminate(RequestContext context, YamlMap live, List<string> finalizers)
    {
        var value = live;
        if (finalizers.Count > 0)
        {
            value = value.WithPath(["metadata", "finalizers"], YamlList.Of(finalizers.Select(finalizer => new YamlString(finalizer))));
        }

        if (live.Find("metadata", "deletionTimestamp") is null)
        {
            value = value.WithPath(["metadata", "deletionTimestamp"], new YamlString(context.Now));
            value = context.Kind.Is("", "Namespace")
                ? value.WithPath(["status", "phase"], new YamlString("Terminating"))
                : value.WithPath(["metadata", "deletionGracePeriodSeconds"], new YamlNumber(0));
            value = Strategy.HasGeneration(context.Kind) && (live.Find("metadata", "generation") as YamlNumber)?.AsInt64 is { } generation
                ? value.WithPath(["metadata", "generation"], new YamlNumber(generation + 1))
                : value;
        }

        if (context.IsDryRun || YamlNode.DeepEquals(live, value))
        {
            return (value, false);
        }

        return (context.ToVersion(context.Store.Put(context.Kind, context.Kind.ToStorage(value))), false);
    }

    private static List<string> Finalizers(YamlMap value) =>
        [.. (value.Find("metadata", "finalizers") as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(item => item.Value)];

    private static List<string> WithPropagation(List<string> finalizers, string policy)
    {
        finalizers.RemoveAll(finalizer => finalizer is ForegroundFinalizer or OrphanFinalizer && policy.Length > 0);
        if (policy is "Foreground" or "Orphan")
        {
            finalizers.Add(policy == "Foreground" ? ForegroundFinalizer : OrphanFinalizer);
        }

        return finalizers;
    }

    private static string PropagationOf(RequestContext context, YamlMap options)
    {
        var policy = options.FindString("propagationPolicy") ?? context.Request.Parameter("propagationPolicy");
        if (policy is not ("" or "Background" or "Foreground" or "Orphan"))
        {
            throw CommonOptions.Refuse("DeleteOptions", [FieldError.NotSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil")]);
        }

        return policy.Length > 0 ? policy : options.Find("orphanDependents") is YamlBoolean orphan ? orphan.Value ? "Orphan" : "Background" : "";
    }

    private static YamlMap ReadOptions(RequestContext context)
    {
        if (context.Request.Body.Length == 0)
        {
            return YamlMap.Empty;
        }

        var options = RequestBody.Parse(context.Request.Body).Value as YamlMap
            ?? throw StatusException.BadRequest("the body of a DELETE is no DeleteOptions");
        context.HasDryRunOption = options.Find("dryRun") is YamlList { Count: > 0 };
        return options;
    }

    private static void CheckPreconditions(RequestContext context, YamlMap live, YamlMap options)
    {
        if (options.FindString("preconditions", "uid") is { } uid && uid != live.FindString("metadata", "uid"))
        {
            throw StatusException.Precondition(context.Kind, context.Name, $"the UID in the precondition ({uid}) does not match the UID in record ({live.FindString("metadata", "uid")}). The object might have been deleted and then recreated");
        }

        if (options.FindString("preconditions", "resourceVersion") is { } version && version != live.FindString("metadata", "resourceVersion"))
        {
            throw StatusException.Precondition(context.Kind, context.Name, $"the ResourceVersion in the precondition ({version}) does not match the ResourceVersion in record ({live.FindString("metadata", "resourceVersion")}). The object might have been modified");
        }
    }

    private static YamlMap Success(ResourceKind kind, YamlMap live) => YamlMap.Of(
        KeyValuePair.Create<string, YamlNode>("kind", new YamlString("Status")),
        KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("v1")),
        KeyValuePair.Create<string, YamlNode>("metadata", YamlMap.Empty),
        KeyValuePair.Create<string, YamlNode>("status", new YamlString("Success")),
        KeyValuePair.Create<string, YamlNode>(
            "details",
            StatusException.Resource(kind, live.FindString("metadata", "name") ?? "").With("uid", live.Find("metadata", "uid") ?? YamlNull.Instance)));
}
