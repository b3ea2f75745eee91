namespace Mesascope.Chat;

/// <summary>From an address to a model that can be asked.</summary>
public static class ChatModels
{
    /// <summary>Opens the model; nothing is sent yet.</summary>
    /// <exception cref="PrerequisiteException">What it needs is not there, such as a key.</exception>
    public static IChatModel Open(ChatAddress address) => address.Scheme switch
    {
        "scripted" => new ScriptedModel(Disposition.Parse(address.Model)),
        _ => throw new PrerequisiteException($"{address} cannot be reached by this version."),
    };
}
