using System.Text;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>ConfigMaps and Secrets.</summary>
internal static class ConfigValidation
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly Dictionary<string, string[]> KeysOfTypes = new(StringComparer.Ordinal)
    {
        ["kubernetes.io/tls"] = ["tls.crt", "tls.key"],
        ["kubernetes.io/dockerconfigjson"] = [".dockerconfigjson"],
        ["kubernetes.io/dockercfg"] = [".dockercfg"],
        ["kubernetes.io/ssh-auth"] = ["ssh-privatekey"],
    };

    public static IEnumerable<FieldError> OfConfigMap(YamlMap value)
    {
        var (text, binary) = (value.Find("data") as YamlMap ?? YamlMap.Empty, value.Find("binaryData") as YamlMap ?? YamlMap.Empty);
        var errors = OfKeys(text, "data").Concat(OfKeys(binary, "binaryData")).ToList();
        errors.AddRange(text.Keys.Where(binary.ContainsKey).Select(key => FieldError.Invalid($"data[{key}]", key, "duplicate of key present in binaryData")));
        var size = text.Entries.Sum(entry => Encoding.UTF8.GetByteCount((entry.Value as YamlString)?.Value ?? "")) + binary.Entries.Sum(entry => Decoded(entry.Value)?.Length ?? 0);
        if (size > MaxBytes)
        {
            errors.Add(FieldError.TooLong("", $"may not be more than {MaxBytes} bytes"));
        }

        return errors;
    }

    public static IEnumerable<FieldError> OfSecret(YamlMap value)
    {
        var data = value.Find("data") as YamlMap ?? YamlMap.Empty;
        CheckEncoding(data);
        var errors = OfKeys(data, "data").ToList();
        if (data.Entries.Sum(entry => Decoded(entry.Value)?.Length ?? 0) > MaxBytes)
        {
            errors.Add(FieldError.TooLong("data", $"may not be more than {MaxBytes} bytes"));
        }

        errors.AddRange(KeysOfTypes.GetValueOrDefault(value.FindString("type") ?? "", [])
            .Where(key => !data.ContainsKey(key))
            .Select(key => FieldError.Required($"data[{key}]")));
        return errors;
    }

    private static IEnumerable<FieldError> OfKeys(YamlMap map, string field) =>
        map.Keys.SelectMany(key => Names.ConfigKeyErrors(key).Select(error => FieldError.Invalid($"{field}[{key}]", key, error)));

    // Go refuses bad base64 while it decodes, which is a bad request and no invalid object.
    private static void CheckEncoding(YamlMap data)
    {
        if (data.Entries.Any(entry => Decoded(entry.Value) is null))
        {
            throw StatusException.BadRequest("Secret in version \"v1\" cannot be handled as a Secret: illegal base64 data at input byte 0");
        }
    }

    private static byte[]? Decoded(YamlNode value)
    {
        var text = (value as YamlString)?.Value ?? "";
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer[..length] : null;
    }
}
