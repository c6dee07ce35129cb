"""Land to build on: blender -b -P land.py -- lot|meadow SEED OUT.jpg [--size 960x640] [--samples 8]."""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import parts
from studio import *

options = argparse.ArgumentParser()
options.add_argument("kind", choices=("lot", "meadow"))
options.add_argument("seed", type=int, choices=range(5))
options.add_argument("out")
options.add_argument("--size", default="960x640")
options.add_argument("--samples", type=int, default=8)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
kind, seed = o.kind, o.seed
parts.setup("craftsman", seed, "summer", "day")
from parts import R, blades, conc, fence, flowers, grass, green, leaves, pick, tree, wood

mesh("g", [(-200, -60, 0), (200, -60, 0), (200, 300, 0), (-200, 300, 0)], [(0, 1, 2, 3)], grass)
blades(
    110000,
    lambda g, count: numpy.stack([g.uniform(-20, 20, count), -14 + 26 * g.uniform(0, 1, count) ** 1.6], 1),
    0.05,
    0.16 if kind == "lot" else 0.3,
)
if kind == "lot":
    box(-60, -19, -0.02, 60, -15.2, 0.03, conc)
    fence(-16, 18, 16, 18)
    fence(-16, -9, -16, 18)
    fence(16, 18, 16, -9)
    for x, depth, look in ((-25, 1, (0.42, 0.38, 0.30)), (25, 4, (0.18, 0.23, 0.27))):
        parts.wall = parts.siding(look)
        box(x - 6.5, depth, 0, x + 6.5, depth + 9, 3.1, parts.wall)
        parts.gable(x - 6.5, x + 6.5, depth, depth + 9, 3.1, 2.3)
        for d in (-3.6, 0.2, 3.6):
            parts.win(x + d, 1, 1.5, 1.3, depth)
    for x, y in ((-9, -10.5), (9, -10.5), (-9, 12), (9, 12)):
        # Stakes of the survey.
        box(x - 0.03, y - 0.03, 0, x + 0.03, y + 0.03, 0.9, wood)
        box(x - 0.032, y - 0.032, 0.7, x + 0.032, y + 0.032, 0.9, mat("mark", (0.8, 0.18, 0.03), 0.7))
    tree(11.5, 14, 9, seed + 5, pick(leaves))
else:
    for i in range(26):
        x = -39 + i * 3.1
        box(x - 0.07, 15.9, 0, x + 0.07, 16.1, 1.25, wood)
    for z in (0.45, 0.8, 1.12):
        box(-39, 15.96, z, 40, 16.04, z + 0.1, wood)
    for i in range(60):
        b = leafball(60, 0.5, 0.16, 0.035, flowers, i)
        b.location = (R.uniform(-16, 16), R.uniform(-9, 14), 0.24)
    tree(-9, 9, 11, seed + 3, pick(leaves))
for i, x in enumerate(range(-70, 74, 6)):
    far = 34 if kind == "lot" else 60
    tree(x + R.uniform(-2, 2), far + R.uniform(-4, 14), R.uniform(10, 16), i * 17 + seed, pick(leaves), (i + seed) % 3 == 0)
for j, (y, low, colour) in enumerate(((130, 9, (0.05, 0.085, 0.04)), (230, 26, (0.11, 0.16, 0.16)))):
    xs = range(-400, 401, 16)
    v = [(x, y + t * 60, t * (low + low * 0.5 * math.sin(x / 60 + j * 2 + seed))) for x in xs for t in (0, 1)]
    mesh("hill", v, [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(len(xs) - 1)], mat("hill", colour, 1))
sky("day", seed + 31, 40, (222, 140)[seed % 2])
cam(((-3, 4)[seed % 2], -19 if kind == "lot" else -15, 2.1), ((1, -2)[seed % 2], 0, 2.1), 25, 0.02)
width, height = (int(n) for n in o.size.split("x"))
go(o.out, width, height, o.samples, -0.3)
