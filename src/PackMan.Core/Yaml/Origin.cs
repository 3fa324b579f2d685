namespace PackMan.Yaml;

/// <summary>Where a node of a tree came from: a place in a file, or the flag that set it.</summary>
public abstract record Origin
{
    /// <summary>A place in a file; line and column are 1-based.</summary>
    public sealed record InFile(string File, int Line, int Column) : Origin
    {
        public override string ToString() => $"{File}:{Line}:{Column}";
    }

    /// <summary>A command-line flag as the user wrote it (`--set image.tag=1.27`).</summary>
    public sealed record Flag(string Text) : Origin
    {
        public override string ToString() => Text;
    }
}
