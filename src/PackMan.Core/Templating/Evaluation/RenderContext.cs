using PackMan.Templating.Functions;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Templating.Sources;
using PackMan.Templating.Tracing;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <summary>The evaluation of one template: strict, limited, and writing pieces instead of text.</summary>
internal sealed partial class RenderContext : TemplateContext
{
    private readonly RenderEnvironment _environment;
    private readonly Dictionary<string, TemplateSource> _ownSources = new(StringComparer.Ordinal);
    private readonly string _outermost;
    private readonly ReadTrace? _trace;
    private long _written;
    private int _generated;

    public RenderContext(RenderEnvironment environment, ParsedTemplate template, CancellationToken cancellationToken)
        : base(environment.Functions)
    {
        _environment = environment;
        CurrentTemplate = template;
        _outermost = template.Source.Path;
        Library = environment.Library;
        CancellationToken = cancellationToken;
        SetLimits(environment.Limits);
        TryGetMember = OnMissingMember;
        TryGetVariable = OnMissingVariable;
        _trace = environment.NewTrace();
        Scope = _trace is null ? environment.Scope : environment.ScopeOf(_trace);
        PushGlobal(Scope);
        PushGlobal(environment.TemplateScope(template));
        PushGlobal(new MadeMap());
        PushOutput(new PieceOutput(this));
    }

    public RenderEnvironment Environment => _environment;

    /// <summary>The template whose text is being evaluated.</summary>
    public ParsedTemplate CurrentTemplate { get; private set; }

    /// <summary>The chart whose text is being evaluated: its partials and functions are meant by their names, whichever chart's values are in scope.</summary>
    public TemplateLibrary Library { get; private set; }

    /// <summary>`values`, `release` and the other names that are the same in every template of the chart.</summary>
    public ObjectNode Scope { get; }

    /// <summary>Through which calls the current template was reached; null in the outermost one.</summary>
    public CallSite? Caller { get; private set; }

    /// <summary>The include chain at the innermost failure.</summary>
    public CallSite? FailedCaller { get; private set; }

    public bool HasFailed { get; private set; }

    public Place CurrentPlace => PlaceOf(CurrentSpan);

    private PieceOutput Pieces => (PieceOutput)Output;

    public Place PlaceOf(SourceSpan span) => new(SourceOf(span), span.Start.Offset, Caller);

    public TemplateSource SourceOf(SourceSpan span) =>
        span.FileName is null ? CurrentTemplate.Source
        : _ownSources.GetValueOrDefault(span.FileName) ?? _environment.Library.FindSource(span.FileName) ?? CurrentTemplate.Source;

    /// <summary>A name for the next call that generates something: templates run beside one another, but each by itself runs in order.</summary>
    public string NextCallName() => $"{_outermost} {_generated++}";

    public void Charge(long characters)
    {
        _written += characters;
        if (_written > _environment.Limits.Output)
        {
            throw new TemplateScriptException(CurrentSpan, $"The template writes more than {_environment.Limits.Output / 1024 / 1024} MiB");
        }
    }

    /// <summary>Evaluates the template as a whole.</summary>
    public IReadOnlyList<Piece> Render()
    {
        EvaluatePage(CurrentTemplate);
        return Pieces.Pieces;
    }

    /// <summary>Evaluates another template with arguments of its own; what it assigns stays inside.</summary>
    public IReadOnlyList<Piece> Call(ParsedTemplate template, ScriptNode? caller, ScriptArray arguments, IReadOnlyDictionary<string, object?> named)
    {
        EnterRecursive(caller);
        var (outerTemplate, outerCaller) = (CurrentTemplate, Caller);
        var callSpan = caller?.Span ?? CurrentSpan;
        Caller = new CallSite(SourceOf(callSpan), callSpan.Start.Offset, callSpan.Length, Caller);
        CurrentTemplate = template;
        _ownSources.TryAdd(template.Source.Path, template.Source);
        var output = new PieceOutput(this);
        PushOutput(output);
        var outerLibrary = EnterLibraryOf(template.Source.Path);
        PushGlobal(new MadeMap());
        try
        {
            SetValue(ScriptVariable.Arguments, arguments, true, true);
            foreach (var (name, value) in named)
            {
                SetValue(ScriptVariable.Create(name, ScriptVariableScope.Local), value, asReadOnly: false, force: true);
            }

            EvaluatePage(template);
            _trace?.Current?.Add(ReadTrace.OfPieces(output.Pieces));
            return output.Pieces;
        }
        catch (ScriptRuntimeException)
        {
            RememberFailure();
            throw;
        }
        finally
        {
            PopGlobal();
            LeaveLibrary(outerLibrary);
            PopOutput();
            (CurrentTemplate, Caller) = (outerTemplate, outerCaller);
            ExitRecursive(caller);
        }
    }

    /// <summary>Calls a function that a partial defines, by name.</summary>
    public object? Call(ScriptFunction function, ScriptNode? caller, ScriptArray arguments) =>
        ScriptFunctionCall.Call(this, caller, function, arguments);

    /// <summary>Keeps the include chain of the innermost failure: by the time the error is reported it has been left.</summary>
    public void RememberFailure()
    {
        if (!HasFailed)
        {
            (HasFailed, FailedCaller) = (true, Caller);
        }
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        Emit(textAsObject, span);
        return this;
    }

    public override string? ObjectToString(object? value, bool nested = false) => value switch
    {
        YamlText text => PlainText.Of(text),
        RawText or QuotedText => value.ToString(),
        MapNode or ListNode or ScriptArray or MadeMap => FlowText(value),
        DateTime or TimeSpan => FunctionCall.TextOf(value),
        _ => base.ObjectToString(value, nested),
    };

    public override bool ToBool(SourceSpan span, object? value) => value switch
    {
        null => false,
        bool boolean => boolean,
        string text => text.Length > 0,
        YamlText text => !text.IsEmpty,
        RawText raw => raw.Text.Length > 0,
        QuotedText quoted => quoted.Content.Length > 0,
        System.Collections.ICollection collection => collection.Count > 0,
        IScriptCustomFunction => true,
        IScriptObject map => map.Count > 0,
        _ => base.ToBool(span, value),
    };

    public override string GetTypeName(object? value) => value is Type ? base.GetTypeName(value) : ScriptValue.KindName(value);

    private string FlowText(object value)
    {
        var node = ToYaml(value);
        return PieceSize.Of(node) <= _environment.Limits.StringLength
            ? Yaml.YamlWriter.WriteFlow(node)
            : throw new TemplateScriptException(CurrentSpan, $"A text is longer than {_environment.Limits.StringLength / 1024 / 1024} MiB");
    }

    private Yaml.YamlNode ToYaml(object value)
    {
        try
        {
            return ScriptValue.ToYaml(value);
        }
        catch (NotSupportedException error)
        {
            throw new TemplateScriptException(CurrentSpan, error.Message);
        }
    }

    /// <summary>No reflection into .NET objects: scripts only ever hold values of our own and of Scriban.</summary>
    protected override IObjectAccessor? GetMemberAccessorImpl(object target) => target switch
    {
        IScriptObject or string or System.Collections.IList => base.GetMemberAccessorImpl(target),
        KeyValuePair<string, object?> => FixedAccessor.Entry,
        DateTime => FixedAccessor.Date,
        TimeSpan => FixedAccessor.Span,
        IConvertible or System.Numerics.BigInteger => base.GetMemberAccessorImpl(target),
        _ => null,
    };

    private void SetLimits(Limits limits)
    {
        StrictVariables = true;
        AutoIndent = false;
        NewLine = "\n";
        LoopLimit = limits.Iterations;
        RecursiveLimit = limits.CallDepth;
        LimitToString = limits.StringLength;
        ObjectRecursionLimit = limits.TreeDepth;
        RegexTimeOut = limits.RegexTime;
    }

    /// <summary>Makes the names of the chart that owns a template known; null when it is the current one.</summary>
    private TemplateLibrary? EnterLibraryOf(string? path)
    {
        if (_environment.Library.OwnerOf(path) is not { } owner || ReferenceEquals(owner, Library))
        {
            return null;
        }

        var outer = Library;
        Library = owner;
        PushGlobal(new ObjectNode("the scope", owner.VisibleFunctions));
        return outer;
    }

    private void LeaveLibrary(TemplateLibrary? outer)
    {
        if (outer is not null)
        {
            PopGlobal();
            Library = outer;
        }
    }

    private void EvaluatePage(ParsedTemplate template)
    {
        if (template.Template.Page is not { } page)
        {
            return;
        }

        if (Evaluate(page) is { } returned)
        {
            Emit(returned, page.Span);
        }
    }
}
