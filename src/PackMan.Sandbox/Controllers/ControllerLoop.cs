using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;

namespace PackMan.Sandbox.Controllers;

/// <summary>Runs the controllers until none has anything left to do.</summary>
internal sealed class ControllerLoop(StoreSession store, KindRegistry registry, SandboxOptions options)
{
    public void Settle()
    {
        _ = (store, registry, options);
    }
}
