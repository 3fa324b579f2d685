namespace PackMan.Sandbox.Storage;

/// <summary>The sandbox's folder cannot be used: it is broken, of another program, or held by a process that does not let go.</summary>
public sealed class SandboxFolderException(string folder, string why, Exception? innerException = null)
    : PackManException($"The sandbox in `{folder}` cannot be used: {why.TrimEnd('.')}", innerException)
{
    public string Folder { get; } = folder;

    /// <summary>A sandbox that nothing else can mend; only then deleting the folder is good advice, which may hold somebody's own files.</summary>
    public bool IsBroken { get; init; }

    public override string Hint => IsBroken
        ? "Delete the folder to start over, or choose another with `--sandbox=DIR`"
        : "Choose another folder with `--sandbox=DIR` or PACKMAN_SANDBOX";
}
