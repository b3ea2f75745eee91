namespace Mesascope.Agents;

/// <summary>The groups of states of a decision process that can all reach each other, in an order in which everything a group leads to comes before it.</summary>
/// <remarks>Source: Tarjan (1972), "Depth-first search and linear graph algorithms". Without recursion, since an episode may be thousands of states deep.</remarks>
internal static class StronglyConnected
{
    /// <summary>The components, each with its states in ascending order.</summary>
    public static int[][] Components(MarkovDecisionProcess process)
    {
        var components = new List<int[]>();
        int[] index = new int[process.States], low = new int[process.States]; // 0: not seen yet
        bool[] open = new bool[process.States];
        Stack<int> waiting = [];
        Stack<(int State, int Outcome)> path = [];
        int count = 0;
        for (int root = 0; root < process.States; root++)
        {
            if (index[root] != 0) continue;
            path.Push((root, First(process, root)));
            while (path.TryPop(out var at))
            {
                (int state, int outcome) = at;
                if (index[state] == 0)
                {
                    index[state] = low[state] = ++count;
                    waiting.Push(state);
                    open[state] = true;
                }
                if (outcome < First(process, state + 1))
                {
                    int next = process.Next[outcome];
                    path.Push((state, outcome + (index[next] == 0 ? 0 : 1))); // come back to it once it is done
                    if (index[next] == 0) path.Push((next, First(process, next)));
                    else if (open[next]) low[state] = Math.Min(low[state], low[next]);
                }
                else if (low[state] == index[state]) components.Add(Close(state, waiting, open));
            }
        }
        return [.. components];
    }

    private static int[] Close(int root, Stack<int> waiting, bool[] open)
    {
        var component = new List<int>();
        int state;
        do
        {
            state = waiting.Pop();
            open[state] = false;
            component.Add(state);
        }
        while (state != root);
        return [.. component.Order()];
    }

    private static int First(MarkovDecisionProcess process, int state) => process.FirstOutcome[process.FirstAction[state]];
}
