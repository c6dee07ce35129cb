"""Neighborhoods from a drone's height: blender -b -P aerial.py -- streets|river|country|town SEED OUT.jpg [--size 960x640] [--samples 8]."""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import looks
import parts
from studio import *

options = argparse.ArgumentParser()
options.add_argument("kind", choices=looks.AERIALS)
options.add_argument("seed", type=int, choices=range(3))
options.add_argument("out")
options.add_argument("--size", default="960x640")
options.add_argument("--samples", type=int, default=8)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
kind, seed = o.kind, o.seed
palette = (looks.AERIALS.index(kind) + seed * 2) % 5
parts.setup("ranch", palette, looks.aerial_season(kind, seed), "day")
from parts import R, conc, dark, fence, gable, garage, glass, grass, green, leaves, pick, siding, white

asphalt = tex(mat("asphalt", (0.1, 0.1, 0.1), 0.9), "ShaderNodeTexNoise", 2, (0.085, 0.085, 0.088), (0.125, 0.123, 0.12))
# Lots are mown at different times: the ground has patches.
meadow = tex(mat("meadow", (0.1, 0.2, 0.04), 1), "ShaderNodeTexNoise", 0.06, (0.06, 0.085, 0.022), (0.125, 0.135, 0.05))
mesh("g", [(-900, -300, -0.05), (900, -300, -0.05), (900, 1500, -0.05), (-900, 1500, -0.05)], [(0, 1, 2, 3)], meadow)
river = 74 if kind == "river" else None
BLOCK = {"country": 96}.get(kind, 62)
STREETS = [-44 + BLOCK * i for i in range(-1, 5)]
LOT = {"country": 44}.get(kind, 17)


def bend(x):
    return river + 9 * math.sin(x / 55 + seed) + 0.0006 * x * x


def wet(x, y, margin=0):
    return river is not None and abs(y - bend(x)) < 17 + margin


def kept(build):
    """What build makes, as something that can stand in many places."""
    before = set(bpy.data.objects)
    build()
    group = bpy.data.collections.new("house")
    for b in set(bpy.data.objects) - before:
        group.objects.link(b)
        S.collection.objects.unlink(b)
    return group


def stand(group, x, y, turned):
    b = bpy.data.objects.new("stand", None)
    b.instance_type, b.instance_collection = "COLLECTION", group
    b.location, b.rotation_euler = (x, y, 0), (0, 0, math.radians(turned))
    S.collection.objects.link(b)


def panes(xs, z, w, h, depth):
    """Windows in front and back at once: boxes through the house."""
    for x in xs:
        box(x - w / 2 - 0.1, -0.04, z - 0.1, x + w / 2 + 0.1, depth + 0.04, z + h + 0.1, white)
        box(x - w / 2, -0.06, z, x + w / 2, depth + 0.06, z + h, glass)


def house(style, look):
    _, color, door, roof = looks.PALETTES[style][look]
    parts.wall = siding(color)
    parts.roof = tex(mat("roof", roof, 0.9), "ShaderNodeTexBrick", 1.0, roof, tuple(k * 1.45 for k in roof), 0.4, parts.shingles)
    two = style in ("colonial", "farmhouse")
    top, d = 5.6 if two else 3.0, 8.5
    left = -5.5 if two else -6.5
    box(left, 0, 0, 3.0, d, top, parts.wall)
    gable(left, 3.0, 0, d, top, 2.3)
    box(3.0, -1.2, 0, 7.6, d - 1.5, 2.9, parts.wall)
    gable(3.0, 7.6, -1.2, d - 1.5, 2.9, 1.6, 0.4, "y")
    panes((left + 1.6, left + 3.8, 1.4), 1.0, 1.5, 1.3, d)
    if two:
        panes((left + 1.6, left + 3.8, 1.4), 3.7, 1.3, 1.3, d)
    elif look % 2:
        box(left + 0.5, -1.6, 0, left + 4, 0.1, 3, parts.wall)
        gable(left + 0.5, left + 4, -1.6, d / 2, 3, 1.3, 0.35, "y")
    box(-0.5, -0.1, 0.3, 0.5, 0, 2.4, mat("door", door, 0.4))
    box(-1.2, -1.4, 0, 1.2, 0, 0.25, conc)
    box(-0.6, -9, -0.02, 0.6, 0, 0.02, conc)
    box(3.6, -1.3, 0, 7.0, -1.18, 2.3, white)
    box(3.3, -9.5, -0.02, 7.3, -1.2, 0.03, conc)
    box(left + 2, d * 0.55, top, left + 2.7, d * 0.55 + 0.7, top + 2.7, parts.brick)
    if look == 2:
        box(left + 1, d, 0, left + 6, d + 3.2, 0.4, parts.wood)
    if look == 4:
        box(left + 0.6, d + 4, -0.02, left + 8.4, d + 9.5, 0.05, conc)
        box(left + 1.5, d + 5, -0.02, left + 7.5, d + 8.5, 0.07, mat("water", (0.03, 0.28, 0.36), 0.05))


def block_of_flats(look):
    _, color, _, _ = looks.PALETTES["condo"][look]
    stories = 3 + look % 3
    face = mat("face", color, 0.8)
    box(-12, 0, 0, 12, 13, stories * 3.1, face)
    box(-12.2, -0.2, stories * 3.1, 12.2, 13.2, stories * 3.1 + 0.5, white)
    box(-11.8, 0.2, stories * 3.1 + 0.42, 11.8, 12.8, stories * 3.1 + 0.52, mat("top", (0.33, 0.33, 0.33), 0.9))
    for x in (-6, 3):
        box(x, 5, stories * 3.1 + 0.5, x + 2.2, 7.5, stories * 3.1 + 1.9, conc)
    for s in range(stories):
        panes([-10 + i * 3.3 for i in range(7)], s * 3.1 + 0.9, 1.9, 1.6, 13)
    box(-13, -5, -0.02, 13, 0, 0.03, conc)


def grown(h, m, conifer, sd):
    mesh("trunk", [(-0.2, -0.2, 0), (0.2, -0.2, 0), (0, 0.25, 0), (0, 0, h * 0.7)], [(0, 1, 3), (1, 2, 3), (2, 0, 3)], parts.bark)
    if conifer:
        for i in range(7):
            b = leafball(700, h * (0.2 - 0.024 * i), h * 0.1, 0.02 * h, green[2], sd + i)
            b.location = (0, 0, h * (0.15 + 0.125 * i))
    else:
        for i in range(6):
            b = leafball(900, h * 0.22, h * 0.2, 0.02 * h, m, sd + i)
            a = i * 1.05 + sd
            b.location = (math.cos(a) * h * 0.17, math.sin(a) * h * 0.17, h * (0.5 + 0.11 * (i % 3)))


def tree(x, y, conifer=False):
    stand(pick(firs if conifer else trees), x, y, R.uniform(0, 360))


def car(x, y, along, paint):
    l, w = (4.4, 1.8) if along else (1.8, 4.4)
    box(x - l / 2, y - w / 2, 0.3, x + l / 2, y + w / 2, 0.85, paint)
    box(x - l * 0.28, y - w * (0.42 if along else 0.28), 0.85, x + l * 0.28, y + w * (0.42 if along else 0.28), 1.35, glass)
    box(x - l * 0.24, y - w * (0.40 if along else 0.24), 1.33, x + l * 0.24, y + w * (0.40 if along else 0.24), 1.42, paint)
    box(x - l * 0.42, y - w * 0.42, 0.02, x + l * 0.42, y + w * 0.42, 0.3, dark)


paints = [mat("paint", c, 0.25) for c in ((0.5, 0.5, 0.52), (0.04, 0.05, 0.07), (0.25, 0.03, 0.03), (0.05, 0.10, 0.22), (0.6, 0.6, 0.58))]
styles = ("ranch", "colonial", "craftsman", "farmhouse", "capecod")
houses = [kept(lambda s=s, i=i: house(s, i)) for i in range(5) for s in (styles[i], styles[(i + 2) % 5])]
trees = [kept(lambda i=i: grown(5 + i * 0.7, leaves[i % 3], False, i)) for i in range(6)]
firs = [kept(lambda i=i: grown(7 + i * 2, None, True, i)) for i in range(3)]
flats = [kept(lambda i=i: block_of_flats(i)) for i in range(5)] if kind == "town" else []

for y in STREETS:
    if wet(0, y, 26):
        continue
    box(-400, y - 4, -0.02, 400, y + 4, 0.09, asphalt)
    for s in (-1, 1):
        box(-400, y + s * 6.2 - 0.8, -0.02, 400, y + s * 6.2 + 0.8, 0.06, conc)
    for side in (1, -1):
        x = -170 + R.uniform(0, 6)
        while x < 170:
            # Nobody lives where the cross streets run, nor in the river.
            y0 = y + side * (16 if kind == "country" else 13)
            crossing = any(abs(x - c) < (16 if kind == "town" and y > 10 else 13) for c in (-92, 24, 140))
            free = not crossing and not wet(x, y0 + side * 8, 16)
            if free and kind == "town" and (y > 0) and R.random() < 0.6:
                stand(pick(flats), x + 5, y0 + side * 2, 0 if side > 0 else 180)
                x += 14
            elif free and not (kind == "country" and R.random() < 0.2):
                stand(pick(houses), x, y0 + side * R.uniform(0, 2.5), 0 if side > 0 else 180)
                if y < 100 and R.random() < 0.5:
                    car(x + side * 5.3, y0 - side * R.uniform(3.8, 5), False, pick(paints))
                far = y0 + side * 14
                for _ in range(3):
                    tx, ty = x + R.uniform(-LOT * 0.45, LOT * 0.45), far + side * R.uniform(-1, 5)
                    if not wet(tx, ty, 4) and R.random() < 0.8:
                        tree(tx, ty, R.random() < 0.2)
                if y < 100 and kind != "country":
                    fence(x - LOT / 2, y0 + side * 4, x - LOT / 2, y0 + side * 17.5, 1.7)
            if not crossing and not wet(x, y + side * 8.5, 4) and R.random() < 0.6:
                tree(x - 4, y + side * 8.6)
            if R.random() < 0.25 and y < 130 and not crossing:
                car(x, y + side * 2.9, True, pick(paints))
            x += LOT + R.uniform(-0.5, 1.5)
for x in (-92, 24, 140):
    for a, b in ((-300, 900),) if river is None else ((-300, bend(x) - 30),):
        box(x - 4, a, -0.02, x + 4, b, 0.085, asphalt)
        for s in (-1, 1):
            box(x + s * 6.2 - 0.7, a, -0.03, x + s * 6.2 + 0.7, b, 0.055, conc)
if river is not None:
    water = tex(mat("river", (0.05, 0.09, 0.10), 0.06), "ShaderNodeTexNoise", 0.4, (0.035, 0.065, 0.075), (0.06, 0.095, 0.10), 0.05)
    xs = list(range(-600, 601, 10))
    for half, z, m in ((19.5, 0.0, mat("bank", (0.20, 0.17, 0.12), 1)), (17, 0.05, water)):
        v = [(x, bend(x) + s * half, z) for x in xs for s in (-1, 1)]
        mesh("river", v, [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(len(xs) - 1)], m)
    for x in range(-190, 190, 5):
        for s in (-1, 1):
            if R.random() < 0.6:
                tree(x + R.uniform(-2, 2), bend(x) + s * R.uniform(21, 26), R.random() < 0.2)
# Woods and hills close the view.
for i in range(260):
    y = STREETS[-1] + 20 + R.uniform(0, 90)
    x = R.uniform(-1, 1) * (160 + y * 0.55)
    b = leafball(900, R.uniform(4, 7), R.uniform(5, 9), 0.5, pick(leaves + green), i)
    b.location = (x, y, 4)
for j, (y, low, color) in enumerate(((520, 16, (0.045, 0.075, 0.035)), (760, 40, (0.085, 0.12, 0.11)), (1050, 74, (0.19, 0.25, 0.30)))):
    xs = range(-1400, 1401, 40)
    v = [(x, y + t * 160, t * (low + low * 0.5 * math.sin(x / 210 + j * 2 + seed) + 5 * math.sin(x / 61 + j))) for x in xs for t in (0, 1)]
    mesh("hill", v, [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(len(xs) - 1)], mat("hill", color, 1))

sky("day", seed + 23, (40, 34, 46)[seed], (215, 140, 235)[seed])
cam(((6, -14, 10)[seed], -74, (36, 32, 40)[seed]), ((-4, 6, 0)[seed], 46, 2), 26)
width, height = (int(s) for s in o.size.split("x"))
go(o.out, width, height, o.samples, -0.3)
