#!/usr/bin/python3
"""Times one training step of the network of StepBench.java in Python torch and in Java, in turn.

Usage: step_bench.py CLASSPATH [ROUNDS]   (classpath: see docs/benchmarks.md)
       step_bench.py --one CHANNELS SIDE  (one measurement in this process)
"""
import json
import os
import statistics
import subprocess
import sys
import time

BATCH, STEPS, WARM_UP, SLICES, CLASSES = 64, 8, 3, 5, 10
SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": "1073741824",
    "MALLOC_TRIM_THRESHOLD_": "4294967296",
    "MALLOC_ARENA_MAX": "1",
}


def network(channels):
    import torch
    from torch import nn
    from torch.nn import functional as F

    def conv_bn(c_in, c_out, k, stride=1):
        return nn.Sequential(
            nn.Conv2d(c_in, c_out, k, stride, k // 2, bias=False), nn.BatchNorm2d(c_out))

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

    return nn.Sequential(
        conv_bn(channels, 16, 3), Cell(16), Reduce(16, 32), Cell(32), Reduce(32, 64), Cell(64),
        nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(64, CLASSES))


def one(channels, side):
    import torch
    from torch.nn import functional as F

    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = network(channels).to(memory_format=torch.channels_last)
    plain = [p for p in model.parameters() if p.ndim < 2]
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": 5e-4}, {"params": plain}]
    sgd = torch.optim.SGD(groups, lr=0.05, momentum=0.9, nesterov=True)
    images = torch.randint(0, 256, (STEPS * BATCH, channels, side, side), dtype=torch.uint8)
    labels = torch.arange(STEPS * BATCH) % CLASSES
    cpu, wall = [], []
    for epoch in range(WARM_UP + SLICES):
        c, w = time.process_time(), time.perf_counter()
        order = torch.randperm(len(images))
        for b in range(STEPS):
            rows = order[b * BATCH:(b + 1) * BATCH]
            x = images[rows].to(torch.float32).contiguous(memory_format=torch.channels_last)
            x = (x - 127.5) / 73.9
            logits = model(x)
            loss = F.cross_entropy(logits, labels[rows], label_smoothing=0.1)
            sgd.zero_grad()
            loss.backward()
            sgd.step()
            loss.item()
        if epoch >= WARM_UP:
            cpu.append(1000 * (time.process_time() - c) / STEPS)
            wall.append(1000 * (time.perf_counter() - w) / STEPS)
    print(json.dumps({
        "engine": "python",
        "params": sum(p.numel() for p in model.parameters()),
        "cpu_ms": round(statistics.median(cpu), 2),
        "wall_ms": round(statistics.median(wall), 2)}))


def both(classpath, rounds):
    java = ["java", "-Xmx1g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp", classpath, "io.mimar.bench.StepBench"]
    python = ["/usr/bin/python3", __file__, "--one"]
    environment = dict(os.environ, **SETTINGS)
    print("| images | Java CPU ms | Python CPU ms | ratio of CPU | Java wall ms | Python wall ms |")
    print("|---|---|---|---|---|---|")
    for shape in (["3", "32"], ["1", "28"]):
        results = {"java": [], "python": []}
        for round_ in range(rounds):
            turn = [java, python] if round_ % 2 == 0 else [python, java]
            for command in turn:
                out = subprocess.run(
                    command + shape, env=environment, check=True, stdout=subprocess.PIPE).stdout
                result = json.loads(out)
                results[result["engine"]].append(result)
                print(result, file=sys.stderr, flush=True)
        cpu = {e: statistics.median(r["cpu_ms"] for r in results[e]) for e in results}
        wall = {e: statistics.median(r["wall_ms"] for r in results[e]) for e in results}
        ratios = [j["cpu_ms"] / p["cpu_ms"] for j, p in zip(results["java"], results["python"])]
        print(f"| {shape[0]}x{shape[1]}x{shape[1]} | {cpu['java']:.1f} | {cpu['python']:.1f} | "
              f"{statistics.median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f}) | "
              f"{wall['java']:.1f} | {wall['python']:.1f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        one(int(sys.argv[2]), int(sys.argv[3]))
    else:
        both(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
