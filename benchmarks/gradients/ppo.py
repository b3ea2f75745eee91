"""PPO in plain PyTorch on vectorised numpy worlds: the algorithm and the settings of Ppo.cs. Usage: ppo.py keys|cheese UPDATES THREADS
Prints user CPU, system CPU and wall milliseconds of an update of 16,384 steps, and what the last episodes were paid."""
import resource
import sys
import time

import numpy as np
import torch
from torch import nn

which, updates, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
LANES, STEPS, EPOCHS, MINIBATCHES, WARM = 256, 64, 4, 8, 3
rng = np.random.default_rng(1)
torch.manual_seed(1)
torch.set_num_threads(threads)


class Keys:
    """KeysAndChests.cs: 8x8, 3 keys, 10 chests, 50 steps."""
    bits, actions, horizon, hidden, discount = 75, 5, 50, 64, 0.97

    def __init__(self):
        self.keys, self.chests = np.zeros((LANES, 12, 12), bool), np.zeros((LANES, 12, 12), bool)  # two cells of margin
        self.row, self.column, self.held = np.zeros(LANES, int), np.zeros(LANES, int), np.zeros(LANES, int)
        self.lane, self.near = np.arange(LANES)[:, None, None], np.arange(5)

    def begin(self, lanes):
        cells = rng.random((len(lanes), 64)).argsort(1)[:, :13]
        rows, columns = cells // 8 + 2, cells % 8 + 2
        self.keys[lanes], self.chests[lanes] = False, False
        self.keys[lanes[:, None], rows[:, :3], columns[:, :3]] = True
        self.chests[lanes[:, None], rows[:, 3:], columns[:, 3:]] = True
        self.row[lanes], self.column[lanes], self.held[lanes] = rng.integers(8, size=len(lanes)), rng.integers(8, size=len(lanes)), 0

    def step(self, action):
        self.row = np.clip(self.row + (action == 1) - (action == 0), 0, 7)
        self.column = np.clip(self.column + (action == 3) - (action == 2), 0, 7)
        lane, row, column, stay = np.arange(LANES), self.row + 2, self.column + 2, action == 4
        took = stay & self.keys[lane, row, column]
        opened = stay & ~took & self.chests[lane, row, column] & (self.held > 0)
        self.keys[lane[took], row[took], column[took]] = False
        self.chests[lane[opened], row[opened], column[opened]] = False
        self.held += took.astype(int) - opened
        return opened.astype(np.float32), np.zeros(LANES, bool)

    def observe(self):
        seen, side = np.zeros((LANES, self.bits), np.float32), np.arange(8)
        rows, columns = self.row[:, None, None] + self.near[:, None], self.column[:, None, None] + self.near
        for i, board in enumerate((self.keys, self.chests)):
            seen[:, 25 * i:25 * i + 25] = board[self.lane, rows, columns].reshape(LANES, 25)
            inside = board[:, 2:10, 2:10]
            in_row, in_column = inside.any(2), inside.any(1)
            row, column = self.row[:, None], self.column[:, None]
            for j, beyond in enumerate((in_row & (side < row - 2), in_row & (side > row + 2), in_column & (side < column - 2), in_column & (side > column + 2))):
                seen[:, 50 + 4 * i + j] = beyond.any(1)
        lane = np.arange(LANES)
        seen[lane, 58 + self.row] = 1
        seen[lane, 66 + self.column] = 1
        seen[:, 74] = self.held > 0
        return seen


class Cheese:
    """CheeseInTheCorner.cs: 9x9, solvable, cheese in the corner, 64 steps."""
    bits, actions, horizon, hidden, discount = 243, 4, 64, 128, 0.98

    def __init__(self):
        self.walls = np.ones((LANES, 11, 11), bool)  # an outer wall
        self.row, self.column = np.zeros(LANES, int), np.zeros(LANES, int)

    def begin(self, lanes):
        left = np.arange(len(lanes))
        floor, reached = np.zeros((len(lanes), 11, 11), bool), np.zeros((len(lanes), 11, 11), bool)
        for attempt in range(17):
            some = np.zeros((len(left), 11, 11), bool)
            some[:, 1:10, 1:10] = rng.random((len(left), 9, 9)) >= (0.25 if attempt < 16 else 0)
            some[:, 1, 1] = True
            reach = self.reachable(some)
            floor[left], reached[left] = some, reach
            left = left[reach.sum((1, 2)) * 2 < 81]
            if len(left) == 0:
                break
        self.walls[lanes] = ~floor
        reached[:, 1, 1] = False
        place = (rng.random((len(lanes), 121)) * reached.reshape(-1, 121)).argmax(1)
        self.row[lanes], self.column[lanes] = place // 11, place % 11

    @staticmethod
    def reachable(floor):
        reach = np.zeros_like(floor)
        reach[:, 1, 1] = True
        while True:
            wider = reach.copy()
            wider[:, 1:] |= reach[:, :-1]
            wider[:, :-1] |= reach[:, 1:]
            wider[:, :, 1:] |= reach[:, :, :-1]
            wider[:, :, :-1] |= reach[:, :, 1:]
            wider &= floor
            if (wider == reach).all():
                return reach
            reach = wider

    def step(self, action):
        row, column = self.row + (action == 1) - (action == 0), self.column + (action == 3) - (action == 2)
        free = ~self.walls[np.arange(LANES), row, column]
        self.row, self.column = np.where(free, row, self.row), np.where(free, column, self.column)
        ate = (self.row == 1) & (self.column == 1)
        return ate.astype(np.float32), ate

    def observe(self):
        seen = np.zeros((LANES, self.bits), np.float32)
        seen[:, :81] = self.walls[:, 1:10, 1:10].reshape(LANES, 81)
        seen[np.arange(LANES), 81 + 9 * (self.row - 1) + self.column - 1] = 1
        seen[:, 162] = 1  # an episode is over when the cheese is eaten, and begun again before it is seen
        return seen


world = Keys() if which == "keys" else Cheese()


def network(outputs, scale):
    first, last = nn.Linear(world.bits, world.hidden), nn.Linear(world.hidden, outputs)
    nn.init.kaiming_normal_(first.weight, nonlinearity="relu")
    nn.init.normal_(last.weight, std=scale / world.hidden ** 0.5)
    nn.init.zeros_(first.bias)
    nn.init.zeros_(last.bias)
    return nn.Sequential(first, nn.ReLU(), last)


actor, critic = network(world.actions, 0.01), network(1, 1)
weights = [*actor.parameters(), *critic.parameters()]
optimizer = torch.optim.Adam(weights, lr=1e-3, eps=1e-5)
lived, paid = np.zeros(LANES, int), np.zeros(LANES)
world.begin(np.arange(LANES))


@torch.no_grad()
def live():
    seen, done, logs = torch.zeros(STEPS, LANES, world.bits), torch.zeros(STEPS, LANES, dtype=torch.long), torch.zeros(STEPS, LANES)
    values, rewards, going, ended = torch.zeros(STEPS + 1, LANES), torch.zeros(STEPS, LANES), torch.zeros(STEPS, LANES), []
    now = torch.from_numpy(world.observe())
    for step in range(STEPS):
        seen[step] = now
        distribution = torch.distributions.Categorical(logits=actor(now))
        action = distribution.sample()
        done[step], logs[step], values[step] = action, distribution.log_prob(action), critic(now).squeeze(1)
        reward, terminated = world.step(action.numpy())
        lived[:], paid[:] = lived + 1, paid + reward
        over = terminated | (lived >= world.horizon)
        now = torch.from_numpy(world.observe())
        rewards[step], going[step] = torch.from_numpy(reward), torch.from_numpy(1 - over.astype(np.float32))
        cut = torch.from_numpy(over & ~terminated)
        if cut.any():  # what was still to come, the critic says
            rewards[step, cut] += world.discount * critic(now[cut]).squeeze(1)
        if over.any():
            lanes = np.flatnonzero(over)
            ended.extend(paid[lanes])
            lived[lanes], paid[lanes] = 0, 0
            world.begin(lanes)
            now = torch.from_numpy(world.observe())
    values[STEPS] = critic(now).squeeze(1)
    advantages, last = torch.zeros(STEPS, LANES), torch.zeros(LANES)
    for step in reversed(range(STEPS)):
        surprise = rewards[step] + world.discount * values[step + 1] * going[step] - values[step]
        last = surprise + world.discount * 0.95 * going[step] * last
        advantages[step] = last
    return seen.flatten(0, 1), done.flatten(), logs.flatten(), advantages.flatten(), (advantages + values[:-1]).flatten(), np.mean(ended) if ended else 0.0


def update(number):
    seen, done, logs, advantages, targets, reward = live()
    advantages = (advantages - advantages.mean()) / (advantages.std() + 1e-8)
    optimizer.param_groups[0]["lr"] = 1e-3 * (1 - number / (updates + WARM))
    for _ in range(EPOCHS):
        for at in torch.randperm(len(seen)).chunk(MINIBATCHES):
            distribution = torch.distributions.Categorical(logits=actor(seen[at]))
            ratio = (distribution.log_prob(done[at]) - logs[at]).exp()
            surrogate = torch.min(ratio * advantages[at], ratio.clamp(0.8, 1.2) * advantages[at])
            loss = -(surrogate + 0.01 * distribution.entropy()).mean() + 0.25 * nn.functional.mse_loss(critic(seen[at]).squeeze(1), targets[at])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 0.5)
            optimizer.step()
    return reward


for number in range(WARM):
    update(number)
before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
for number in range(updates):
    reward = update(WARM + number)
wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
print(*(f"{1000 * x / updates:.4f}" for x in (after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, wall)), f"{reward:.4f}")
