using PackMan.Sandbox.Admission;
using PackMan.Sandbox.Controllers;
using PackMan.Sandbox.Validation;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>The way of an object into the store, once its owners are known: strategy, admission, validation, write, controllers.</summary>
internal static class ObjectWriter
{
    public static YamlMap Create(RequestContext context, YamlMap value)
    {
        value = Strategy.PrepareForCreate(context.Kind, value);
        value = ObjectMetadata.Stamp(value, context.Options.Randomness, context.Now, Strategy.HasGeneration(context.Kind));
        value = CreateAdmission.Admit(context, value);
        var name = value.FindString("metadata", "name") ?? "";
        Refuse(context, name, ObjectValidation.ForCreate(context, value));
        if (context.Store.Find(context.Kind, context.Namespace, name) is not null)
        {
            throw StatusException.AlreadyExists(context.Kind, name);
        }

        value = Allocation.Allocate(context.Store, context.Kind, value, null);
        if (context.IsDryRun)
        {
            return value;
        }

        var stored = context.Store.Put(context.Kind, context.Kind.ToStorage(value));
        Settle(context);
        return context.ToVersion(stored);
    }

    /// <summary>Writes a changed object.</summary>
    /// <param name="live">The object before, in the version of the request.</param>
    /// <param name="value">The object after, with its owners.</param>
    public static YamlMap Update(RequestContext context, YamlMap live, YamlMap value)
    {
        var name = live.FindString("metadata", "name") ?? "";
        value = Strategy.PrepareForUpdate(context, live, value);
        value = Allocation.Allocate(context.Store, context.Kind, value, live);
        Refuse(context, name, ObjectValidation.ForUpdate(context, live, value));
        if (Strategy.IsUnchanged(live, value))
        {
            return live;
        }

        if (context.IsDryRun)
        {
            return value;
        }

        var isFreed = value.Find("metadata", "deletionTimestamp") is YamlString && (value.Find("metadata", "finalizers") as YamlList ?? YamlList.Empty).Count == 0;
        if (isFreed)
        {
            context.Store.Remove(context.Kind, context.Kind.ToStorage(value));
            Settle(context);
            return value;
        }

        var stored = context.Store.Put(context.Kind, context.Kind.ToStorage(value));
        Settle(context);
        return context.ToVersion(stored);
    }

    public static void Settle(RequestContext context)
    {
        context.Registry.Refresh();
        new ControllerLoop(context.Store, context.Registry, context.Options).Settle();
    }

    private static void Refuse(RequestContext context, string name, List<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw FieldError.ToException(context.Kind, name, errors);
        }
    }
}
