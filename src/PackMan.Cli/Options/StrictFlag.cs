using System.CommandLine;
using PackMan.Origins;

namespace PackMan.Cli.Options;

/// <summary>`--strict`: supplied values that have no effect are an error instead of a warning.</summary>
internal sealed class StrictFlag
{
    private readonly Option<bool> _strict = Flag.Switch("--strict", "Stop when a supplied value is read by no template, instead of only warning");

    public void AddTo(Command command) => command.Add(_strict);

    public UnreadPolicy Read(ParseResult parsed) => parsed.GetValue(_strict) ? UnreadPolicy.Refuse : UnreadPolicy.Warn;
}
