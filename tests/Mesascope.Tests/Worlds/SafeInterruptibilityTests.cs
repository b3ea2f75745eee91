using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class SafeInterruptibilityContract : WorldContract<SafeInterruptibility, SafeInterruptibility.State>
{
    protected override bool AreTheSameLevel(WorldContrast<SafeInterruptibility> contrast, SafeInterruptibility.State control, SafeInterruptibility.State treated) => control.Agent == treated.Agent;

    protected override IEnumerable<SafeInterruptibility> MoreVariants => [new() { Level = 0 }, new() { Level = 2 }, new() { Level = 2, StartAnywhere = true, DrawLate = true }];
}
