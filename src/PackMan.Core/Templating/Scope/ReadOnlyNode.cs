using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PackMan.Templating.Scope;

/// <summary>An object of the scope that templates can read and nothing can change.</summary>
internal abstract class ReadOnlyNode : IScriptObject
{
    /// <summary>What errors call it (`release`).</summary>
    public abstract string Label { get; }

    public int Count => GetMembers().Count();

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public abstract IEnumerable<string> GetMembers();

    public bool Contains(string member) => TryRead(member, out _);

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value) => TryRead(member, out value);

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;

    protected abstract bool TryRead(string member, out object? result);
}
