using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Brings one object closer to what its spec asks for.</summary>
internal interface IController
{
    /// <summary>Looks at an object that was made or changed, or whose children were.</summary>
    void Reconcile(Workbench bench, YamlMap value);
}
