using System.CommandLine;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>`packman completion SHELL`.</summary>
internal sealed class CompletionCommand : CommandGroup
{
    public CompletionCommand()
        : base("completion", "Print a script that completes commands and flags in a shell")
    {
        Examples = ["packman completion bash"];
        Add(new ShellCommand("bash", "source <(packman completion bash)", Bash));
        Add(new ShellCommand("fish", "packman completion fish | source", Fish));
        Add(new ShellCommand("powershell", "packman completion powershell | Out-String | Invoke-Expression", PowerShell));
        Add(new ShellCommand("zsh", "source <(packman completion zsh)", Zsh));
    }

    private const string Bash = """
        _packman() {
            local IFS=$'\n'
            # With `=` as a word break, bash hands `--flag=value` over in pieces: put them together again.
            local words=() word
            for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
                if [[ ${#words[@]} -gt 0 && ( $word == "=" || ${words[-1]} == *= ) ]]; then words[-1]+=$word; else words+=("$word"); fi
            done
            COMPREPLY=($(packman __complete -- "${words[@]}" 2>/dev/null | cut -f1))
            [[ ${words[-1]} == *=* ]] && COMPREPLY=("${COMPREPLY[@]#*=}")
        }
        complete -o default -F _packman packman

        """;

    private const string Zsh = """
        #compdef packman
        _packman() {
            local -a lines candidates
            lines=("${(@f)$(packman __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
            candidates=("${(@)${(@)lines//:/\\:}/$'\t'/:}")
            if [[ -n "${lines[1]}" ]]; then _describe packman candidates; else _files; fi
        }
        compdef _packman packman

        """;

    private const string Fish = """
        function __packman_complete
            set -l words (commandline -opc) (commandline -ct)
            packman __complete -- $words[2..] 2>/dev/null
        end
        complete -c packman -a '(__packman_complete)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName packman -ScriptBlock {
            param($word, $line, $position)
            $words = @($line.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
            if ($word -eq '') { $words += '' }
            packman __complete -- @words 2>$null | ForEach-Object {
                $name, $description = $_ -split "`t", 2
                [System.Management.Automation.CompletionResult]::new($name, $name, 'ParameterValue', $(if ($description) { $description } else { $name }))
            }
        }

        """;

    private sealed class ShellCommand : PackManCommand
    {
        private readonly string _script;

        public ShellCommand(string shell, string example, string script)
            : base(shell, $"Print the completion script for {shell}")
        {
            _script = script;
            Details = $"To complete in the current shell: `{example}`. Put that line into the shell's start-up file to have it always.";
            Examples = [$"packman completion {shell}"];
            Add(Flag.Switch("--no-descriptions", "Accepted for Helm's sake: only shells that show descriptions get them"));
        }

        public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
        {
            context.Output.Write(_script);
            return Task.FromResult(ExitCodes.Done);
        }
    }
}
