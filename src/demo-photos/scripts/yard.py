"""Back yards, seen from the house, so that they suit a house of any color: blender -b -P yard.py -- lawn|deck|patio|pool|garden SEED OUT.jpg [--size 960x640] [--samples 8]."""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import looks
import parts
from studio import *

options = argparse.ArgumentParser()
options.add_argument("kind", choices=looks.YARDS)
options.add_argument("seed", type=int, choices=range(3))
options.add_argument("out")
options.add_argument("--size", default="864x576")
options.add_argument("--samples", type=int, default=8)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
kind, seed = o.kind, o.seed
palette = (looks.YARDS.index(kind) + seed * 2) % 5
season, time = looks.yard_season(kind, seed), "day"
parts.setup(("ranch", "craftsman", "colonial")[seed], palette, season, time)
from parts import R, blades, conc, dark, fence, flowers, grass, green, leaves, pick, shrubs, stone, tree, white, wood

mesh("g", [(-90, -60, 0), (90, -60, 0), (90, 90, 0), (-90, 90, 0)], [(0, 1, 2, 3)], grass)
hard = []


def table(x, y, z):
    box(x - 0.9, y - 0.5, z + 0.7, x + 0.9, y + 0.5, z + 0.75, wood)
    for dx in (-0.8, 0.8):
        for dy in (-0.4, 0.4):
            box(x + dx - 0.03, y + dy - 0.03, z, x + dx + 0.03, y + dy + 0.03, z + 0.7, dark)
    for dx in (-0.5, 0.5):
        for s in (-1, 1):
            box(x + dx - 0.22, y + s * 0.75 - 0.2, z + 0.42, x + dx + 0.22, y + s * 0.75 + 0.2, z + 0.46, wood)
            box(x + dx - 0.22, y + s * 0.95 - 0.02, z + 0.46, x + dx + 0.22, y + s * 0.95 + 0.02, z + 0.9, wood)
            for a in (-0.2, 0.18):
                for b in (-0.18, 0.16):
                    box(x + dx + a, y + s * 0.75 + b, z, x + dx + a + 0.03, y + s * 0.75 + b + 0.03, z + 0.42, dark)


def umbrella(x, y, z, c):
    box(x - 0.025, y - 0.025, z, x + 0.025, y + 0.025, z + 2.4, white)
    bpy.ops.mesh.primitive_cone_add(vertices=8, radius1=1.5, radius2=0.05, depth=0.5, location=(x, y, z + 2.4))
    bpy.context.object.data.materials.append(mat("cloth", c, 0.9))


def lounger(x, y, z, cloth):
    box(x - 0.35, y - 0.9, z + 0.28, x + 0.35, y + 0.4, z + 0.38, cloth)
    v = [
        (x - 0.35, y + 0.4, z + 0.28),
        (x + 0.35, y + 0.4, z + 0.28),
        (x + 0.35, y + 1.0, z + 0.75),
        (x - 0.35, y + 1.0, z + 0.75),
    ]
    v += [(a, b - 0.06, c + 0.09) for a, b, c in v]
    mesh("back", v, [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)], cloth)
    for dx in (-0.3, 0.26):
        for dy in (-0.85, 0.3):
            box(x + dx, y + dy, z, x + dx + 0.05, y + dy + 0.05, z + 0.28, wood)


cloth = mat("cloth", (0.72, 0.70, 0.66), 0.9)
if kind == "deck":
    z = 0.45
    for i in range(28):
        box(-4.6 + i * 0.3, -4.4, z - 0.04, -4.6 + i * 0.3 + 0.285, 0, z, wood)
    box(-4.6, -4.42, 0, 3.8, -4.38, z - 0.04, dark)
    for i in range(3):
        box(-1.6, -4.4 - 0.32 * (i + 1), 0, 0.6, -4.4 - 0.32 * i, z - 0.12 * (i + 1), wood)
    for a, b in ((-4.6, -1.8), (0.8, 3.8)):
        for i in range(int((b - a) / 0.14)):
            box(a + i * 0.14, -4.38, z, a + i * 0.14 + 0.04, -4.34, z + 0.95, white)
        box(a, -4.42, z + 0.92, b, -4.30, z + 1.0, white)
    table(-2.4, -2.8, z)
    umbrella(-2.4, -2.8, z, pick([(0.30, 0.06, 0.05), (0.06, 0.14, 0.20), (0.60, 0.56, 0.48)]))
    lounger(2.2, -2.2, z, cloth)
    hard.append((-4.7, 3.9, -5.5, 0))
    shrubs([-4.4, -3.5, -2.6, 1.4, 2.3, 3.2], -5.0, 0.42)
elif kind in ("patio", "garden"):
    w = (-4, 3.4, -4.2) if kind == "patio" else (-2.8, 1.6, -2.6)
    paver = tex(
        mat("paver", (0.3, 0.3, 0.3), 0.9), "ShaderNodeTexBrick", 1, (0.34, 0.31, 0.27), (0.25, 0.23, 0.21), 0.3, parts.shingles
    )
    box(w[0], w[2], -0.05, w[1], 0, 0.06, paver)
    hard.append((w[0], w[1], w[2], 0))
    table(-0.8, w[2] / 2, 0.06)
    if kind == "patio":
        for x in (-3.7, 3.1):
            for y in (-3.9, -0.2):
                box(x - 0.09, y - 0.09, 0, x + 0.09, y + 0.09, 2.6, white)
        for i in range(18):
            box(-4.0 + i * 0.42, -4.3, 2.62, -4.0 + i * 0.42 + 0.06, 0.0, 2.78, white)
        for y in (-4.0, -0.3):
            box(-4.2, y, 2.5, 3.6, y + 0.12, 2.64, white)
        bpy.ops.mesh.primitive_cylinder_add(radius=0.55, depth=0.4, location=(2.2, -2.4, 0.26))
        bpy.context.object.data.materials.append(stone)
    else:
        soil = mat("soil", (0.06, 0.04, 0.028), 1)
        for i, (x, y) in enumerate(((-6, -7), (-3.4, -7), (-6, -10), (-3.4, -10), (3.2, -8), (3.2, -11))):
            box(x - 1.0, y - 0.6, 0, x + 1.0, y + 0.6, 0.4, wood)
            box(x - 0.94, y - 0.54, 0.38, x + 0.94, y + 0.54, 0.42, soil)
            hard.append((x - 1, x + 1, y - 0.6, y + 0.6))
            for k in range(7):
                b = leafball(300, R.uniform(0.18, 0.3), R.uniform(0.15, 0.4), 0.05, pick(green) if (k + i) % 3 else flowers, k)
                b.location = (x - 0.75 + k * 0.25, y + R.uniform(-0.3, 0.3), 0.6)
elif kind == "pool":
    water = tex(mat("water", (0.03, 0.28, 0.36), 0.04), "ShaderNodeTexNoise", 5, (0.035, 0.30, 0.38), (0.06, 0.38, 0.46), 0.15)
    x0, x1, y0, y1 = -5.2, 4.0, -9.2, -4.6
    for a in ((x0 - 1.6, y0 - 1.3, x1 + 1.6, y0), (x0 - 1.6, y1, x1 + 1.6, 0), (x0 - 1.6, y0, x0, y1), (x1, y0, x1 + 1.6, y1)):
        box(a[0], a[1], -0.5, a[2], a[3], 0.06, conc)
    box(x0, y0, -0.5, x1, y1, -0.12, water)
    for a in (
        (x0 - 0.25, y0 - 0.25, x1 + 0.25, y0),
        (x0 - 0.25, y1, x1 + 0.25, y1 + 0.25),
        (x0 - 0.25, y0, x0, y1),
        (x1, y0, x1 + 0.25, y1),
    ):
        box(*a[:2], 0, *a[2:], 0.1, white)
    hard.append((x0 - 1.6, x1 + 1.6, y0 - 1.3, 0))
    for x in (-3.4, -2.2, 1.6, 2.8):
        lounger(x, -3.0, 0.06, cloth)
    umbrella(-2.8, -2.4, 0.06, pick([(0.30, 0.06, 0.05), (0.06, 0.14, 0.20), (0.60, 0.56, 0.48)]))
    # The lawn would cover the water: it leaves the pool open.
    bpy.data.objects.remove(bpy.data.objects["g"])
    for a in ((-90, -60, x0, 90), (x1, -60, 90, 90), (x0, -60, x1, y0), (x0, y1, x1, 90)):
        mesh("g", [(a[0], a[1], 0), (a[2], a[1], 0), (a[2], a[3], 0), (a[0], a[3], 0)], [(0, 1, 2, 3)], grass)
else:
    box(-2.8, -2.2, -0.05, 1.6, 0, 0.08, conc)
    hard.append((-2.8, 1.6, -2.2, 0))
    lounger(0.8, -1.2, 0.08, cloth)
    umbrella(-1.4, -1.2, 0.08, pick([(0.30, 0.06, 0.05), (0.06, 0.14, 0.20), (0.60, 0.56, 0.48)]))


def lawn(g, count):
    x, y = g.uniform(-12, 12, count), -14 * g.uniform(0, 1, count) ** 1.3
    keep = numpy.ones(count, bool)
    for a, b, c, d in hard:
        keep &= ~((x > a) & (x < b) & (y > c) & (y < d))
    return numpy.stack([x, y], 1)[keep]


blades(80000, lawn)
for line in ((-11, -17, -11, 6), (11, 6, 11, -17), (-11, -17, 11, -17)):
    fence(*line)
for i in range(8):
    for x, y in ((-10.1, -15 + i * 1.9), (10.1, -15 + i * 1.9), (-9 + i * 2.5, -16)):
        b = leafball(1200, R.uniform(0.5, 0.95), R.uniform(0.6, 1.2), 0.08, pick(green), i)
        b.location = (x, y, 0.6)
        if R.random() < 0.4:
            b = leafball(60, 0.5, 0.3, 0.06, flowers, i)
            b.location = (x * 0.93, y + (0.8 if y < -15 else 0), 0.5)
for i, x in enumerate(range(-34, 38, 6)):
    tree(x + R.uniform(-2, 2), -26 + R.uniform(-6, 3), R.uniform(8, 13), i * 13 + seed, pick(leaves), (i + seed) % 3 == 0)
if seed != 1:
    tree(-6.5 + 12 * (seed == 2), -12.5, 6.5, 9 + seed, pick(leaves))
box(-9, -40, 0, 3, -30, 3.4, mat("n", (0.42, 0.40, 0.36), 0.8))
mesh("nr", [(-9.5, -29.5, 3.3), (3.5, -29.5, 3.3), (3.5, -35, 5.6), (-9.5, -35, 5.6)], [(0, 1, 2, 3)], parts.roof)
sky("day", seed + 11, 42, (38, 320, 48)[seed])
x = (1.2, 0, 0.4)[seed] if kind == "patio" else (3.6, -4.4, 4.2)[seed]
cam((x, 0.9, 1.75), (x * 0.1 - 0.4, -9, 1.75), 22, -0.09)
width, height = (int(s) for s in o.size.split("x"))
go(o.out, width, height, o.samples, -0.3)
