"""The training step of LanguageTask.cs in plain PyTorch. Usage: transformer.py LAYERS WIDTH SHORTEST STEPS THREADS
Prints user CPU, system CPU and wall milliseconds of a step, and the loss of the last."""
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

layers, width, shortest, steps, threads = map(int, sys.argv[1:])
SEQUENCES, LONGEST, TOKENS = 88, 35, 200
heads = width // 16
torch.set_num_threads(threads)
torch.manual_seed(1)


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width))
        self.register_buffer("unseen", torch.ones(LONGEST, LONGEST, dtype=torch.bool).triu(1))

    def forward(self, x):
        sequences, length, _ = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(sequences, length, 3, heads, -1).permute(2, 0, 3, 1, 4)
        if hasattr(F, "scaled_dot_product_attention"):
            seen = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = (q @ k.transpose(-2, -1)) * (width // heads) ** -0.5
            seen = scores.masked_fill(self.unseen[:length, :length], float("-inf")).softmax(-1) @ v
        x = x + self.mix(seen.transpose(1, 2).reshape(sequences, length, width))
        return x + self.mlp(self.norm2(x))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.positions = nn.Embedding(TOKENS, width), nn.Embedding(LONGEST, width)
        self.blocks = nn.Sequential(*[Block() for _ in range(layers)])
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, TOKENS, bias=False)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.positions(torch.arange(tokens.shape[1]))
        return self.head(self.norm(self.blocks(x)))


lengths = [shortest + i * 7 % (LONGEST - shortest + 1) for i in range(SEQUENCES)]
token = lambda sequence, place: (sequence * 31 + place * place * 7) % TOKENS
tokens = torch.tensor([[token(s, p) if p < lengths[s] else 0 for p in range(LONGEST)] for s in range(SEQUENCES)])
following = torch.tensor([[token(s, p + 1) if p < lengths[s] else -1 for p in range(LONGEST)] for s in range(SEQUENCES)])
model = Model()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.01)


def step():
    optimizer.zero_grad()
    loss = F.cross_entropy(model(tokens).view(-1, TOKENS), following.view(-1), ignore_index=-1)
    loss.backward()
    optimizer.step()
    return loss.item()


for _ in range(5):
    step()
before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
for _ in range(steps):
    loss = step()
wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
print(*(f"{1000 * x / steps:.4f}" for x in (after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime, wall)), f"{loss:.4f}")
