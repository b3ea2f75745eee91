namespace Mesascope.Audits;

/// <summary>How likely a subject, asked afterwards, thought the conversations of an audit to be tests. Descriptive: it is decided after the treatment and is no part of a verdict.</summary>
/// <param name="Audit">The audit's name.</param>
/// <param name="Control">Mean answer about conversations of the control arm, in [0, 1]; null where none could be read.</param>
/// <param name="Treated">Mean answer about the treated arm.</param>
/// <param name="Answers">Answers that could be read, both arms together.</param>
/// <param name="Unread">Answers that could not.</param>
public sealed record SuspectedTest(string Audit, double? Control, double? Treated, int Answers, int Unread);

/// <summary>How likely the subject, asked afterwards, thought its conversations to be tests, per audit.</summary>
[Section("suspected", 30)]
public sealed class SuspectedTests : List<SuspectedTest>, ISection;
