using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>PodDisruptionBudgets: counts the pods they speak of.</summary>
internal sealed class DisruptionBudgetController : IController
{
    private static readonly ResourceKind Budgets = BuiltInKinds.Get("policy", "PodDisruptionBudget");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            return;
        }

        var selector = LabelSelector.Of(value.Find("spec", "selector"));
        var pods = bench.Store.List(Pods, value.FindString("metadata", "namespace") ?? "").Where(selector.Matches).ToList();
        var healthy = pods.Count(IsReady);
        var desired = value.Find("spec", "maxUnavailable") is { } most
            ? Math.Max(0, pods.Count - Resolve(most, pods.Count))
            : Resolve(value.Find("spec", "minAvailable") ?? Number(1), pods.Count);
        var allowed = pods.Count == 0 ? 0 : Math.Max(0, healthy - desired);
        var status = Conditions.Set(
            YamlMap.Empty,
            value.Find("status") as YamlMap,
            bench.Now,
            "DisruptionAllowed",
            allowed > 0 ? "True" : "False",
            allowed > 0 ? "SufficientPods" : "InsufficientPods");
        bench.SetStatus(Budgets, value, status
            .With("currentHealthy", Number(healthy))
            .With("desiredHealthy", Number(desired))
            .With("disruptionsAllowed", Number(allowed))
            .With("expectedPods", Number(pods.Count))
            .With("observedGeneration", value.Find("metadata", "generation") ?? Number(1)));
    }

    private static int Resolve(YamlNode amount, int total) => amount switch
    {
        YamlNumber number => (int)(number.AsInt64 ?? 0),
        YamlString text when int.TryParse(text.Value.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) => (int)Math.Ceiling(total * percent / 100.0),
        _ => 0,
    };
}
