"""Parts of houses and gardens, in the materials of one palette; setup() comes first."""

from looks import PALETTES
from studio import *

paths, drives = [], []


def setup(the_style, the_seed, season="summer", time="day"):
    """Chooses the materials of a house and its garden. Everything random afterwards comes from R, so that another camera sees the same."""
    global style, seed, R, pick, wall, wallc, trimc, trim, white, frame, roof, glass, door, doorc, conc, brick, stone, grass, blade, bark
    global leaves, green, metal, dark, wood, shut, autumn, flowers
    style, seed, autumn = the_style, the_seed, season == "autumn"
    R = random.Random(style + str(seed))
    pick = R.choice
    _, wallc, doorc, rc = PALETTES[style][seed]
    red = {"townhouse": bricks, "condo": bricks if seed % 2 else stucco}
    cladding = dict(red, farmhouse=batten, modern=stucco, cabin=timber, midcentury=timber if seed in (1, 3) else siding)
    wall = cladding.get(style, siding)(wallc)
    trimc = (0.03, 0.03, 0.03) if style in ("modern", "farmhouse", "midcentury") and seed % 2 == 0 else (0.78, 0.78, 0.76)
    trim, white, frame = mat("trim", trimc, 0.5), mat("white", (0.78, 0.78, 0.76), 0.5), mat("frame", trimc, 0.4)
    roof = tex(mat("roof", rc, 0.9), "ShaderNodeTexBrick", 1.0, rc, tuple(k * 1.45 for k in rc), 0.4, shingles)
    glass = mat("glass", (0.03, 0.05, 0.07), 0.04)
    if time == "dusk":
        lamplit(glass, 0.75)
    door, shut = mat("door", doorc, 0.35), mat("shutter", (0.035, 0.038, 0.042) if sum(wallc) > 0.6 else (0.6, 0.59, 0.56), 0.5)
    conc = tex(mat("conc", (0.4, 0.39, 0.37), 0.9), "ShaderNodeTexNoise", 6, (0.31, 0.30, 0.28), (0.42, 0.41, 0.385), 0.1)
    brick = bricks((0.25, 0.09, 0.06))
    stone = tex(mat("stone", (0.3, 0.3, 0.3), 0.9), "ShaderNodeTexVoronoi", 3.2, (0.20, 0.185, 0.17), (0.38, 0.36, 0.33), 0.7)
    ground = ((0.06, 0.075, 0.025), (0.12, 0.125, 0.045)) if autumn else ((0.045, 0.075, 0.018), (0.088, 0.128, 0.034))
    grass = tex(mat("grass", (0.1, 0.2, 0.04), 1), "ShaderNodeTexNoise", 3, *ground, 0.3)
    blade = mat("blade", tuple((a + b) / 2 for a, b in zip(*ground)), 0.8)
    bark = mat("bark", (0.09, 0.065, 0.05), 0.95)
    turned = [(0.48, 0.16, 0.02), (0.55, 0.30, 0.035), (0.36, 0.08, 0.02)]
    fresh = [(0.085, 0.15, 0.035), (0.12, 0.18, 0.04), (0.055, 0.115, 0.04)]
    leaves = [mat("leaf%d" % i, c, 0.6) for i, c in enumerate(turned if autumn else fresh)]
    green = [mat("shrub%d" % i, c, 0.6) for i, c in enumerate(fresh)]
    flowers = mat("flowers", pick([(0.55, 0.03, 0.11), (0.42, 0.16, 0.5), (0.7, 0.42, 0.03), (0.8, 0.8, 0.78)]), 0.6)
    metal, dark, wood = (
        mat("metal", (0.6, 0.52, 0.28), 0.3, 1),
        mat("dark", (0.04, 0.04, 0.045), 0.5),
        timber((0.26, 0.13, 0.055)),
    )


def shingles(t):
    SETB(t.inputs["Brick Width"], "default_value", 0.35)
    SETB(t.inputs["Row Height"], "default_value", 0.16)
    SETB(t.inputs["Mortar Size"], "default_value", 0.012)


def siding(c, pitch=2.1):
    return tex(
        mat("wall", c, 0.7),
        "ShaderNodeTexWave",
        1.0,
        tuple(k * 0.93 for k in c),
        c,
        0.5,
        lambda t: (SETB(t, "bands_direction", "Z"), SETB(t, "wave_profile", "SAW")),
        map_scale=(1, 1, pitch),
    )


def batten(c):
    return tex(
        mat("batten", c, 0.7),
        "ShaderNodeTexWave",
        1.0,
        tuple(k * 0.90 for k in c),
        c,
        0.4,
        lambda t: (SETB(t, "bands_direction", "X"), SETB(t, "wave_profile", "SAW")),
        map_scale=(1.6, 1, 1),
    )


def bricks(c, s=4):
    def laid(t):
        SETB(t.inputs["Mortar Size"], "default_value", 0.012)
        SETB(t.inputs["Mortar"], "default_value", (0.34, 0.32, 0.29, 1))

    # The texture lies in the plane of x and y: stood up against the wall.
    return tex(mat("brickw", c, 0.9), "ShaderNodeTexBrick", s, c, tuple(k * 0.75 for k in c), 0.3, laid, rot=(math.pi / 2, 0, 0))


def stucco(c):
    return tex(mat("stucco", c, 0.9), "ShaderNodeTexNoise", 30, tuple(k * 0.96 for k in c), c, 0.12)


def timber(c):
    return tex(
        mat("timber", c, 0.55),
        "ShaderNodeTexWave",
        1.2,
        tuple(k * 0.7 for k in c),
        c,
        0.25,
        lambda t: (SETB(t, "bands_direction", "Z"), SETB(t.inputs["Distortion"], "default_value", 3)),
        map_scale=(0.15, 0.15, 3),
    )


def gable(x0, x1, y0, y1, z, rise, ov=0.45, along="x", fill=None):
    th = 0.18
    fill = fill or wall
    if along == "x":
        ym = (y0 + y1) / 2
        for ya, yb in ((y0 - ov, ym), (y1 + ov, ym)):
            za = z - ov * rise / ((y1 - y0) / 2)
            v = [(x0 - ov, ya, za), (x1 + ov, ya, za), (x1 + ov, yb, z + rise), (x0 - ov, yb, z + rise)]
            v += [(a, b, c + th) for a, b, c in v]
            mesh("r", v, [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], roof)
            box(x0 - ov, ya - 0.06, za - 0.05, x1 + ov, ya + 0.02, za + th - 0.02, trim)
        for x in (x0, x1):
            mesh("gw", [(x, y0, z), (x, y1, z), (x, ym, z + rise)], [(0, 1, 2)], fill)
    else:
        xm = (x0 + x1) / 2
        for xa in (x0 - ov, x1 + ov):
            za = z - ov * rise / ((x1 - x0) / 2)
            v = [(xa, y0 - ov, za), (xa, y1, za), (xm, y1, z + rise), (xm, y0 - ov, z + rise)]
            v += [(a, b, c + th) for a, b, c in v]
            mesh("r", v, [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], roof)
            mesh(
                "t",
                [
                    (xa, y0 - ov - 0.03, za - 0.06),
                    (xm, y0 - ov - 0.03, z + rise - 0.06),
                    (xm, y0 - ov - 0.03, z + rise + th),
                    (xa, y0 - ov - 0.03, za + th),
                ],
                [(0, 1, 2, 3)],
                trim,
            )
        mesh("gw", [(x0, y0, z), (x1, y0, z), (xm, y0, z + rise)], [(0, 1, 2)], fill)


def flat(x0, x1, y0, y1, z, ov=0.5, th=0.28, m=None):
    box(x0 - ov, y0 - ov, z, x1 + ov, y1 + ov * 0.3, z + th, m or trim)


def win(x, z, w, h, y=0, m=2, shut=None, sill=True, mid=True):
    box(x - w / 2 - 0.1, y - 0.07, z - 0.1, x + w / 2 + 0.1, y + 0.01, z + h + 0.12, trim)
    if sill:
        box(x - w / 2 - 0.16, y - 0.12, z - 0.16, x + w / 2 + 0.16, y, z - 0.08, trim)
    box(x - w / 2, y - 0.075, z, x + w / 2, y - 0.071, z + h, glass)
    for i in range(1, m):
        xx = x - w / 2 + w * i / m
        box(xx - 0.02, y - 0.095, z, xx + 0.02, y - 0.07, z + h, frame)
    if mid:
        box(x - w / 2, y - 0.095, z + h / 2 - 0.02, x + w / 2, y - 0.07, z + h / 2 + 0.02, frame)
    if shut:
        for s in (-1, 1):
            xx = x + s * (w / 2 + 0.32)
            box(xx - 0.2, y - 0.06, z - 0.05, xx + 0.2, y, z + h + 0.05, shut)


def glasswall(x0, x1, z0, z1, y, n):
    box(x0, y - 0.05, z0, x1, y - 0.03, z1, glass)
    for i in range(n + 1):
        xx = x0 + (x1 - x0) * i / n
        box(xx - 0.04, y - 0.10, z0, xx + 0.04, y - 0.02, z1, frame)
    box(x0, y - 0.10, z1 - 0.08, x1, y - 0.02, z1, frame)
    box(x0, y - 0.10, z0, x1, y - 0.02, z0 + 0.08, frame)


def entry(x, y, z=0.35, w=0.95, h=2.1, side=False):
    box(x - w / 2 - 0.13, y - 0.06, z, x + w / 2 + 0.13, y, z + h + 0.3, trim)
    box(x - w / 2, y - 0.09, z, x + w / 2, y - 0.05, z + h, door)
    for a, b in ((0.1, 0.75), (0.95, 1.95)):
        for s in (-1, 1):
            box(x + s * w * 0.23 - w * 0.16, y - 0.11, z + a, x + s * w * 0.23 + w * 0.16, y - 0.085, z + b, door)
    box(x + w * 0.36, y - 0.14, z + 0.9, x + w * 0.41, y - 0.09, z + 1.1, metal)
    if side:
        box(x + w / 2 + 0.13, y - 0.07, z, x + w / 2 + 0.5, y - 0.04, z + h, glass)
    paths.append((x, y))


def porch(x0, x1, y0, y1, z=0.34, h=2.6, posts=3, m=None, roofm=None, rise=0.5, th=0.17):
    m = m or white
    box(x0, y0, 0, x1, y1, z, conc)
    box(x0 - 0.05, y0 - 0.05, z + h - 0.2, x1 + 0.05, y1, z + h, m)
    v = [
        (x0 - 0.25, y0 - 0.25, z + h),
        (x1 + 0.25, y0 - 0.25, z + h),
        (x1 + 0.25, y1, z + h + rise),
        (x0 - 0.25, y1, z + h + rise),
    ]
    v += [(a, b, c + 0.12) for a, b, c in v]
    mesh("pr", v, [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], roofm or roof)
    for i in range(posts):
        x = x0 + 0.2 + (x1 - x0 - 0.4) * i / (posts - 1)
        box(x - th / 2 - 0.02, y0 + 0.08, z, x + th / 2, y0 + 0.08 + th, z + h - 0.2, m)
        box(x - th, y0 + 0.03, z, x + th, y0 + 0.13 + th, z + 0.25, m)
    for i in range(2):
        box((x0 + x1) / 2 - 0.8, y0 - 0.35 * (2 - i), 0, (x0 + x1) / 2 + 0.8, y0 - 0.35 * (1 - i), z * (i + 1) / 3, conc)


def garage(x0, x1, y, z=2.4, m=None, panes=True):
    gd = m or mat("gd", (0.82, 0.82, 0.80) if trimc[0] > 0.5 else (0.10, 0.09, 0.08), 0.5)
    box(x0 - 0.12, y - 0.06, 0, x1 + 0.12, y + 0.01, z + 0.12, trim)
    box(x0, y - 0.1, 0, x1, y - 0.04, z, gd)
    n = max(4, int((x1 - x0) / 0.5))
    for r in range(4):
        for c in range(n):
            a = x0 + (x1 - x0) * c / n + 0.04
            b = x0 + (x1 - x0) * (c + 1) / n - 0.04
            zz = z * r / 4 + 0.05
            box(a, y - 0.125, zz, b, y - 0.095, zz + z / 4 - 0.1, glass if r == 3 and panes else gd)
    mesh("dr", [(x0 - 0.3, -16, 0.02), (x1 + 0.3, -16, 0.02), (x1 + 0.3, y, 0.02), (x0 - 0.3, y, 0.02)], [(0, 1, 2, 3)], conc)
    drives.append((x0 - 0.3, x1 + 0.3))


def dormer(x, y0, y1, z, w=1.6, h=1.3):
    box(x - w / 2, y0, z, x + w / 2, y1, z + h, wall)
    gable(x - w / 2, x + w / 2, y0, y1, z + h, 0.7, 0.2, "y")
    win(x, z + 0.25, w * 0.55, h * 0.7, y0, 2)


def shrubs(xs, y, r=0.5, fl=True, dy=-0.45):
    for x in xs:
        o = leafball(1600, r * 0.95, R.uniform(0.32, 0.55), 0.05, pick(green), R.randint(0, 99))
        o.location = (x, y + R.uniform(-0.12, 0.12), 0.36)
    if fl:
        for x in xs[::2]:
            o = leafball(70, 0.4, 0.2, 0.05, flowers, R.randint(0, 99))
            o.location = (x + 0.3, y + dy, 0.3)


def tree(x, y, h, sd, m, conifer=False):
    cone = bpy.ops.mesh.primitive_cone_add
    cone(vertices=10, radius1=0.03 * h, radius2=0.01 * h, depth=h * 0.8, location=(x, y, h * 0.4))
    bpy.context.object.data.materials.append(bark)
    RR = random.Random(sd)
    if conifer:
        for i in range(10):
            o = leafball(1500, h * (0.21 - 0.0185 * i), h * 0.075, 0.10 * h / 10, green[2], sd + i)
            o.location = (x, y, h * (0.12 + 0.09 * i))
    else:
        for i in range(13):
            a, d = RR.uniform(0, 6.28), RR.uniform(0.2, 1) * 0.2
            z = RR.uniform(0.36, 0.86)
            d *= 1.25 - abs(z - 0.55) * 2
            o = leafball(2400, h * RR.uniform(0.15, 0.2), h * RR.uniform(0.12, 0.16), 0.012 * h, m, sd + i)
            o.location = (x + math.cos(a) * d * h, y + math.sin(a) * d * h, h * z)


def blades(count, where, low=0.03, high=0.085, thick=0.006, height=None):
    """Blades of grass at places that where(random) gives as an array of x, y, on ground of a height."""
    g = numpy.random.default_rng(seed)
    xy = where(g, count)
    n = len(xy)
    a = g.uniform(0, 6.283, n)
    d = numpy.stack([numpy.cos(a), numpy.sin(a)], 1) * thick
    lean = g.normal(0, 0.02, (n, 2))
    foot = numpy.zeros((n, 1)) if height is None else height(xy[:, 0], xy[:, 1]).reshape(-1, 1)
    tip = foot + g.uniform(low, high, (n, 1))
    v = numpy.stack([numpy.hstack([xy - d, foot]), numpy.hstack([xy + d, foot]), numpy.hstack([xy + lean, tip])], 1)
    S.collection.objects.link(bpy.data.objects.new("blades", shards("blades", v.reshape(-1, 3), 3, blade)))


def fence(x0, y0, x1, y1, height=1.8, m=None):
    """A board fence, boards as separate boxes in one mesh."""
    m = m or mat("fence", (0.30, 0.20, 0.12), 0.9)
    length = math.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    v, f = [], []
    n = int(length / 0.15)
    for i in range(n):
        s, e, z = i * 0.15, i * 0.15 + 0.14, height + 0.02 * ((i * 7) % 3)
        i0 = len(v)
        for t in (0, 0.03):
            for along, up in ((s, 0), (e, 0), (e, z), (s, z)):
                v.append((x0 + ux * along - uy * t, y0 + uy * along + ux * t, up))
        f += [
            tuple(i0 + k for k in q) for q in ((0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0))
        ]
    return mesh("fence", v, f, m)
