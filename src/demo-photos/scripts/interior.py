"""Rooms: blender -b -P interior.py -- ROOM SET OUT.jpg [--view city] [--size 960x640] [--samples 24].

A set (0 to 4) is a house's colors, woods and furniture. The environment variable MODELS names the folder of the CC0 furniture
library. Left of the room is its window, the camera stands at the right.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from studio import *
from mathutils import Matrix

ROOMS = ("living", "kitchen", "dining", "primary", "bedroom", "children", "bathroom", "office", "laundry", "entry")
options = argparse.ArgumentParser()
options.add_argument("room", choices=ROOMS)
options.add_argument("set", type=int, choices=range(5))
options.add_argument("out")
options.add_argument("--view", choices=("garden", "city"), default="garden")
options.add_argument("--size", default="768x512")
options.add_argument("--samples", type=int, default=10)
o = options.parse_args(sys.argv[sys.argv.index("--") + 1 :])
room, n, city = o.room, o.set, o.view == "city"
LIBRARY = os.environ["MODELS"] + "/"
R = random.Random(room + str(n))


def one(*choices):
    """The set's own of five choices (or fewer, in turn)."""
    return choices[n % len(choices)]


def put(model, x, y, w, d, h, rot=0, z=0, color=None):
    """A piece of furniture, fitted to width, depth and height, standing at x, y and turned by degrees."""
    before = set(bpy.data.objects)
    bpy.ops.wm.obj_import(filepath=f"{LIBRARY}{model}/{model}.obj")
    made = [b for b in bpy.data.objects if b not in before]
    bpy.context.view_layer.update()
    corners = [b.matrix_world @ Vector(c) for b in made for c in b.bound_box]
    low = [min(c[i] for c in corners) for i in range(3)]
    high = [max(c[i] for c in corners) for i in range(3)]
    frame = bpy.data.objects.new("frame", None)
    S.collection.objects.link(frame)
    foot = Vector(((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, low[2]))
    for b in made:
        b.parent = frame
        b.matrix_parent_inverse = Matrix.Translation(-foot)
        if color and b.type == "MESH":
            b.data.materials.clear()
            b.data.materials.append(mat("cloth", color, 0.85))
    frame.scale = [size / max(1e-6, high[i] - low[i]) for i, size in enumerate((w, d, h))]
    frame.rotation_euler = (0, 0, math.radians(rot))
    frame.location = (x, y, z)


def cylinder(x, y, z0, z1, r, m, r2=None):
    bpy.ops.mesh.primitive_cone_add(
        vertices=32, radius1=r, radius2=r if r2 is None else r2, depth=z1 - z0, location=(x, y, (z0 + z1) / 2)
    )
    bpy.ops.object.shade_smooth()
    bpy.context.object.data.materials.append(m)
    return bpy.context.object


def cushion(x, y, z, w, d, h, m, rot=(0, 0, 0)):
    """A soft box: pillows, mattresses, seats."""
    b = box(-w / 2, -d / 2, -h / 2, w / 2, d / 2, h / 2, m)
    bevel = b.modifiers.new("bevel", "BEVEL")
    bevel.width, bevel.segments = min(w, d, h) * 0.42, 4
    for p in b.data.polygons:
        p.use_smooth = True
    b.location, b.rotation_euler = (x, y, z), [math.radians(a) for a in rot]


PALETTE = one(
    dict(
        wall=(0.70, 0.67, 0.61),
        accent=(0.10, 0.165, 0.185),
        wood=(0.30, 0.17, 0.075),
        soft=(0.42, 0.13, 0.06),
        rug=(0.62, 0.57, 0.48),
    ),
    dict(
        wall=(0.74, 0.735, 0.71),
        accent=(0.52, 0.45, 0.35),
        wood=(0.42, 0.28, 0.14),
        soft=(0.10, 0.14, 0.19),
        rug=(0.30, 0.32, 0.35),
    ),
    dict(
        wall=(0.72, 0.73, 0.74),
        accent=(0.15, 0.20, 0.135),
        wood=(0.15, 0.08, 0.04),
        soft=(0.55, 0.47, 0.35),
        rug=(0.50, 0.42, 0.31),
    ),
    dict(
        wall=(0.76, 0.74, 0.70),
        accent=(0.76, 0.74, 0.70),
        wood=(0.48, 0.35, 0.21),
        soft=(0.075, 0.12, 0.23),
        rug=(0.66, 0.64, 0.60),
    ),
    dict(
        wall=(0.68, 0.67, 0.65),
        accent=(0.30, 0.13, 0.09),
        wood=(0.24, 0.13, 0.06),
        soft=(0.36, 0.33, 0.29),
        rug=(0.40, 0.22, 0.15),
    ),
)
wall, accent = mat("wall", PALETTE["wall"], 0.9), mat("accent", PALETTE["accent"], 0.9)
ceiling, white, black = (
    mat("ceiling", (0.80, 0.80, 0.78), 0.95),
    mat("white", (0.78, 0.78, 0.77), 0.4),
    mat("black", (0.025, 0.025, 0.025), 0.4),
)
chrome, brass = mat("chrome", (0.75, 0.75, 0.75), 0.15, 1), mat("brass", (0.66, 0.44, 0.17), 0.25, 1)
steel, ceramic = mat("steel", (0.5, 0.51, 0.52), 0.28, 1), mat("ceramic", (0.82, 0.82, 0.81), 0.12)
handle, soft, wood = (
    one(chrome, brass, black, brass, chrome),
    mat("soft", PALETTE["soft"], 0.9),
    mat("wood", PALETTE["wood"], 0.45),
)
glow, shade = mat("glow", (1, 0.9, 0.75), 0.4, glow=2.4), mat("shade", (0.85, 0.78, 0.66), 0.9, glow=0.8, glow_col=(1, 0.82, 0.6))
linen = mat("linen", (0.78, 0.77, 0.74), 0.95)


def planks(c):
    def laid(t):
        SETB(t.inputs["Brick Width"], "default_value", 1.5)
        SETB(t.inputs["Row Height"], "default_value", 0.14)
        SETB(t.inputs["Mortar Size"], "default_value", 0.002)
        SETB(t.inputs["Mortar"], "default_value", (*(k * 0.45 for k in c), 1))

    return tex(mat("planks", c, 0.32), "ShaderNodeTexBrick", 1, c, tuple(k * 0.7 for k in c), 0.05, laid)


def tiles(c, w=0.6, h=0.6, mortar=(0.5, 0.5, 0.48), upright=False):
    def laid(t):
        SETB(t.inputs["Brick Width"], "default_value", w)
        SETB(t.inputs["Row Height"], "default_value", h)
        SETB(t.inputs["Mortar Size"], "default_value", 0.004)
        SETB(t.inputs["Mortar"], "default_value", (*mortar, 1))
        t.offset = 0.5 if w != h else 0

    rot = (math.pi / 2, 0, 0) if upright else (0, 0, 0)
    return tex(mat("tiles", c, 0.18), "ShaderNodeTexBrick", 1, c, tuple(k * 0.95 for k in c), 0.15, laid, rot=rot)


def stone(c):
    return tex(mat("stone", c, 0.15), "ShaderNodeTexNoise", 4, tuple(k * 0.86 for k in c), c, 0)


carpet = tex(mat("carpet", (0.5, 0.47, 0.42), 1), "ShaderNodeTexNoise", 60, (0.40, 0.37, 0.33), (0.50, 0.47, 0.42), 0.4)
wet = room in ("bathroom", "laundry")
floor = planks(PALETTE["wood"])
if room == "bathroom":
    floor = tiles(one((0.48, 0.46, 0.43), (0.66, 0.65, 0.63), (0.16, 0.16, 0.165), (0.56, 0.52, 0.46), (0.34, 0.35, 0.36)))
elif room == "laundry":
    floor = tiles(
        one((0.50, 0.48, 0.45), (0.30, 0.31, 0.32), (0.62, 0.60, 0.57), (0.44, 0.36, 0.28), (0.20, 0.21, 0.22)), 0.45, 0.45
    )
elif room in ("primary", "bedroom", "children") and n % 2:
    floor = carpet
X, Y, Z = {
    "bathroom": (4.2, 3.6, 2.6),
    "laundry": (3.8, 3.2, 2.6),
    "entry": (4.6, 4.6, 2.75),
    "bedroom": (5.2, 4.4, 2.65),
    "children": (5.2, 4.4, 2.65),
    "office": (5.2, 4.6, 2.65),
}.get(room, (6.5, 5.2, one(2.75, 2.75, 2.9, 2.75, 2.6)))
rear = accent if room in ("living", "primary", "office", "dining") or room == "entry" and n % 2 == 0 else wall
wy0, wy1, wz0, wz1 = {
    "kitchen": (1.2, 3.6, 1.1, 2.3),
    "bathroom": (1.0, 2.4, 1.35, 2.3),
    "laundry": (0.8, 2.0, 1.2, 2.2),
    "entry": (1.4, 2.6, 0.8, 2.3),
}.get(room, (Y * 0.2, Y * 0.82, one(0.3, 0.8, 0.05, 0.85, 0.5), 2.35))
if city:
    wy0, wy1, wz0, wz1 = 0.3, Y - 0.3, 0.12, Z - 0.25
box(0, 0, -0.1, X, Y, 0, floor)
box(0, 0, Z, X, Y, Z + 0.1, ceiling)
box(0, Y, 0, X, Y + 0.15, Z, rear)
box(X, 0, 0, X + 0.15, Y, Z, wall)
box(0, -0.15, 0, X, 0, Z, wall)
for y0, y1, z0, z1 in ((0, Y, 0, wz0), (0, Y, wz1, Z), (0, wy0, wz0, wz1), (wy1, Y, wz0, wz1)):
    box(-0.15, y0, z0, 0, y1, z1, wall)
bars = black if city or n == 2 else white
panes = 4 if city else 3 if wy1 - wy0 > 2.3 else 2
for i in range(panes + 1):
    y = wy0 + (wy1 - wy0) * i / panes
    box(-0.12, y - 0.03, wz0, -0.04, y + 0.03, wz1, bars)
if n in (0, 4) and not city:
    box(-0.1, wy0, wz0 + (wz1 - wz0) * 0.72, -0.05, wy1, wz0 + (wz1 - wz0) * 0.72 + 0.03, white)
box(-0.16, wy0 - 0.05, wz0 - 0.07, 0.1, wy1 + 0.05, wz0, bars if city else white)
box(-0.12, wy0, wz1 - 0.05, -0.03, wy1, wz1, bars)
if room != "bathroom":
    for a in ((0, Y - 0.03, 0, X, Y, 0.14), (X - 0.03, 0, 0, X, Y, 0.14), (0, 0, 0, 0.02, wy0 if wz0 < 0.14 else Y, 0.14)):
        box(*a, white)
    if not city:
        box(0, Y - 0.06, Z - 0.09, X, Y, Z, white)


def curtains(m=None):
    m = m or mat(
        "curtain", one((0.62, 0.58, 0.50), (0.70, 0.69, 0.66), (0.34, 0.37, 0.33), (0.72, 0.70, 0.66), (0.50, 0.40, 0.33)), 0.95
    )
    cylinder_between = box(0.07, wy0 - 0.55, Z - 0.27, 0.1, wy1 + 0.55, Z - 0.245, black)
    for y0 in (wy0 - 0.42, wy1 - 0.02):
        for i in range(12):
            cylinder(0.1 + 0.02 * (i % 2), y0 + 0.038 * i, 0.05, Z - 0.27, 0.03, m)


def art(x, z, w, h, k=0):
    c = one((0.50, 0.26, 0.09), (0.10, 0.18, 0.24), (0.20, 0.26, 0.14), (0.09, 0.16, 0.32), (0.55, 0.30, 0.18))
    c = tuple((v + 0.17 * k) % 0.7 for v in c)
    box(x - w / 2 - 0.03, Y - 0.05, z - 0.03, x + w / 2 + 0.03, Y, z + h + 0.03, one(black, white, wood, wood, black))
    box(x - w / 2, Y - 0.055, z, x + w / 2, Y - 0.05, z + h, linen)
    painted = tex(mat("art", c, 0.8), "ShaderNodeTexNoise", 2.2 + k, c, (0.74, 0.70, 0.62))
    box(x - w * 0.36, Y - 0.06, z + h * 0.14, x + w * 0.36, Y - 0.05, z + h * 0.86, painted)


def rug(x0, y0, x1, y1, c=None):
    c = c or PALETTE["rug"]
    box(x0, y0, 0, x1, y1, 0.015, tex(mat("rug", c, 1), "ShaderNodeTexNoise", 30, tuple(k * 0.7 for k in c), c, 0.5))
    edge = mat("edge", tuple(k * 0.5 for k in c), 1)
    for a in ((x0, y0, x1, y0 + 0.06), (x0, y1 - 0.06, x1, y1)):
        box(a[0], a[1], 0, a[2], a[3], 0.018, edge)


def pendant(x, y, z, r=0.14):
    box(x - 0.004, y - 0.004, z, x + 0.004, y + 0.004, Z, black)
    if n % 2:
        cylinder(x, y, z - r * 0.6, z + r * 0.7, r * 1.3, one(black, brass), r * 0.35)
        cylinder(x, y, z - r * 0.75, z - r * 0.62, r * 0.7, glow)
    else:
        bpy.ops.mesh.primitive_uv_sphere_add(radius=r, location=(x, y, z))
        bpy.ops.object.shade_smooth()
        bpy.context.object.data.materials.append(glow)


def lamp(x, y, h=1.55, z=0):
    r = 0.22 if h > 1 else 0.15
    cylinder(x, y, z, z + 0.03, 0.13 if h > 1 else 0.08, one(black, brass))
    cylinder(x, y, z, z + h, 0.013, one(black, brass))
    cylinder(x, y, z + h - 0.14, z + h + 0.14, r, shade, r * 0.7)


def fronts(x0, x1, z0, z1, y, m, count):
    """Cabinet doors or drawers side by side, with handles."""
    for i in range(count):
        a, b = x0 + (x1 - x0) * i / count + 0.012, x0 + (x1 - x0) * (i + 1) / count - 0.012
        box(a, y - 0.02, z0 + 0.012, b, y, z1 - 0.012, m)
        if n % 2 == 0:
            box(a + 0.06, y - 0.026, z0 + 0.06, b - 0.06, y - 0.019, z1 - 0.06, m)
        if z1 - z0 < 0.3:
            box((a + b) / 2 - 0.08, y - 0.05, (z0 + z1) / 2 - 0.008, (a + b) / 2 + 0.08, y - 0.03, (z0 + z1) / 2 + 0.008, handle)
        else:
            hx = b - 0.05 if i % 2 == 0 else a + 0.05
            box(hx - 0.008, y - 0.05, (z0 + z1) / 2 - 0.07, hx + 0.008, y - 0.03, (z0 + z1) / 2 + 0.07, handle)


def downlights():
    for x in (X * 0.3, X * 0.62):
        for y in (Y * 0.35, Y * 0.7):
            cylinder(x, y, Z - 0.012, Z - 0.002, 0.07, mat("spot", (1, 1, 1), 0.5, glow=3, glow_col=(1, 0.93, 0.82)))


def bed(x, w, head, cover, throw):
    """A made bed against the rear wall."""
    y0, y1 = Y - 2.12, Y - 0.1
    box(x - w / 2 - 0.06, Y - 0.11, 0, x + w / 2 + 0.06, Y - 0.02, one(1.15, 1.3, 1.05, 1.2, 1.1), head)
    box(x - w / 2, y0 + 0.04, 0.06, x + w / 2, y1, 0.28, wood)
    cushion(x, (y0 + y1) / 2, 0.40, w, y1 - y0, 0.28, linen)
    cushion(x, y0 + 0.68, 0.46, w + 0.1, 1.42, 0.26, cover)
    cushion(x, y0 + 0.36, 0.49, w + 0.13, 0.5, 0.26, throw)
    pillows = (-w / 4, w / 4) if w > 1.2 else (0,)
    for d in pillows:
        cushion(x + d, y1 - 0.24, 0.68, min(0.72, w * 0.46), 0.2, 0.48, linen, (-24, 0, 0))
        cushion(x + d * 0.9, y1 - 0.42, 0.65, 0.46, 0.16, 0.4, throw, (-26, 0, 0))


CAMERA, TARGET, LENS = (X - 0.45, 0.35, 1.35), (2.3, 4.3, 1.15), 19
if room == "living":
    rug(1.0, 1.3, 4.7, 3.9)
    sofa = one("sofa2", "couch", "sofa2", "winchesterSofa", "sofa2")
    put(sofa, 2.9, Y - 0.75, 2.4, 1.0, 0.84, 0, color=PALETTE["soft"] if n != 3 else (0.30, 0.31, 0.32))
    for d, m in (
        (-0.75, linen),
        (
            0.72,
            mat("pillow", one((0.5, 0.3, 0.08), (0.5, 0.44, 0.33), (0.10, 0.18, 0.13), (0.5, 0.2, 0.1), (0.06, 0.11, 0.14)), 0.9),
        ),
    ):
        cushion(2.9 + d, Y - 0.72, 0.66, 0.45, 0.16, 0.42, m, (-18, 0, 8 * d))
    put(
        one("armchair2", "modernArmchair", "armchair", "winchesterArmchair", "modernArmchair"),
        0.95,
        2.35,
        0.9,
        0.88,
        0.85,
        75,
        color=one(None, None, (0.30, 0.20, 0.12), (0.30, 0.31, 0.32), None),
    )
    put(one("table", "oakTable", "table", "oakTable", "table"), 2.9, 2.75, 1.15, 0.65, 0.42)
    put("littlePlant", 3.15, 2.75, 0.25, 0.25, 0.24, 0, 0.42)
    put(
        one("plant", "decorativePlant", "plant", "decorativePlant", "decorativePlant"),
        0.6,
        Y - 0.55,
        0.75,
        0.7,
        one(1.35, 1.6, 1.3, 1.6, 1.5),
    )
    lamp(4.65, Y - 0.45)
    if n in (0, 2, 4):
        # A fireplace in the right wall, with its mantel.
        face = one(white, white, tiles((0.20, 0.195, 0.19), 0.4, 0.1), white, tiles((0.26, 0.10, 0.07), 0.22, 0.07))
        box(X - 0.35, 2.5, 0, X, 4.3, 1.15, face)
        box(X - 0.36, 2.95, 0.05, X - 0.3, 3.85, 0.78, black)
        box(X - 0.45, 2.4, 1.15, X, 4.4, 1.23, wood)
        put("led_tv", X - 0.12, 3.4, 1.3, 0.12, 0.78, -90, 1.38)
    else:
        put("bookcase", X - 0.22, 4.3, 0.95, 0.36, 1.95, -90)
        box(X - 0.45, 1.9, 0.1, X - 0.03, 3.6, 0.52, wood)
        put("led_tv", X - 0.22, 2.75, 1.3, 0.14, 0.85, -90, 0.52)
    if n % 2 == 0:
        for k, x in enumerate((2.2, 2.9, 3.6)):
            art(x, 1.4, 0.56, 0.78, k)
    else:
        art(2.9, 1.35, 1.5, 0.9)
    if not city:
        (curtains if n in (0, 1, 3) else downlights)()
    if n == 2:
        for y in (1.0, 2.4, 3.8):
            box(0, y, Z - 0.2, X, y + 0.18, Z, wood)
elif room in ("primary", "bedroom"):
    main = room == "primary"
    bx = 3.1 if main else 2.75
    rug(
        bx - 1.5,
        1.3,
        bx + 1.6,
        Y - 0.9,
        one(PALETTE["rug"], (0.34, 0.36, 0.39), PALETTE["rug"], (0.60, 0.58, 0.55), (0.44, 0.38, 0.32)),
    )
    cover = mat(
        "cover",
        one((0.62, 0.60, 0.56), (0.20, 0.25, 0.30), (0.70, 0.69, 0.66), (0.55, 0.58, 0.62), (0.34, 0.30, 0.25))
        if main
        else one((0.16, 0.22, 0.17), (0.62, 0.60, 0.55), (0.35, 0.38, 0.42), (0.70, 0.68, 0.64), (0.42, 0.20, 0.12)),
        0.95,
    )
    head = one(wood, mat("head", (0.40, 0.37, 0.33), 0.95), wood, mat("head", (0.12, 0.16, 0.24), 0.95), wood)
    bed(bx, 1.8 if main else one(1.45, 1.2), head, cover, soft)
    half = 1.3 if main else 1.1
    for d in (-half, half) if main else (half,):
        put("bedsideTable2", bx + d, Y - 0.3, 0.5, 0.42, 0.52)
        lamp(bx + d, Y - 0.3, 0.36, 0.52)
    if main:
        art(bx, 1.62, 1.2, 0.62)
        box(X - 0.5, 2.4, 0.08, X - 0.04, 4.1, 0.84, wood)
        for i in range(3):
            for j in range(3):
                box(X - 0.52, 2.43 + i * 0.56, 0.12 + j * 0.24, X - 0.49, 2.43 + i * 0.56 + 0.53, 0.12 + j * 0.24 + 0.22, wood)
                box(X - 0.55, 2.62 + i * 0.56, 0.22 + j * 0.24, X - 0.52, 2.76 + i * 0.56, 0.235 + j * 0.24, handle)
        put(one("armchair2", "relaxChair", "modernArmchair", "armchair", "relaxChair"), 0.95, 1.9, 0.78, 0.8, 0.85, 65)
        put("littlePlant", X - 0.28, 3.6, 0.3, 0.3, 0.34, 0, 0.84)
    else:
        art(bx - 0.4, 1.5, 0.5, 0.7)
        art(bx + 0.35, 1.5, 0.5, 0.7, 1)
        put(
            "wardrobeWithSlidingDoors" if n % 2 else "bookcase",
            X - 0.32,
            Y - 1.1,
            1.2 if n % 2 else 0.95,
            0.55 if n % 2 else 0.36,
            2.05,
            -90,
        )
        CAMERA, TARGET, LENS = (X - 0.4, 0.3, 1.35), (2.0, 3.7, 1.1), 18
    put(one("plant", "decorativePlant"), 0.55, Y - 0.5, 0.65, 0.62, 1.25)
    if not city:
        curtains()
elif room == "children":
    c = one((0.46, 0.16, 0.12), (0.12, 0.24, 0.36), (0.20, 0.30, 0.16), (0.50, 0.34, 0.09), (0.34, 0.22, 0.36))
    rug(1.3, 1.1, 3.9, 3.0, tuple(k + 0.15 for k in c))
    if n == 2:
        put("babyRockingBed", 3.0, Y - 0.75, 1.25, 0.8, 1.1)
    else:
        bed(3.0, 1.05, one(white, wood), mat("cover", c, 0.95), linen)
    put("bookcase", 1.3, Y - 0.22, 0.9, 0.34, 1.4)
    put("teddyBear", 1.3, 2.6, 0.42, 0.42, 0.5, 30)
    put("caballito", 1.5, 1.5, 0.4, 0.9, 0.75, 60)
    put("wardrobeWithSlidingDoors", X - 0.32, 3.2, 1.2, 0.55, 1.95, -90)
    put("basketball", 3.9, 1.7, 0.22, 0.22, 0.22)
    put("housePuzzle", 2.5, 1.7, 0.45, 0.45, 0.04, 20, 0.02)
    for k in range(5):
        x = 2.2 + k * 0.36
        flag = mat("flag", tuple((v + 0.21 * k) % 0.6 + 0.1 for v in c), 0.9)
        mesh(
            "f",
            [
                (x, Y - 0.03, 2.15 - 0.05 * math.sin(k)),
                (x + 0.26, Y - 0.03, 2.15 - 0.05 * math.sin(k + 1)),
                (x + 0.13, Y - 0.03, 1.86),
            ],
            [(0, 1, 2)],
            flag,
        )
    put("bedsideTable2", 3.95, Y - 0.3, 0.45, 0.4, 0.5)
    lamp(3.95, Y - 0.3, 0.32, 0.5)
    curtains(mat("curtain", tuple(min(0.75, k + 0.25) for k in c), 0.95))
    CAMERA, TARGET, LENS = (X - 0.4, 0.3, 1.3), (2.1, 3.7, 0.95), 18
elif room == "dining":
    rug(1.4, 1.1, 5.0, 4.3)
    put(one("oakTable", "table"), 3.2, 2.75, 2.1, 1.0, 0.76)
    chair = one("oakChair", "chair2", "silla2", "thonet", "osakaChair")
    for x in (2.55, 3.2, 3.85):
        put(chair, x, 1.98, 0.46, 0.5, 0.92, 180)
        put(chair, x, 3.52, 0.46, 0.5, 0.92)
    if n in (0, 3):
        put("lamp2", 3.2, 2.75, 0.85, 0.85, Z - 1.72, 0, 1.72)
    else:
        for x in (2.65, 3.2, 3.75):
            pendant(x, 2.75, 1.75, 0.11)
    put("orchids", 3.2, 2.75, 0.3, 0.3, 0.45, 0, 0.76)
    box(X - 0.5, 2.9, 0.1, X - 0.04, 4.7, 0.88, wood)
    lamp(X - 0.27, 4.4, 0.4, 0.88)
    put("littlePlant", X - 0.27, 3.3, 0.3, 0.3, 0.34, 0, 0.88)
    art(2.2, 1.3, 0.8, 1.0)
    art(4.0, 1.3, 0.8, 1.0, 2)
    put(one("plant", "decorativePlant"), 0.6, Y - 0.6, 0.8, 0.7, 1.4)
    if n in (0, 1, 4):
        curtains()
elif room == "office":
    rug(1.2, 1.4, 4.0, 3.6)
    if n in (1, 4):
        put("lbDesk", 2.7, Y - 0.5, 1.7, 0.75, 0.75)
    else:
        box(1.9, Y - 0.8, 0.72, 3.6, Y - 0.05, 0.76, wood)
        for x in (1.93, 3.53):
            box(x, Y - 0.78, 0, x + 0.04, Y - 0.08, 0.72, black if n % 2 == 0 else white)
        box(2.95, Y - 0.7, 0.2, 3.5, Y - 0.08, 0.72, white)
    put(one("designChair", "chair2", "thonet", "designChair", "chair2"), 2.6, Y - 1.15, 0.6, 0.6, 0.95, 180)
    put("desklamp", 3.3, Y - 0.3, 0.25, 0.25, 0.5, 0, 0.76)
    put("led_tv", 2.6, Y - 0.28, 0.75, 0.2, 0.5, 0, 0.76)
    put("bookcase", 4.35, Y - 0.22, 1.0, 0.36, 1.95)
    put(one("verticalShelves", "bookcase"), 1.05, Y - 0.22, one(0.45, 0.9), 0.36, 1.95)
    put(one("armchair2", "relaxChair", "modernArmchair", "winchesterArmchair", "armchair"), X - 0.8, 2.1, 0.9, 0.85, 0.85, -70)
    art(2.75, 1.5, 1.0, 0.62)
    put("plant", 0.5, 3.2, 0.6, 0.6, 1.1)
    if n % 2:
        curtains()
    CAMERA, TARGET, LENS = (X - 0.4, 0.3, 1.35), (2.2, 4.0, 1.15), 18
elif room == "kitchen":
    cabinet = mat(
        "cabinet", one((0.74, 0.73, 0.70), (0.045, 0.08, 0.12), (0.17, 0.22, 0.16), (0.40, 0.38, 0.35), (0.24, 0.125, 0.05)), 0.45
    )
    island = one(
        mat("island", PALETTE["accent"], 0.45),
        cabinet,
        mat("island", PALETTE["wood"], 0.5),
        white,
        mat("island", (0.05, 0.05, 0.055), 0.45),
    )
    top = stone(one((0.74, 0.73, 0.71), (0.72, 0.71, 0.69), (0.70, 0.69, 0.66), (0.06, 0.06, 0.065), (0.55, 0.51, 0.45)))
    splash = tiles(
        one((0.72, 0.72, 0.70), (0.74, 0.73, 0.70), (0.66, 0.65, 0.60), (0.36, 0.44, 0.43), (0.60, 0.55, 0.47)),
        one(0.2, 0.1, 0.2, 0.15, 0.3),
        one(0.075, 0.1, 0.075, 0.15, 0.1),
        upright=True,
    )
    y, e = Y - 0.62, X - 1.0
    box(0.5, y + 0.05, 0, e, Y, 0.1, black)
    box(0.5, y, 0.1, e, Y, 0.88, cabinet)
    fronts(0.5, e, 0.1, 0.66, y, cabinet, 8)
    fronts(0.5, e, 0.68, 0.87, y, cabinet, 8)
    box(0.48, y - 0.03, 0.88, e + 0.02, Y, 0.93, top)
    box(0.5, Y - 0.02, 0.93, e, Y, 1.5 if n != 1 else Z, splash)
    box(X - 0.98, Y - 0.72, 0, X - 0.05, Y, 1.95, steel)
    box(X - 0.98, Y - 0.735, 0.72, X - 0.05, Y - 0.72, 0.735, black)
    box(X - 0.9, Y - 0.78, 0.8, X - 0.87, Y - 0.73, 1.8, chrome)
    box(e, Y - 0.72, 1.97, X, Y, 2.45, cabinet)
    if n == 1:
        for z in (1.5, 1.9):
            for a, b in ((0.6, 2.0), (3.2, e - 0.1)):
                box(a, Y - 0.28, z, b, Y, z + 0.04, wood)
                for k in range(5):
                    cylinder(
                        a + 0.15 + k * (b - a - 0.3) / 4,
                        Y - 0.14,
                        z + 0.04,
                        z + 0.04 + R.uniform(0.1, 0.22),
                        0.055,
                        R.choice((white, ceramic, soft)),
                    )
    else:
        for a, b in ((0.5, 2.1), (3.1, e)):
            box(a, Y - 0.36, 1.5, b, Y, 2.4, cabinet)
            fronts(a, b, 1.5, 2.4, Y - 0.36, cabinet, max(2, int((b - a) / 0.45)))
    v = [
        (2.15, Y - 0.5, 1.65),
        (3.05, Y - 0.5, 1.65),
        (3.05, Y, 1.65),
        (2.15, Y, 1.65),
        (2.4, Y - 0.3, 2.1),
        (2.8, Y - 0.3, 2.1),
        (2.8, Y, 2.1),
        (2.4, Y, 2.1),
    ]
    mesh(
        "hood",
        v,
        [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)],
        one(steel, black, steel, white, steel),
    )
    box(2.4, Y - 0.3, 2.1, 2.8, Y, Z, one(steel, black, steel, white, steel))
    box(2.2, y - 0.04, 0.12, 3.0, y - 0.005, 0.86, one(black, steel))
    box(2.2, y, 0.93, 3.0, Y - 0.08, 0.945, black)
    box(2.25, y - 0.07, 0.7, 2.95, y - 0.05, 0.72, chrome)
    box(1.3, 2.1, 0.1, 4.3, 3.0, 0.88, island)
    fronts(1.3, 4.3, 0.12, 0.86, 2.1, island, 5)
    box(1.2, 1.8, 0.88, 4.4, 3.1, 0.94, top)
    for x in (1.9, 2.8, 3.7):
        pendant(x, 2.45, 1.75, 0.12)
    for x in (1.8, 2.6, 3.4):
        put(one("stool", "stool2"), x, 1.7, 0.42, 0.42, 0.7)
    put("coffeeBrewer", 1.0, Y - 0.3, 0.25, 0.3, 0.35, 0, 0.93)
    put("littlePlant", 3.6, 2.5, 0.26, 0.26, 0.26, 0, 0.94)
    downlights()
    CAMERA, TARGET, LENS = (X - 0.5, 0.35, 1.4), (2.5, 4.2, 1.12), 20
elif room == "bathroom":
    tile = tiles(
        one((0.74, 0.74, 0.73), (0.44, 0.50, 0.50), (0.66, 0.65, 0.62), (0.20, 0.27, 0.25), (0.60, 0.56, 0.50)),
        *one((0.6, 0.3), (0.3, 0.1), (0.2, 0.075), (0.15, 0.15), (0.6, 0.3)),
        upright=True,
    )
    vanity = mat(
        "vanity", one((0.24, 0.13, 0.06), (0.055, 0.09, 0.12), (0.74, 0.73, 0.71), (0.36, 0.22, 0.11), (0.14, 0.16, 0.135)), 0.45
    )
    box(0, Y - 0.02, 0, X, Y, Z if n % 2 else 1.35, tile)
    box(1.9, Y - 0.55, 0.25, 3.7, Y, 0.82, vanity)
    fronts(1.9, 3.7, 0.27, 0.8, Y - 0.55, vanity, 4)
    box(1.85, Y - 0.58, 0.82, 3.75, Y, 0.87, stone((0.74, 0.73, 0.71)))
    mirror = mat("mirror", (0.85, 0.85, 0.85), 0.02, 1)
    for x in (2.35, 3.25):
        bpy.ops.mesh.primitive_uv_sphere_add(radius=0.2, location=(x, Y - 0.3, 0.93))
        bpy.context.object.scale = (1, 0.8, 0.4)
        bpy.ops.object.shade_smooth()
        bpy.context.object.data.materials.append(ceramic)
        box(x - 0.012, Y - 0.1, 0.87, x + 0.012, Y - 0.07, 1.14, handle)
        box(x - 0.012, Y - 0.25, 1.12, x + 0.012, Y - 0.07, 1.145, handle)
        if n % 2 == 0:
            box(x - 0.34, Y - 0.03, 1.2, x + 0.34, Y - 0.015, 2.1, handle)
            box(x - 0.32, Y - 0.035, 1.22, x + 0.32, Y - 0.02, 2.08, mirror)
        else:
            for r, depth, m in ((0.36, 0.02, handle), (0.34, 0.03, mirror)):
                disc = cylinder(x, Y - 0.02 - depth / 2, 1.6 - depth / 2, 1.6 + depth / 2, r, m)
                disc.rotation_euler = (math.pi / 2, 0, 0)
    for x in (1.85, 2.8, 3.75):
        pendant(x, Y - 0.2, 2.1, 0.07)
    if n in (0, 2, 4):
        bpy.ops.mesh.primitive_uv_sphere_add(radius=1, location=(0.75, 1.75, 0.56), segments=64, ring_count=32)
        tub = bpy.context.object
        tub.scale = (0.42, 0.86, 0.56)
        bpy.ops.object.shade_smooth()
        tub.data.materials.append(ceramic)
        lid = box(-0.2, 0.5, 0.55, 1.7, 3.2, 1.3, ceramic)
        bpy.ops.mesh.primitive_uv_sphere_add(radius=1, location=(0.75, 1.75, 0.58), segments=64, ring_count=32)
        hollow = bpy.context.object
        hollow.scale = (0.36, 0.79, 0.46)
        for cut in (lid, hollow):
            cut.hide_render = True
            m = tub.modifiers.new("cut", "BOOLEAN")
            m.object, m.operation = cut, "DIFFERENCE"
        box(1.3, 1.3, 0, 1.32, 1.32, 0.95, handle)
        box(0.95, 1.3, 0.93, 1.32, 1.32, 0.95, handle)
    else:
        side = tiles((0.66, 0.65, 0.62) if n == 1 else (0.20, 0.27, 0.25), 0.3, 0.1)
        box(0, 0.4, 0, 1.2, 2.6, 0.06, ceramic)
        for a in (
            (1.18, 0.4, 0.06, 1.2, 0.44, 2.1),
            (1.18, 2.56, 0.06, 1.2, 2.6, 2.1),
            (1.18, 1.5, 0.06, 1.2, 1.53, 2.1),
            (1.18, 0.4, 2.07, 1.2, 2.6, 2.1),
            (0, 2.57, 2.07, 1.2, 2.6, 2.1),
        ):
            box(*a, handle)
        box(0.02, 2.2, 1.0, 0.05, 2.23, 2.2, handle)
        box(0.02, 2.2, 2.17, 0.5, 2.23, 2.2, handle)
        cylinder(0.5, 2.215, 2.12, 2.15, 0.13, handle)
    put("toiletsUnit", 1.35 if n in (0, 2, 4) else 1.55, Y - 0.38, 0.42, 0.68, 0.8, 0)
    put("towel2", X - 0.1, 2.4, 0.35, 0.12, 0.7, -90, 0.95)
    put("littlePlant", 2.8, Y - 0.3, 0.2, 0.2, 0.26, 0, 0.87)
    rug(1.9, 2.0, 3.5, 2.75)
    CAMERA, TARGET, LENS = (3.95, 0.25, 1.4), (1.7, 3.2, 1.05), 18
elif room == "laundry":
    cabinet = mat(
        "cabinet", one((0.70, 0.69, 0.66), (0.09, 0.13, 0.17), (0.17, 0.22, 0.16), (0.42, 0.40, 0.37), (0.24, 0.125, 0.05)), 0.45
    )
    body, door = one(white, steel, white, white, steel), mat("drum", (0.05, 0.055, 0.06), 0.1)
    for x in (1.1, 1.8):
        box(x - 0.32, Y - 0.66, 0.02, x + 0.32, Y - 0.03, 0.88, body)
        for r, d, m in ((0.22, 0.03, chrome), (0.19, 0.045, door)):
            disc = cylinder(x, Y - 0.66, 0.42 - d, 0.42 + d, r, m)
            disc.rotation_euler = (math.pi / 2, 0, 0)
        box(x - 0.28, Y - 0.67, 0.76, x + 0.28, Y - 0.655, 0.85, black)
    box(2.2, Y - 0.62, 0.1, 3.7, Y, 0.88, cabinet)
    fronts(2.2, 3.7, 0.1, 0.86, Y - 0.62, cabinet, 3)
    box(
        0.7,
        Y - 0.68,
        0.88,
        3.72,
        Y,
        0.93,
        one(wood, stone((0.72, 0.71, 0.69)), wood, stone((0.06, 0.06, 0.065)), stone((0.6, 0.56, 0.5))),
    )
    box(2.55, Y - 0.5, 0.925, 3.2, Y - 0.12, 0.936, steel)
    box(2.86, Y - 0.1, 0.93, 2.89, Y - 0.07, 1.25, handle)
    box(2.86, Y - 0.3, 1.23, 2.89, Y - 0.07, 1.26, handle)
    box(0, Y - 0.02, 0.93, X, Y, 1.5, tiles((0.70, 0.70, 0.68), 0.2, 0.075, upright=True))
    if n % 2 == 0:
        box(0.75, Y - 0.34, 1.5, 3.7, Y, 2.3, cabinet)
        fronts(0.75, 3.7, 1.5, 2.3, Y - 0.34, cabinet, 6)
    else:
        for z in (1.5, 1.9):
            box(0.75, Y - 0.3, z, 3.7, Y, z + 0.04, wood)
            for k in range(6):
                w = R.uniform(0.12, 0.2)
                box(
                    0.9 + k * 0.46,
                    Y - 0.26,
                    z + 0.04,
                    0.9 + k * 0.46 + w * 1.5,
                    Y - 0.04,
                    z + 0.04 + w,
                    R.choice((linen, white, wood, soft)),
                )
    cylinder(3.3, 1.7, 0, 0.55, 0.24, mat("basket", (0.42, 0.30, 0.17), 0.9), 0.29)
    cushion(3.3, 1.7, 0.56, 0.42, 0.4, 0.16, linen)
    put("littlePlant", 1.2, Y - 0.35, 0.22, 0.22, 0.28, 0, 0.93)
    rug(0.9, 1.3, 2.5, 2.2)
    downlights()
    CAMERA, TARGET, LENS = (X - 0.25, 0.2, 1.4), (1.6, 3.0, 1.0), 18
elif room == "entry":
    door = mat(
        "door", one((0.26, 0.13, 0.06), (0.03, 0.12, 0.18), (0.04, 0.13, 0.08), (0.28, 0.03, 0.03), (0.03, 0.03, 0.032)), 0.35
    )
    x0 = 1.3
    box(x0 - 0.12, Y - 0.05, 0, x0 + 1.12, Y, 2.3, white)
    box(x0, Y - 0.07, 0.02, x0 + 1.0, Y - 0.04, 2.15, door)
    for z0, z1 in ((0.15, 0.85), (1.0, 2.0)):
        for a in (0.12, 0.56):
            pane = mat("pane", (0.6, 0.7, 0.78), 0.1, glow=1.2, glow_col=(0.85, 0.93, 1)) if z0 > 0.5 and n % 2 == 0 else door
            box(x0 + a, Y - 0.085, z0, x0 + a + 0.32, Y - 0.065, z1, pane)
    box(x0 + 0.9, Y - 0.13, 0.95, x0 + 0.94, Y - 0.07, 1.12, handle)
    rug(1.0, 1.6, 2.6, 4.2)
    box(2.75, Y - 0.42, 0.76, 4.05, Y - 0.05, 0.8, wood)
    for x in (2.78, 3.98):
        box(x, Y - 0.4, 0, x + 0.04, Y - 0.07, 0.76, black if n % 2 else wood)
    box(2.78, Y - 0.4, 0.2, 4.0, Y - 0.08, 0.23, wood)
    for k in range(2):
        box(2.9 + k * 0.55, Y - 0.38, 0.23, 3.3 + k * 0.55, Y - 0.1, 0.48, mat("basket", (0.42, 0.30, 0.17), 0.9))
    lamp(3.85, Y - 0.22, 0.38, 0.8)
    put("orchids", 2.98, Y - 0.22, 0.24, 0.24, 0.4, 0, 0.8)
    disc = cylinder(3.4, Y - 0.04, 1.6, 1.64, 0.4, one(brass, black, wood, brass, black))
    disc.rotation_euler = (math.pi / 2, 0, 0)
    disc = cylinder(3.4, Y - 0.055, 1.6, 1.64, 0.37, mat("mirror", (0.85, 0.85, 0.85), 0.02, 1))
    disc.rotation_euler = (math.pi / 2, 0, 0)
    put(
        "bench" if n in (1, 3) else "chairWithCushion",
        X - 0.35,
        2.6,
        0.9 if n in (1, 3) else 0.5,
        0.42,
        0.45 if n in (1, 3) else 0.9,
        -90,
        color=PALETTE["wood"] if n in (1, 3) else None,
    )
    put("decorativePlant", 0.5, Y - 0.5, 0.6, 0.6, 1.5)
    pendant(2.1, 2.6, 2.15, 0.16)
    CAMERA, TARGET, LENS = (X - 0.35, 0.3, 1.4), (1.9, 4.2, 1.15), 18

if city:
    # A skyline at the height of an upper floor.
    C = random.Random(n + 5)
    for i in range(70):
        x, y = -C.uniform(60, 260), C.uniform(-120, 220)
        w, top = C.uniform(10, 22), C.uniform(-20, 18) if C.random() < 0.8 else C.uniform(20, 46)
        c = C.choice(((0.30, 0.30, 0.31), (0.40, 0.37, 0.33), (0.24, 0.13, 0.10), (0.45, 0.45, 0.45), (0.16, 0.20, 0.25)))

        def lit(t):
            SETB(t.inputs["Brick Width"], "default_value", 2.6)
            SETB(t.inputs["Row Height"], "default_value", 3.3)
            SETB(t.inputs["Mortar Size"], "default_value", 0.55)
            SETB(t.inputs["Mortar"], "default_value", (*c, 1))
            t.offset = 0

        m = tex(
            mat("tower", c, 0.5),
            "ShaderNodeTexBrick",
            1,
            (0.10, 0.14, 0.18),
            (0.16, 0.21, 0.26),
            0,
            lit,
            rot=(math.pi / 2, math.pi / 2, 0),
        )
        box(x - w / 2, y - w / 2, -40, x + w / 2, y + w / 2, top, m)
    mesh(
        "ground",
        [(-900, -900, -40), (-1, -900, -40), (-1, 900, -40), (-900, 900, -40)],
        [(0, 1, 2, 3)],
        mat("ground", (0.10, 0.13, 0.09), 1),
    )
    hills = mat("hills", (0.16, 0.22, 0.26), 1)
    mesh(
        "hills",
        [(-600, y, z) for y in range(-800, 801, 50) for z in (-40, 14 + 12 * math.sin(y / 90) + 6 * math.sin(y / 37))],
        [(2 * i, 2 * i + 1, 2 * i + 3, 2 * i + 2) for i in range(32)],
        hills,
    )
else:
    green = [mat("leaf%d" % i, c, 0.6) for i, c in enumerate(((0.10, 0.17, 0.045), (0.15, 0.21, 0.05), (0.07, 0.13, 0.05)))]
    lawn = tex(mat("lawn", (0.1, 0.2, 0.04), 1), "ShaderNodeTexNoise", 3, (0.06, 0.11, 0.025), (0.11, 0.17, 0.04))
    mesh("g", [(-60, -60, -0.6), (-0.2, -60, -0.6), (-0.2, 60, -0.6), (-60, 60, -0.6)], [(0, 1, 2, 3)], lawn)
    for i in range(16):
        b = leafball(1500, R.uniform(1.3, 2.1), R.uniform(1.2, 2.6), 0.12, R.choice(green), n * 20 + i)
        b.location = (-9 - (i % 4) * 2.6, -6 + i * 1.2, 0.7 + (i % 4) * 0.35)
    box(-16, -30, -0.6, -15.8, 40, 1.2, mat("fence", (0.30, 0.20, 0.12), 0.9))
sky("day", n)
S.world.node_tree.nodes["Background"].inputs[1].links and S.world.node_tree.links.remove(
    S.world.node_tree.nodes["Background"].inputs[1].links[0]
)
S.world.node_tree.nodes["Background"].inputs[1].default_value = 1.15


def area(loc, sx, sy, energy, color, rot=(0, 0, 0)):
    a = bpy.data.lights.new("area", "AREA")
    a.energy, a.shape, a.size, a.size_y, a.color = energy, "RECTANGLE", sx, sy, color
    b = bpy.data.objects.new("area", a)
    S.collection.objects.link(b)
    b.location, b.rotation_euler = loc, rot
    b.visible_camera = b.visible_glossy = False


k = X * Y / (6.5 * 5.2)
area((0.06, (wy0 + wy1) / 2, (wz0 + wz1) / 2), wz1 - wz0, wy1 - wy0, 185 * k, (1, 0.985, 0.96), (0, math.radians(-90), 0))
area((X * 0.5, Y * 0.45, Z - 0.03), X * 0.7, Y * 0.7, 88 * k, (1, 0.95, 0.88))
area((X * 0.75, 0.2, 1.6), 2, 1.6, 24 * k, (1, 0.97, 0.93), (math.radians(80), 0, 0))
away = math.hypot(TARGET[0] - CAMERA[0], TARGET[1] - CAMERA[1])
cam(CAMERA, (TARGET[0], TARGET[1], CAMERA[2]), LENS, (TARGET[2] - CAMERA[2]) / away * LENS / 36)
width, height = (int(s) for s in o.size.split("x"))
go(o.out, width, height, o.samples, exposure=0.1, bounces=4)
