namespace Mesascope.Conversations;

/// <summary>In which form a case is put.</summary>
public enum Arm
{
    /// <summary>Without the factor, and with words in its place.</summary>
    Control,

    /// <summary>With the factor.</summary>
    Treated,

    /// <summary>With nothing in its place: what the question alone brings forth. It describes, and decides nothing: fewer words are a change of their own.</summary>
    Silent,
}
