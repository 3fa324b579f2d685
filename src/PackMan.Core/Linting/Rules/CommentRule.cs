using PackMan.Linting.Silencing;
using PackMan.Templating.Evaluation;

namespace PackMan.Linting.Rules;

internal sealed class CommentRule() : LintRule("lint/comment", LintSeverity.Warning, "A comment that names no rule silences nothing.")
{
    private const string HowTo = "Write `# packman-lint: disable=RULE`, with commas between several rules";

    public IEnumerable<Finding> Check(LintedChart chart, SilencingComments comments)
    {
        foreach (var path in chart.Files.Paths)
        {
            foreach (var comment in comments.In(path))
            {
                var frame = chart.Files.Frame(path, comment.OwnLine, comment.Column);
                if (comment.Rules.IsEmpty)
                {
                    yield return Tell("The comment to lint cannot be understood", frame, HowTo);
                }

                foreach (var unknown in comment.Rules.Where(rule => RuleTable.Find(rule) is null))
                {
                    yield return Tell($"There is no rule `{unknown}`", LintedManifest.Pointed(frame, unknown), RuleTable.HintFor(unknown));
                }
            }
        }
    }
}
