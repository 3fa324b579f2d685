using System.Collections.Immutable;
using PackMan.Linting.Rules;
using PackMan.Linting.Rules.Charts;
using PackMan.Linting.Rules.Objects;
using PackMan.Linting.Rules.Templates;
using PackMan.Linting.Rules.Values;
using PackMan.Templating.Evaluation;

namespace PackMan.Linting;

/// <summary>Every rule, in the order of the reference.</summary>
public static class RuleTable
{
    internal static LoadableChartRule Loadable { get; } = new();

    internal static CommentRule Comments { get; } = new();

    public static ImmutableArray<LintRule> All { get; } =
    [
        Loadable,
        new ReadableChartYamlRule(),
        new ChartApiVersionRule(),
        new ChartNameRule(),
        new NameStyleRule(),
        new ChartVersionRule(),
        new VersionStyleRule(),
        new AppVersionRule(),
        new ChartTypeRule(),
        new FieldsOfVersionOneRule(),
        new ChartKubeVersionRule(),
        new FieldTypesRule(),
        new UnknownMetadataRule(),
        new MaintainersRule(),
        new WebAddressesRule(),
        new IconRule(),
        new ChartDependenciesRule(),
        new MissingDependencyRule(),
        new UndeclaredDependencyRule(),
        new UnusedSubchartsRule(),
        new FittingSubchartsRule(),
        new MisnamedFileRule(),
        new NoTemplatesRule(),
        new HelmTemplatesRule(),

        new ReadableValuesRule(),
        new MissingValuesFileRule(),
        new ReadableSchemaRule(),
        new FittingValuesRule(),
        new UnreadValueRule(),
        new UndeclaredValueRule(),
        new BooleanKeyInValuesRule(),
        new WantedValueRule(),
        new NotRenderedRule(),

        new ParsedTemplatesRule(),
        new RenderedTemplatesRule(),
        new PrintedYamlRule(),
        new FileExtensionRule(),
        new UnknownIncludeRule(),
        new UnusedPartialRule(),
        new MissingFileRule(),
        new NeedlessLayoutRule(),
        new TopIndentationRule(),
        new AmbiguousTextRule(),
        new BooleanKeyRule(),

        new CompleteObjectRule(),
        new DuplicateObjectRule(),
        new ObjectNameRule(),
        new LabelsRule(),
        new SelectorRule(),
        new UnknownKindRule(),
        new UnknownFieldRule(),
        new WrongTypeRule(),
        new InvalidValueRule(),
        new MissingFieldRule(),
        new DeprecatedApiRule(),
        new RemovedApiRule(),
        new FutureApiRule(),
        new HooksRule(),
        new ImageTagRule(),

        new CrdYamlRule(),
        new CrdFileRule(),
        new CrdTemplateRule(),

        Comments,
    ];

    public static LintRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    /// <summary>What to tell about a rule that does not exist.</summary>
    public static string HintFor(string id) => NearestName.Find(id, All.Select(rule => rule.Id)) is { } nearest
        ? $"Did you mean `{nearest}`?"
        : "Every finding names its rule; `docs/reference/lint-rules.md` lists them all";
}
