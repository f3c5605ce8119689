#!/usr/bin/python3
"""Times one training step of a network of StepNetwork.java in Python torch.

Usage: step.py cell|mobile|mlp|gru FORM STEPS BATCH   (STEPS: in a slice of time)

FORM: plain; channels_last; fused, which is channels_last with a fused optimiser (torch 2.4 or later);
compiled, which is that with torch.compile of the network (a C++ compiler and Python's headers).
"""
import json
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

WARM_UP, SLICES = 3, 5


def conv_bn(c_in, c_out, k, stride=1, groups=1):
    return nn.Sequential(
        nn.Conv2d(c_in, c_out, k, stride, k // 2, groups=groups, bias=False),
        nn.BatchNorm2d(c_out))


def conv_bn_relu(c_in, c_out, k, stride=1, groups=1):
    return nn.Sequential(conv_bn(c_in, c_out, k, stride, groups), nn.ReLU(inplace=True))


class Cell(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.e01, self.e02 = conv_bn(c, c, 3), conv_bn(c, c, 1)
        self.e12, self.e13 = conv_bn(c, c, 3), conv_bn(c, c, 1)

    def forward(self, x):
        r = F.relu(x)
        a = F.relu_(self.e01(r))
        two = self.e02(r) + self.e12(a)
        pooled = F.avg_pool2d(two, 3, 1, 1, count_include_pad=False)
        return x + self.e13(a) + pooled


class Reduce(nn.Module):
    def __init__(self, c_in, c):
        super().__init__()
        self.first, self.second = conv_bn(c_in, c, 3, 2), conv_bn(c, c, 3)
        self.side = nn.Conv2d(c_in, c, 1, bias=False)

    def forward(self, x):
        main = self.second(F.relu_(self.first(F.relu(x))))
        pooled = F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)
        return main + self.side(pooled)


class Inverted(nn.Module):
    def __init__(self, c_in, c, expansion, stride):
        super().__init__()
        inner = c_in * expansion
        layers = [conv_bn_relu(c_in, inner, 1)] if expansion > 1 else []
        layers += [conv_bn_relu(inner, inner, 3, stride, inner), conv_bn(inner, c, 1)]
        self.body = nn.Sequential(*layers)
        self.added = stride == 1 and c_in == c

    def forward(self, x):
        return x + self.body(x) if self.added else self.body(x)


class Gru(nn.Module):
    def __init__(self):
        super().__init__()
        self.vectors = nn.Embedding(2000, 32, padding_idx=0)
        self.gru = nn.GRU(32, 64, batch_first=True)
        self.head = nn.Linear(64, 2)

    def forward(self, ids):
        return self.head(self.gru(self.vectors(ids))[0].mean(1))


def head(channels):
    return [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10)]


def network(name):
    if name == "cell":
        return nn.Sequential(
            conv_bn(3, 16, 3), Cell(16), Reduce(16, 32), Cell(32), Reduce(32, 64), Cell(64),
            nn.BatchNorm2d(64), nn.ReLU(inplace=True), *head(64))
    if name == "mobile":
        return nn.Sequential(
            conv_bn_relu(3, 16, 3), Inverted(16, 16, 1, 1), Inverted(16, 24, 4, 2),
            Inverted(24, 24, 4, 1), Inverted(24, 32, 4, 2), Inverted(32, 32, 4, 1),
            Inverted(32, 64, 4, 2), conv_bn_relu(64, 128, 1), *head(128))
    if name == "mlp":
        return nn.Sequential(nn.Linear(32, 64), nn.ReLU(inplace=True), nn.Linear(64, 10))
    return Gru()


def samples(name, count):
    """Raw numbers and labels, and what makes a batch of them the network's input."""
    if name == "gru":
        return torch.randint(1, 2000, (count, 64)), torch.arange(count) % 2, lambda x: x
    shape = (count, 32) if name == "mlp" else (count, 3, 32, 32)
    raw = torch.randint(0, 256, shape, dtype=torch.uint8)
    return raw, torch.arange(count) % 10, lambda x: (x.to(torch.float32) - 127.5) / 73.9


def main(name, form, steps, batch):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    last = form != "plain" and name in ("cell", "mobile")
    order_in_memory = torch.channels_last if last else torch.contiguous_format
    model = network(name)
    model = model.to(memory_format=order_in_memory) if last else model
    plain = [p for p in model.parameters() if p.ndim < 2]
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": 5e-4}, {"params": plain}]
    sgd = torch.optim.SGD(groups, lr=0.05, momentum=0.9, nesterov=True,
                          **({"fused": True} if form in ("fused", "compiled") else {}))
    step = torch.compile(model) if form == "compiled" else model
    raw, labels, entered = samples(name, steps * batch)
    cpu, wall = [], []
    for epoch in range(WARM_UP + SLICES):
        c, w = time.process_time(), time.perf_counter()
        order = torch.randperm(len(raw))
        for b in range(steps):
            rows = order[b * batch:(b + 1) * batch]
            x = raw[rows]
            x = entered(x.contiguous(memory_format=order_in_memory) if last else x)
            loss = F.cross_entropy(step(x), labels[rows], label_smoothing=0.1)
            sgd.zero_grad()
            loss.backward()
            sgd.step()
            loss.item()
        if epoch >= WARM_UP:
            cpu.append(1000 * (time.process_time() - c) / steps)
            wall.append(1000 * (time.perf_counter() - w) / steps)
    print(json.dumps({
        "engine": "torch " + torch.__version__,
        "params": sum(p.numel() for p in model.parameters()),
        "cpuMs": round(statistics.median(cpu), 4),
        "wallMs": round(statistics.median(wall), 4),
        "engineShare": 0,
        "javaBytes": 0}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
