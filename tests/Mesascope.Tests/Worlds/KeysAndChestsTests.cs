using Mesascope.Agents;
using Mesascope.Randomness;
using Mesascope.Worlds;

namespace Mesascope.Tests.Worlds;

public sealed class KeysAndChestsContract : WorldContract<KeysAndChests, KeysAndChests.State>
{
    protected override IEnumerable<KeysAndChests> MoreVariants => [new() { Keys = 1, KeysUpTo = 8, Chests = 0, ChestsUpTo = 12 }, new() { Keys = 31, Chests = 31 }];

    // The arm with fewer keys has some of those of the arm with more; an extra key may push a chest aside.
    protected override bool AreTheSameLevel(WorldContrast<KeysAndChests> contrast, KeysAndChests.State control, KeysAndChests.State treated) =>
        control.Agent == treated.Agent && ((control.Keys & treated.Keys) == control.Keys || (control.Keys & treated.Keys) == treated.Keys);
}

