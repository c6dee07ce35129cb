"""Fronts of houses: blender -b -P exterior.py -- STYLE SEED OUT.jpg [--view other] [--size 960x640] [--samples 14] [--light dusk] [--season autumn]."""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import looks
import parts
from studio import *

options = argparse.ArgumentParser()
options.add_argument("style", choices=looks.STYLES)
options.add_argument("seed", type=int, choices=range(5))
options.add_argument("out")
options.add_argument("--view", choices=("front", "other"), default="front")
options.add_argument("--season", choices=("summer", "autumn"))
options.add_argument("--light", choices=("day", "dusk", "overcast"))
options.add_argument("--size", default="960x640")
options.add_argument("--samples", type=int, default=8)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
style, seed = o.style, o.seed
season, time = looks.light(style, seed)
season, time = o.season or season, o.light or time

parts.setup(style, seed, season, time)
import houses
from parts import R, bark, blades, conc, drives, fence, grass, green, leaves, paths, pick, roof, tree, win

CX, DIST, FOCUS, LENS = houses.build(style, seed)
DIST *= 0.96 if style in ("ranch", "farmhouse", "midcentury") or looks.garage(style, seed) else 0.88

mesh("g", [(-420, -60, 0), (420, -60, 0), (420, 230, 0), (-420, 230, 0)], [(0, 1, 2, 3)], grass)


def lawn(g, count):
    y = -DIST + 2.5 + (DIST + 4) * g.uniform(0, 1, count) ** 1.5
    x = g.uniform(-17, 17, count)
    keep = numpy.ones(count, bool)
    for a, b in drives:
        keep &= ~((x > a) & (x < b) & (y < 1))
    for px, py in paths:
        keep &= ~((abs(x - px) < 0.75) & (y < py))
    return numpy.stack([x, y], 1)[keep]


blades(90000, lawn)
for px, py in paths:
    mesh(
        "pa",
        [(px - 0.6, -DIST - 6, 0.02), (px + 0.6, -DIST - 6, 0.02), (px + 0.6, py, 0.02), (px - 0.6, py, 0.02)],
        [(0, 1, 2, 3)],
        conc,
    )
box(-60, -DIST - 7.5, -0.02, 60, -DIST - 6, 0.03, conc)

wooded = style in ("cabin", "craftsman", "modern") or seed % 3 == 0
tree(-12.8 + R.uniform(-1, 1), 4 + R.uniform(-1, 2), R.uniform(8, 11), seed * 7 + 1, pick(leaves), wooded and seed % 2 == 0)
tree(14.8 + R.uniform(-1, 1), 9, R.uniform(9, 12), seed * 7 + 50, pick(leaves))
for i, x in enumerate(range(-46, 50, 5)):
    tree(
        x + R.uniform(-1.5, 1.5),
        24 + R.uniform(-3, 10),
        R.uniform(9, 15),
        seed * 31 + i * 13,
        pick(leaves),
        wooded and i % 2 == 0 or style == "cabin",
    )
for i in range(34):
    b = leafball(1000, 0.9, 1.0, 0.09, pick(green), 200 + i)
    b.location = (-27 + i * 1.6, 17.5, 0.8)
if style in ("ranch", "capecod", "midcentury", "colonial", "farmhouse", "manufactured", "craftsman"):
    side = {
        "ranch": (-7, 10.8),
        "capecod": (-5.5, 10 if seed % 2 else 5.5),
        "midcentury": (-8, 11),
        "colonial": (-6, 11.5 if seed % 2 else 6),
    }
    a, b = side.get(
        style, (-5.5, 11.6) if style == "farmhouse" else (-9, 7) if style == "manufactured" else (-5.5, 10 if seed % 2 else 5)
    )
    fence(-70, 4.6, a, 4.6)
    fence(b, 4.6, 70, 4.6)
# Neighbours far behind close the horizon.
for x, c in ((-27, (0.42, 0.40, 0.36)), (27, (0.30, 0.33, 0.37))):
    if style == "cabin":
        break
    box(x - 5, 18, 0, x + 5, 26, 3.2, mat("n", c, 0.8))
    mesh("nr", [(x - 5.5, 17.5, 3.1), (x + 5.5, 17.5, 3.1), (x + 5.5, 22, 5.4), (x - 5.5, 22, 5.4)], [(0, 1, 2, 3)], roof)
    for d in (-2, 2):
        win(x + d, 1, 1.4, 1.3, 18, 2)

# Far trees and hills, so that no lawn runs to the end of the world. They draw on no chance, which the sun's place hangs on.
for i in range(110):
    b = leafball(900, 2.6 + i * 7 % 5 * 0.5, 3 + i * 3 % 7 * 0.4, 0.3, (leaves + green)[i % 5], i)
    b.location = (-165 + i * 3, 62 + i * 11 % 9, 2)
for j, (y, rise, color) in enumerate(((140, 7, (0.05, 0.08, 0.045)), (168, 17, (0.10, 0.14, 0.15)))):
    xs = range(-400, 401, 16)
    v = [(x, y + t * 60, t * rise * (1 + 0.45 * math.sin(x / 60 + j * 2 + seed))) for x in xs for t in (0, 1)]
    mesh("hill", v, [(2 * i, 2 * i + 2, 2 * i + 3, 2 * i + 1) for i in range(len(xs) - 1)], mat("hill", color, 1))

elevation, azimuth = pick([(38, 228), (34, 132), (42, 222), (30, 236), (44, 140)])
if time == "dusk":
    elevation, azimuth = 5, 250
sky(time, seed + len(style), elevation, azimuth)
offset = pick([-5.5, -4, 4.2, 5.5]) * DIST / 15.5
if o.view == "other":
    # From the other side, nearer and more along the front.
    offset, DIST, LENS = -math.copysign(7.5, offset) * DIST / 15.5, DIST * 0.86, LENS * 0.93
# A level camera with a shifted lens keeps verticals upright.
# Whoever stands on the garage's side turns a little towards it, so that it is seen whole.
aim = CX + (2.4 if offset > 0 and style in ("ranch", "colonial", "craftsman", "farmhouse", "capecod", "midcentury") and looks.garage(style, seed) else 0)
cam((CX + offset, -DIST, 1.7), (aim, 0, 1.7), LENS, (FOCUS - 1.55) / math.hypot(CX + offset - aim, DIST) * LENS / 36)
width, height = (int(n) for n in o.size.split("x"))
go(o.out, width, height, o.samples, dict(day=-0.3, overcast=0.3, dusk=1.15)[time])
