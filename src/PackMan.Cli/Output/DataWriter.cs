using PackMan.Cli.Options;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>Prints a model in the asked format; JSON on one line as Helm prints it.</summary>
internal static class DataWriter
{
    public static void Write(TextWriter output, OutputFormat format, YamlNode model, Action<TextWriter> table)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.Write(JsonText.Write(model) + "\n");
                break;
            case OutputFormat.Yaml:
                output.Write(YamlWriter.Write(model));
                break;
            default:
                table(output);
                break;
        }
    }
}
