namespace PackMan.Cli.Commands.Get;

/// <summary>`packman get …`: parts of what is recorded of a release.</summary>
internal sealed class GetCommand : CommandGroup
{
    public GetCommand()
        : base("get", "Print what is recorded of a release")
    {
        Examples = ["packman get values web", "packman get manifest web --revision 2"];
        Add(new GetAllCommand());
        Add(new GetHooksCommand());
        Add(new GetManifestCommand());
        Add(new GetMetadataCommand());
        Add(new GetNotesCommand());
        Add(new GetValuesCommand());
    }
}
