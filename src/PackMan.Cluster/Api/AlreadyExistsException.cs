using PackMan.Live;

namespace PackMan.Cluster.Api;

/// <summary>A create met an object of that name. After a repeated request it may be our own.</summary>
public sealed class AlreadyExistsException(string what, string serverMessage)
    : ApiException(what, 409, "AlreadyExists", serverMessage);
