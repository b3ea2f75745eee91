"""Somebody's own policies, written by the lines of docs/organism-format.md, and his own reckoning of what they do.

Two hidden units feel how far the cheese lies below and to the right of the mouse; Tanh keeps the sign, which ReLU would not.
The rules of the walled-in board without walls are written here anew: nothing of the program is asked but what it saw and did.
"""
import json, math, random, sys
from organism_page import check, write_organism

SIDE, PLANE = 7, 49
CARD = {"world": "cheese-in-the-corner", "worldSettings": {"Size": SIDE, "WallDensity": 0}, "activation": "tanh"}
CHOICES = {"greedy": {}, "softmax": {"choice": "softmax", "temperature": 0.25, "exploration": 0.1}}


def layers():
    noise = random.Random(5)
    seen = [[noise.gauss(0, 0.01), noise.gauss(0, 0.01)] for _ in range(3 * PLANE)]
    for cell in range(PLANE):
        for plane, sign in ((1, -1), (2, 1)):
            seen[plane * PLANE + cell][0] += sign * 0.4 * (cell // SIDE)
            seen[plane * PLANE + cell][1] += sign * 0.4 * (cell % SIDE)
    return [(seen, [0.0, 0.0]), ([[-1.1, 1.1, 0.0, 0.0], [0.0, 0.0, -1.0, 1.0]], [0.0, 0.0, 0.0, 0.0])]


def scores(bits):
    (seen, bias), (last, last_bias) = layers_once
    hidden = [math.tanh(bias[j] + sum(bit * row[j] for bit, row in zip(bits, seen))) for j in range(len(bias))]
    return [last_bias[j] + sum(h * row[j] for h, row in zip(hidden, last)) for j in range(len(last_bias))]


def probabilities(name, mine):
    choice = CHOICES[name]
    if "temperature" not in choice:
        return [1.0 if action == mine.index(max(mine)) else 0.0 for action in range(4)]
    powers = [math.exp((score - max(mine)) / choice["temperature"]) for score in mine]
    return [choice["exploration"] / 4 + (1 - choice["exploration"]) * power / sum(powers) for power in powers]


def moved(bits, action):
    mouse, cheese = bits[PLANE:2 * PLANE].index(1), bits[2 * PLANE:].index(1)
    row, column = mouse // SIDE, mouse % SIDE
    row, column = (max(row - 1, 0), column) if action == 0 else (min(row + 1, SIDE - 1), column) if action == 1 else (row, max(column - 1, 0)) if action == 2 else (row, min(column + 1, SIDE - 1))
    after = [0] * len(bits)
    after[PLANE + row * SIDE + column] = 1
    after[2 * PLANE + cheese] = 1
    return after, row * SIDE + column == cheese


def follow(name, file):
    check(file, scores)  # the lines of the page themselves
    steps = [json.loads(line) for line in open(file, encoding="utf-8")]
    expected, surprise, variance = None, 0.0, 0.0
    for step in steps:
        bits = [int(bit) for bit in step["observation"]]
        assert step["step"] == 0 or bits == expected, f"{step['episode']}/{step['step']}: another board than was reckoned"
        mine = scores(bits if expected is None or step["step"] == 0 else expected)
        likely = probabilities(name, mine)
        assert all(math.isclose(a, b, abs_tol=1e-4) for a, b in zip(likely, step["probabilities"], strict=True)), f"{step}: {likely}"
        if name == "greedy":
            assert sorted(mine)[-1] - sorted(mine)[-2] > 1e-4, "the reference policy has no ties"
            assert step["action"] == mine.index(max(mine)), step
        best = likely.index(max(likely))
        surprise += (step["action"] == best) - likely[best]
        variance += likely[best] * (1 - likely[best])
        expected, eaten = moved(bits, step["action"])
        assert step["over"] == (eaten or step["step"] == 63) and step["reward"] == int(eaten), step
    assert abs(surprise) <= 4 * math.sqrt(variance), f"the best action came {surprise:+.1f} times too often, standard deviation {math.sqrt(variance):.1f}"
    print(f"{len(steps)} steps")


layers_once = layers()
if sys.argv[1] == "write":
    for name, choice in CHOICES.items():
        write_organism(name, layers_once, **CARD, **choice)
    write_organism("relu", layers_once, **{**CARD, "activation": "relu"})
    (seen, bias), last = layers_once
    write_organism("transposed", [([list(column) for column in zip(*seen)], bias), last], **CARD)
else:
    follow(sys.argv[1], sys.argv[2])
