"""Land to build on: blender -b -P land.py -- lot|meadow|woods|hillside|river SEED OUT.jpg [--view other] [--size 960x640] [--samples 8]."""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import looks
import parts
from studio import *

options = argparse.ArgumentParser()
options.add_argument("kind", choices=looks.LAND)
options.add_argument("seed", type=int, choices=range(3))
options.add_argument("out")
options.add_argument("--view", choices=("front", "other"), default="front")
options.add_argument("--size", default="960x640")
options.add_argument("--samples", type=int, default=8)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
kind, seed = o.kind, o.seed
parts.setup("craftsman", seed, looks.land_season(kind, seed), "day")
from parts import R, blades, conc, fence, flowers, grass, green, leaves, pick, tree, wood

WATER = -0.5


def bend(x):
    """Where the middle of the stream is."""
    return 5 + 2.6 * numpy.sin(x / 13 + seed) + 0.004 * x * x


def ground(x, y):
    """Height of the land at arrays of places."""
    x, y = numpy.asarray(x, "f8"), numpy.asarray(y, "f8")
    soft = 0.22 * numpy.sin(x / 7 + seed) * numpy.cos(y / 9) * numpy.clip((y + 15) / 10, 0, 1)
    if kind == "hillside":
        up = numpy.clip((y + 12) / 62, 0, 1)
        return soft + 11 * up * up * (3 - 2 * up) * (1 + 0.18 * numpy.sin(x / 31 + 1 + seed * 2))
    if kind == "river":
        bed = numpy.clip((abs(y - bend(x)) - 3.2) / 3.5, 0, 1)
        return -1.3 + 1.3 * bed * bed * (3 - 2 * bed) + soft * bed
    return soft * (0 if kind == "lot" else 1)


def land():
    xs = numpy.concatenate([numpy.linspace(-260, -62, 34), numpy.linspace(-60, 60, 121), numpy.linspace(62, 260, 34)])
    ys = numpy.concatenate([numpy.linspace(-60, -21, 14), numpy.linspace(-20, 60, 81), numpy.linspace(62, 320, 44)])
    x, y = numpy.meshgrid(xs, ys)
    v = numpy.stack([x, y, ground(x, y)], -1).reshape(-1, 3)
    n = len(xs)
    f = [(i, i + 1, i + n + 1, i + n) for j in range(len(ys) - 1) for i in range(j * n, j * n + n - 1)]
    made = mesh("g", [tuple(p) for p in v], f, grass)
    made.data.polygons.foreach_set("use_smooth", numpy.ones(len(f), bool))


def stand(x, y, h, m, conifer=False, sd=0):
    """A tree on the ground."""
    before = set(bpy.data.objects)
    tree(x, y, h, sd, m, conifer)
    z = float(ground(x, y))
    for b in set(bpy.data.objects) - before:
        b.location.z += z


def bush(x, y, r, m, sd, leaf=1100):
    b = leafball(leaf, r, r * 0.8, 0.075, m, sd)
    b.location = (x, y, float(ground(x, y)) + r * 0.45)


def posts(x0, x1, y):
    """A post-and-rail fence along the ground."""
    for i in range(int((x1 - x0) / 3) + 1):
        x = x0 + i * 3
        z = float(ground(x, y))
        box(x - 0.08, y - 0.08, z - 0.2, x + 0.08, y + 0.08, z + 1.25, wood)
        if x + 3 <= x1:
            e = float(ground(x + 3, y))
            for up in (0.45, 0.8, 1.12):
                v = [(x, y + d, z + up + t) for d in (-0.03, 0.03) for t in (0, 0.11)]
                v += [(x + 3, y + d, e + up + t) for d in (-0.03, 0.03) for t in (0, 0.11)]
                mesh("rail", v, [(0, 1, 5, 4), (2, 3, 7, 6), (1, 3, 7, 5), (0, 2, 6, 4)], wood)


land()
low, high = dict(lot=(0.04, 0.13), woods=(0.05, 0.2), river=(0.08, 0.36), meadow=(0.1, 0.34), hillside=(0.08, 0.26))[kind]
free = []  # what stays without grass: x from, to; y from, to


def sown(g, count):
    y = -16 + (56 if kind == "hillside" else 34) * g.uniform(0, 1, count) ** 1.9
    x = g.uniform(-1, 1, count) * (20 + numpy.clip(y, 0, 99) * 0.6)
    keep = numpy.ones(count, bool)
    for a, b, c, d in free:
        keep &= ~((x > a) & (x < b) & (y > c) & (y < d))
    if kind == "woods":
        keep &= abs(x - track(y)) > 1.5
    if kind == "river":
        keep &= ground(x, y) > WATER + 0.12
    return numpy.stack([x, y], 1)[keep]


def track(y):
    """Where the middle of the way through the woods is."""
    return 3.2 * numpy.sin((numpy.asarray(y, "f8") + 16) / 13 + seed * 1.3) - 1.5 * seed


if kind == "lot":
    box(-60, -22, -0.05, 60, -18.2, 0.02, tex(mat("asphalt", (0.1, 0.1, 0.1), 0.9), "ShaderNodeTexNoise", 9, (0.085,) * 3, (0.12,) * 3))
    box(-60, -18.2, -0.05, 60, -18.0, 0.12, conc)
    box(-60, -16.6, -0.05, 60, -15.2, 0.05, conc)
    free.append((-60, 60, -16.7, -15.1))
    fence(-16, 18, 16, 18)
    fence(-16, -9, -16, 18)
    fence(16, 18, 16, -9)
    fronts = (("blue-gray", (0.21, 0.26, 0.31)), ("cream", (0.60, 0.52, 0.37)), ("sage", (0.17, 0.22, 0.13)), ("tan", (0.36, 0.25, 0.15)))
    for i, (x, depth) in enumerate(((-24.5, -2), (24.5, 0), (-14, 33), (9, 35))):
        parts.wall = parts.siding(fronts[(i + seed) % 4][1])
        box(x - 6.5, depth, 0, x + 6.5, depth + 9, 3.1, parts.wall)
        parts.gable(x - 6.5, x + 6.5, depth, depth + 9, 3.1, 2.3)
        for d in (-3.6, 0.2, 3.6):
            parts.win(x + d, 1, 1.5, 1.3, depth)
        # The side towards the lot has windows too.
        side = x + (6.5 if x < 0 else -6.5)
        for y in (depth + 2, depth + 6):
            box(side - 0.05, y, 1.0, side + 0.05, y + 1.5, 2.3, parts.white)
            box(side - 0.06, y + 0.1, 1.1, side + 0.06, y + 1.4, 2.2, parts.glass)
    for x, y in ((-9, -11.5), (9, -11.5), (-9, 9), (9, 9)):
        # Stakes of the survey.
        box(x - 0.03, y - 0.03, 0, x + 0.03, y + 0.03, 0.9, wood)
        box(x - 0.05, y - 0.05, 0.72, x + 0.05, y + 0.05, 0.92, mat("mark", (0.8, 0.16, 0.05), 0.7))
    stand((11.5, -12, 12.5)[seed], 13, 8.5, pick(leaves), seed == 1, seed + 5)
    for i in range(9):
        bush(-14.6, -7 + i * 2.7, R.uniform(0.5, 0.9), pick(green), i)
elif kind == "meadow":
    posts(-42, 42, 17)
    for i in range(90):
        x, y = R.uniform(-17, 17), R.uniform(-11, 13)
        b = leafball(60, 0.5, 0.16, 0.03, flowers, i)
        b.location = (x, y, float(ground(x, y)) + 0.26)
    stand((-10, 11, -12)[seed], (8, 11, 5)[seed], 10.5, pick(leaves), False, seed + 3)
elif kind == "woods":
    ys = [-30 + i for i in range(90)]
    v = [(float(track(y)) + s * 1.35, y, float(ground(track(y) + s * 1.35, y)) + 0.03) for y in ys for s in (-1, 0, 1)]
    # Two faces side by side, so that the way lies on the ground.
    f = [(3 * i + k, 3 * i + k + 1, 3 * i + k + 4, 3 * i + k + 3) for i in range(len(ys) - 1) for k in (0, 1)]
    gravel = tex(mat("gravel", (0.3, 0.27, 0.23), 1), "ShaderNodeTexNoise", 26, (0.19, 0.165, 0.135), (0.36, 0.325, 0.28), 0.5)
    mesh("way", v, f, gravel)
    for i in range(74):
        y = -9 + i * 0.95
        x = float(track(y)) + R.choice((-1, 1)) * R.uniform(3.4, 20 + i * 0.5)
        stand(x, y, R.uniform(12, 19), pick(leaves), R.random() < 0.72 or y < 6, i * 7 + seed)
    for i in range(46):
        y = R.uniform(-11, 24)
        x = float(track(y)) + R.choice((-1, 1)) * R.uniform(2.2, 15)
        bush(x, y, R.uniform(0.3, 0.7), pick(green), i, 700)
elif kind == "hillside":
    for i in range(30):
        x = -62 + i * 4.3 + R.uniform(-1.5, 1.5)
        stand(x, R.uniform(34, 50), R.uniform(8, 14), pick(leaves), R.random() < 0.6, i * 5 + seed)
    for x, y, h, fir in ((-13, 9, 9, True), (14, 20, 8, False), (-5, 27, 9.5, True)):
        stand(x * (1, -1, 1)[seed], y, h, pick(leaves), fir, seed + y)
    for i in range(22):
        bush(R.uniform(-26, 26), R.uniform(2, 30), R.uniform(0.3, 0.65), pick(green), i, 700)
    for i in range(40):
        x, y = R.uniform(-16, 16), R.uniform(-11, 8)
        b = leafball(50, 0.45, 0.14, 0.028, flowers, i)
        b.location = (x, y, float(ground(x, y)) + 0.22)
else:
    water = tex(mat("river", (0.03, 0.06, 0.06), 0.05), "ShaderNodeTexNoise", 1.6, (0.022, 0.045, 0.045), (0.04, 0.07, 0.065), 0.06)
    mesh("water", [(-260, -5, WATER), (260, -5, WATER), (260, 40, WATER), (-260, 40, WATER)], [(0, 1, 2, 3)], water)
    stone = tex(mat("rock", (0.25, 0.24, 0.22), 0.9), "ShaderNodeTexNoise", 4, (0.16, 0.155, 0.145), (0.32, 0.31, 0.29), 0.4)
    for i in range(60):
        x = R.uniform(-24, 24)
        y = float(bend(x)) + R.choice((-1, 1)) * R.uniform(3.9, 5.2)
        r = R.uniform(0.1, 0.42)
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=r, location=(x, y, float(ground(x, y)) + r * 0.2))
        b = bpy.context.object
        b.scale, b.rotation_euler = (1.3, 0.9, 0.6), (0, 0, i)
        b.data.materials.append(stone)
    for i in range(26):
        x = -32 + i * 2.5 + R.uniform(-1, 1)
        bush(x, float(bend(x)) + R.uniform(6, 8), R.uniform(0.5, 1.2), pick(green), i)
    for i in range(14):
        x = -44 + i * 6.6 + R.uniform(-2, 2)
        stand(x, float(bend(x)) + R.uniform(10, 17), R.uniform(8, 13), pick(leaves), R.random() < 0.35, i * 11 + seed)
    stand((-11, 12, -9)[seed], -1.5, 9, pick(leaves), False, seed + 4)
# Tall grass lets light through: brighter blades, and many.
fresh = looks.land_season(kind, seed) == "summer"
for share, c in ((0.6, (0.13, 0.19, 0.05) if fresh else (0.26, 0.22, 0.09)), (0.4, (0.19, 0.25, 0.075) if fresh else (0.34, 0.28, 0.12))):
    parts.blade, parts.seed = mat("blade", c, 0.7), seed + int(share * 10)
    blades(int(230000 * share), sown, low, high, 0.009, ground)

# A wood and hills close the horizon.
edge = dict(lot=48, meadow=52, woods=70, hillside=62, river=44)[kind]
for i, x in enumerate(range(-96, 100, 6)):
    stand(x + R.uniform(-2, 2), edge + R.uniform(-3, 14), R.uniform(9, 15), pick(leaves), (i * 7 + seed) % 3 == 0, i * 17 + seed)
for i in range(150):
    b = leafball(900, R.uniform(2.5, 4.5), R.uniform(3, 5.5), 0.3, pick(leaves + green), i)
    x, y = -190 + i * 2.55, edge + 22 + R.uniform(0, 12)
    b.location = (x, y, float(ground(x, y)) + 2)
for j, (y, rise, color) in enumerate(((170, 13, (0.055, 0.085, 0.05)), (330, 34, (0.10, 0.14, 0.14)), (520, 62, (0.17, 0.22, 0.26)))):
    xs = range(-900, 901, 20)
    v = [
        (x, y + t * 80, t * (rise + rise * 0.45 * math.sin(x / 130 + j * 2 + seed) + rise * 0.12 * math.sin(x / 37 + j)) + (8 if kind == "hillside" else 0))
        for x in xs
        for t in (0, 1)
    ]
    made = mesh("hill", v, [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(len(xs) - 1)], mat("hill", color, 1))
    made.data.polygons.foreach_set("use_smooth", numpy.ones(len(xs) - 1, bool))
sky("day", seed + 31 + len(kind), (40, 34, 44)[seed], (222, 138, 232)[seed])
x, towards = ((-3, 1), (4, -2), (0, 1.5))[seed]
if kind == "woods":
    x, towards = float(track(-15)) + 0.4, float(track(6))
if o.view == "other":
    x, towards = -math.copysign(9, x), math.copysign(7, x)
    if kind == "woods":
        x, towards = float(track(-6)) + 1.0, float(track(-6)) + 9
y = -19.5 if kind == "lot" else float(bend(x)) - 15.5 if kind == "river" else -15
eye = dict(lot=1.75, river=2.7).get(kind, 1.9) + float(ground(x, y))
cam((x, y, eye), (towards, 6, eye), 25, 0.07 if kind in ("hillside", "woods") else 0.0)
width, height = (int(n) for n in o.size.split("x"))
go(o.out, width, height, o.samples, -0.3)
