using PackMan.Sandbox.Http;
using PackMan.Sandbox.Validation;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>Query parameters that every writing verb knows.</summary>
internal static class CommonOptions
{
    public static void Check(ApiRequest request)
    {
        var options = request.Method.Method switch
        {
            "POST" => "CreateOptions",
            "PUT" => "UpdateOptions",
            "PATCH" => "PatchOptions",
            "DELETE" => "DeleteOptions",
            _ => "",
        };
        if (options.Length == 0)
        {
            return;
        }

        var errors = Errors(request, options).ToList();
        if (errors.Count > 0)
        {
            throw Refuse(options, errors);
        }
    }

    private static IEnumerable<FieldError> Errors(ApiRequest request, string options)
    {
        if (request.Has("dryRun") && request.Parameter("dryRun") != "All")
        {
            yield return new FieldError("dryRun", "FieldValueNotSupported", $"Unsupported value: {JsonText.Write(YamlList.Of(new YamlString(request.Parameter("dryRun"))))}: supported values: \"All\"");
        }

        if (request.Parameter("fieldManager").Length > 128)
        {
            yield return FieldError.TooLong("fieldManager", "may not be more than 128 bytes");
        }

        if (request.Has("fieldValidation") && request.Parameter("fieldValidation") is not ("" or "Ignore" or "Warn" or "Strict"))
        {
            yield return FieldError.NotSupported("fieldValidation", request.Parameter("fieldValidation"), "Ignore", "Strict", "Warn");
        }

        if (options == "PatchOptions")
        {
            var isApply = request.ContentType == "application/apply-patch+yaml";
            if (isApply && request.Parameter("fieldManager").Length == 0)
            {
                yield return FieldError.Required("fieldManager", "is required for apply patch");
            }

            if (!isApply && request.Has("force"))
            {
                yield return FieldError.Forbidden("force", "may not be specified for non-apply patch");
            }
        }
    }

    public static StatusException Refuse(string options, IReadOnlyList<FieldError> errors)
    {
        var messages = errors.Select(error => $"{error.Field}: {error.Body}").ToList();
        var text = messages.Count == 1 ? messages[0] : $"[{string.Join(", ", messages)}]";
        return new StatusException(422, "Invalid", $"{options}.meta.k8s.io \"\" is invalid: {text}")
        {
            Details = StatusException.Text("group", "meta.k8s.io")
                .With("kind", new YamlString(options))
                .With("causes", YamlList.Of(errors.Select(error => error.ToCause()))),
        };
    }
}
