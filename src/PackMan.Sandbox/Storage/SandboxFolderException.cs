namespace PackMan.Sandbox.Storage;

/// <summary>The sandbox's folder cannot be used: it is broken, of another program, or held by a process that does not let go.</summary>
public sealed class SandboxFolderException(string folder, string why, Exception? innerException = null)
    : PackManException($"The sandbox in `{folder}` cannot be used: {why}", innerException)
{
    public string Folder { get; } = folder;

    public override string Hint => "Delete the folder to start over, or choose another with `--sandbox=DIR`";
}
