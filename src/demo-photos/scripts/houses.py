"""The twelve styles: each builds its front and returns where a camera should stand and look."""

from looks import PALETTES
import parts
from studio import *


def build(style, seed):
    """Builds a house; gives the middle of the view, the distance, the height looked at and the lens."""
    names = ("wall", "wallc", "trim", "white", "frame", "roof", "glass", "door", "conc", "brick", "stone", "dark", "wood", "shut")
    wall, wallc, trim, white, frame, roof, glass, door, conc, brick, stone, dark, wood, shut = (getattr(parts, n) for n in names)
    pick, paths, drives = parts.pick, parts.paths, parts.drives
    from parts import batten, bricks, dormer, entry, flat, gable, garage, glasswall, porch, shrubs, siding, stucco, timber, win

    CX, DIST, FOCUS, LENS = 0, 15.5, 2.0, 27
    if style == "ranch":
        mirror = seed % 2
        box(-7, 0, 0.3, 5, 8, 3, wall)
        box(-7.03, -0.03, 0, 5.03, 8.03, 0.3, pick([brick, stone]))
        gable(-7, 5, 0, 8, 3, 2.1)
        box(-6.2, -0.9, 0.3, -2.6, 0.1, 3, stone if mirror else wall)
        gable(-6.2, -2.6, -0.92, 3.5, 3, 1.3, 0.35, "y")
        win(-4.4, 0.9, 2.0, 1.5, -0.9, 3)
        porch(-2.3, 5, -1.8, 0, 0.34, 2.45, 4, white)
        entry(-1.1, 0)
        win(2.6, 1.0, 2.0, 1.35, 0, 3, shut)
        box(5, 0.6, 0, 10.8, 7.6, 3, wall)
        gable(5, 10.8, 0.6, 7.6, 3, 1.7, 0.4, "y")
        garage(5.7, 10.1, 0.6)
        shrubs([-6, -5.2, -4.4, -3.6, -2.9], -1.5)
        shrubs([0.4, 1.2, 2.0, 2.8, 3.6, 4.4], -2.4)
        LENS = 26
        CX = 1.3
        FOCUS = 1.8
    elif style == "colonial":
        box(-6, 0, 0.3, 6, 8.5, 6, wall)
        box(-6.03, -0.03, 0, 6.03, 8.5, 0.35, brick)
        gable(-6, 6, 0, 8.5, 6, 2.5)
        for x in (-4.4, -2.2, 2.2, 4.4):
            win(x, 1.0, 1.05, 1.6, 0, 2, shut)
            win(x, 3.9, 1.05, 1.5, 0, 2, shut)
        win(0, 3.9, 1.2, 1.5, 0, 3, shut)
        entry(0, 0, 0.5, 1.05, 2.2, True)
        box(-1.3, -1.3, 0, 1.3, 0, 0.5, conc)
        box(-1.4, -1.4, 3.0, 1.4, 0, 3.3, white)
        gable(-1.4, 1.4, -1.4, 0, 3.3, 0.7, 0.1, "y", white)
        for x in (-1.15, 1.15):
            bpy.ops.mesh.primitive_cylinder_add(radius=0.13, depth=2.5, location=(x, -1.15, 1.75))
            bpy.context.object.data.materials.append(white)
        box(4.6, 5, 6, 5.6, 6, 9.6, brick)
        if seed % 2:
            box(6, 1.5, 0, 11.5, 8, 3, wall)
            gable(6, 11.5, 1.5, 8, 3, 1.7, 0.4, "y")
            garage(6.7, 10.8, 1.5)
        shrubs([-5.4, -4.6, -3.8, -3, -2.2, 2.2, 3, 3.8, 4.6, 5.4], -0.75)
        FOCUS = 2.9
        DIST = 17
        CX = 1 if seed % 2 else 0
    elif style == "craftsman":
        box(-5.5, 0, 0.5, 5, 9, 3.3, wall)
        box(-5.55, -0.05, 0, 5.05, 9, 0.5, stone)
        gable(-5.5, 5, 0, 9, 3.3, 3.2, 0.8)
        porch(-5.5, 2.2, -2.6, 0, 0.5, 2.5, 3, white, None, 0.7, 0.34)
        for x in (-5.2, -1.7, 1.9):
            box(x - 0.38, -2.6, 0.5, x + 0.38, -1.95, 1.5, stone)
        entry(-1.6, 0, 0.5, 1.0, 2.1, True)
        win(-3.9, 1.2, 1.6, 1.4, 0, 3)
        win(1.0, 1.2, 1.2, 1.4, 0, 2)
        win(3.7, 1.2, 1.5, 1.4, 0, 3)
        dormer(-0.3, 1.0, 4.5, 4.6, 2.8, 1.3)
        for x in (-1.0, 0.4):
            win(x, 4.95, 0.9, 0.8, 1.0, 2)
        if seed % 2:
            box(5.6, 5, 0, 10, 11, 2.8, wall)
            gable(5.6, 10, 5, 11, 2.8, 1.6, 0.4, "y")
            garage(6.3, 9.3, 5, 2.2)
        shrubs([-5.2, -4.3, -3.4, 0.6, 1.5, 2.9, 3.6, 4.3], -3.0 if seed % 2 else -2.95)
        FOCUS = 2.3
        CX = 0.3
    elif style == "farmhouse":
        box(-5.5, 0, 0.3, 5.5, 8, 5.4, wall)
        gable(-5.5, 5.5, 0, 8, 5.4, 2.6)
        box(-5.2, -1.2, 0.3, -1.4, 0, 5.4, wall)
        gable(-5.2, -1.4, -1.2, 3.5, 5.4, 2.3, 0.4, "y")
        win(-3.3, 1.0, 1.9, 1.6, -1.2, 3)
        win(-3.3, 3.8, 1.5, 1.3, -1.2, 2)
        porch(-1.2, 5.5, -1.9, 0, 0.3, 2.6, 4, white, mat("tin", (0.10, 0.10, 0.11), 0.35, 0.8), 0.6)
        entry(0, 0, 0.3, 1.0, 2.2, True)
        win(3.4, 0.9, 2.0, 1.6, 0, 3)
        for x in (0.6, 3.6):
            win(x, 3.9, 1.1, 1.3, 0, 2)
        box(5.5, 1.2, 0, 11.6, 8, 3.1, wall)
        gable(5.5, 11.6, 1.2, 8, 3.1, 2.2, 0.4, "y")
        garage(6.3, 10.9, 1.2, 2.5, wood if seed % 2 else None)
        shrubs([-5, -4.2, -3.4, -2.6, -1.9], -1.75)
        shrubs([1.6, 2.4, 3.2, 4, 4.8], -2.5)
        FOCUS = 2.8
        DIST = 17
        CX = 1.5
    elif style == "modern":
        cl = timber((0.34, 0.19, 0.09))
        box(-6, 0, 0, 3, 8, 3.1, wall)
        box(-2.5, -1.2, 3.1, 7, 7, 6.1, cl if seed % 2 else wall)
        flat(-6, 3, 0, 8, 3.1, 0.35, 0.22)
        flat(-2.5, 7, -1.2, 7, 6.1, 0.4, 0.25)
        glasswall(-5.6, -1.6, 0.25, 2.8, 0, 4)
        glasswall(-1.8, 2.4, 3.5, 5.8, -1.2, 4)
        win(4.9, 3.7, 2.6, 1.9, -1.2, 2, None, False, False)
        entry(0.2, 0, 0.05, 1.15, 2.4, True)
        box(3, 1.2, 0, 7, 7, 3.1, cl)
        garage(3.3, 6.8, 1.2, 2.5, mat("gdm", (0.12, 0.12, 0.125), 0.4), False)
        box(-1.2, -1.6, 0, 1.6, 0, 0.06, conc)
        box(-7.6, -0.6, 0, -6, -0.3, 1.1, stone)
        shrubs([-5.6, -4.9, -4.2, -3.5, -2.8], -0.9, 0.4, False)
        FOCUS = 2.8
        DIST = 16.5
        CX = 0.4
    elif style == "capecod":
        box(-5.5, 0, 0.3, 5.5, 8.5, 3, wall)
        gable(-5.5, 5.5, 0, 8.5, 3, 3.6, 0.3)
        box(-5.53, -0.03, 0, 5.53, 8.5, 0.3, brick)
        for x in (-2.9, 2.9):
            dormer(x, 1.1, 3.6, 3.9)
        for x in (-3.6, 3.6):
            win(x, 0.95, 1.5, 1.5, 0, 3, shut)
        entry(0, 0, 0.34, 1.0, 2.1)
        box(-1.0, -1.0, 0, 1.0, 0, 0.34, conc)
        win(-1.5, 1.1, 0.55, 1.2, 0, 2)
        win(1.5, 1.1, 0.55, 1.2, 0, 2)
        box(-0.6, 3.7, 6, 0.4, 4.7, 8.1, brick)
        if seed % 2:
            box(5.5, 1, 0, 10, 8, 2.8, wall)
            gable(5.5, 10, 1, 8, 2.8, 1.6, 0.35, "y")
            garage(6.2, 9.4, 1)
        for i in range(40):
            xx = -9 + i * 0.5
            (abs(xx) > 1.0) and box(xx - 0.06, -5.4, 0, xx + 0.06, -5.36, 0.9, white)
        for z in (0.3, 0.65):
            box(-9, -5.37, z, -1.0, -5.33, z + 0.09, white)
            box(1.0, -5.37, z, 10.8, -5.33, z + 0.09, white)
        shrubs([-5, -4.2, -3.4, -2.6, -1.8, 1.8, 2.6, 3.4, 4.2, 5], -0.8)
        FOCUS = 2.4
    elif style == "midcentury":
        box(-8, 0, 0.15, 5, 7, 2.9, wall)
        v = [(-9, -1.4, 3.3), (-1.5, -1.4, 2.75), (-1.5, 8, 2.75), (-9, 8, 3.3)]
        v += [(a, b, c + 0.22) for a, b, c in v]
        mesh("r", v, [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], trim)
        v = [(-1.5, -1.4, 2.75), (6.2, -1.4, 3.9), (6.2, 8, 3.9), (-1.5, 8, 2.75)]
        v += [(a, b, c + 0.22) for a, b, c in v]
        mesh("r", v, [(0, 1, 2, 3), (7, 6, 5, 4), (0, 4, 5, 1), (1, 5, 6, 2), (2, 6, 7, 3), (3, 7, 4, 0)], trim)
        glasswall(-0.9, 4.8, 0.3, 3.1, 0, 5)
        entry(-2.0, 0, 0.15, 1.1, 2.2, True)
        box(-8, -0.15, 0.15, -5.2, 0, 2.9, stone)
        win(-4.2, 1.5, 1.8, 0.9, 0, 3, None, False, False)
        box(6.2, 0.5, 3.3, 11, 6.5, 3.5, trim)
        for x in (6.5, 10.6):
            box(x - 0.1, 0.8, 0, x + 0.1, 1.0, 3.3, dark)
        drives.append((6.2, 11))
        mesh("dr", [(6.2, -16, 0.02), (11, -16, 0.02), (11, 6, 0.02), (6.2, 6, 0.02)], [(0, 1, 2, 3)], conc)
        box(6.2, 6.3, 0, 11, 6.5, 3.3, wood)
        shrubs([-7.5, -6.6, -5.7, 0.2, 1.2, 2.2, 3.2], -0.8, 0.4, False)
        FOCUS = 1.9
        CX = 1
        LENS = 25
    elif style == "townhouse":
        cols = [wallc, PALETTES["townhouse"][(seed + 1) % 5][1], wallc]
        for i, c in enumerate(cols):
            x0 = -8.4 + i * 5.6
            m = bricks(c) if i % 2 == 0 else stucco(c)
            box(x0, 0 + 0.25 * (i % 2), 0, x0 + 5.55, 10, 9, m)
            box(x0 - 0.02, -0.2 + 0.25 * (i % 2), 8.7, x0 + 5.57, 0.3, 9.25, trim)
            y = 0.25 * (i % 2)
            for z in (3.7, 6.4):
                win(x0 + 1.5, z, 1.1, 1.7, y, 2)
                win(x0 + 4.0, z, 1.1, 1.7, y, 2)
            entry(x0 + 1.4, y, 0.9, 1.0, 2.1)
            box(x0 + 0.6, y - 1.2, 0, x0 + 2.2, y, 0.9, conc)
            [box(x0 + 0.6, y - 1.2 - 0.3 * (k + 1), 0, x0 + 2.2, y - 1.2 - 0.3 * k, 0.72 - 0.18 * k, conc) for k in range(4)]
            win(x0 + 4.0, 1.2, 1.5, 1.7, y, 3)
            box(x0 + 2.6, y - 1.0, 0, x0 + 5.3, y - 0.9, 0.5, dark)
            shrubs([x0 + 3.0, x0 + 3.9, x0 + 4.8], y - 0.55, 0.35)
        FOCUS = 4.2
        DIST = 19
        LENS = 25
    elif style == "condo":
        n = 4 + seed % 3
        w = 11
        box(-w, 0, 0, w, 14, 3 * n + 0.6, wall)
        box(-w - 0.2, -0.25, 3 * n + 0.3, w + 0.2, 14, 3 * n + 0.75, trim)
        box(-w, -0.1, 0, w, 0, 3.3, stone if seed % 2 else stucco((0.2, 0.2, 0.21)))
        for f in range(1, n):
            for x in (-8.6, -4.4, 4.4, 8.6):
                glasswall(x - 1.3, x + 1.3, 3 * f + 0.45, 3 * f + 2.75, 0, 3)
                box(x - 1.7, -1.4, 3 * f + 0.25, x + 1.7, 0, 3 * f + 0.42, conc)
                box(x - 1.7, -1.42, 3 * f + 0.42, x + 1.7, -1.38, 3 * f + 1.35, mat("rail", (0.25, 0.32, 0.34), 0.1))
                box(x - 1.7, -1.45, 3 * f + 1.32, x + 1.7, -1.35, 3 * f + 1.4, dark)
            win(-1.1, 3 * f + 0.9, 1.5, 1.6, 0, 2, None, False, False)
            win(1.1, 3 * f + 0.9, 1.5, 1.6, 0, 2, None, False, False)
        for x in (-8.6, -5, 5, 8.6):
            glasswall(x - 1.5, x + 1.5, 0.2, 2.8, -0.1, 3)
        glasswall(-1.6, 1.6, 0.1, 2.8, -0.1, 4)
        box(-2.4, -2.2, 2.9, 2.4, 0, 3.15, dark)
        paths.append((0, 0))
        shrubs([-9.5, -8.5, -7.5, -6.5, -5.5, -4.5, -3.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5], -1.2, 0.5)
        FOCUS = 1.5 * n + 0.6
        DIST = 27 + 2 * (n - 4)
        LENS = 24
    elif style == "duplex":
        box(-7, 0, 0.3, 7, 8.5, 5.7, wall)
        gable(-7, 7, 0, 8.5, 5.7, 2.2)
        for s in (-1, 1):
            box(s * 4.4 - 1.9, -0.9, 0.3, s * 4.4 + 1.9, 0, 5.7, wall)
            gable(s * 4.4 - 1.9, s * 4.4 + 1.9, -0.9, 3.5, 5.7, 1.6, 0.35, "y")
            win(s * 4.4, 3.75, 1.7, 1.4, -0.9, 3)
            garage(s * 4.4 - 1.5, s * 4.4 + 1.5, -0.9, 2.3)
            entry(s * 1.4, 0, 0.34, 0.95, 2.1)
            win(s * 1.4, 3.8, 1.0, 1.3, 0, 2)
        porch(-2.4, 2.4, -1.5, 0, 0.34, 2.4, 2, white)
        shrubs([-0.8, 0, 0.8], -2.1, 0.4)
        FOCUS = 2.8
        DIST = 17
    elif style == "manufactured":
        box(-9, 0, 0.6, 7, 5.5, 3.2, wall)
        box(-9, 0.02, 0, 7, 5.5, 0.6, mat("skirt", (0.45, 0.45, 0.44), 0.9))
        gable(-9, 7, 0, 5.5, 3.2, 1.1, 0.35)
        entry(-1, 0, 0.6, 0.95, 2.0)
        porch(-3.2, 1.2, -2.2, 0, 0.55, 2.4, 3, white)
        for x in (-7.2, -4.8, 3.0, 5.4):
            win(x, 1.5, 1.5, 1.2, 0, 2, shut)
        shrubs([-8.5, -7.6, -6.7, -5.8, 2, 2.9, 3.8, 4.7, 5.6, 6.5], -0.7, 0.4)
        FOCUS = 1.8
        LENS = 25
        CX = -0.5
    elif style == "cabin":
        box(-4.5, 0, 0.6, 4.5, 8, 3, wall)
        box(-4.5, 0, 0, 4.5, 8, 0.6, stone)
        gable(-4.5, 4.5, 0, 8, 3, 3.8, 0.9, "y")
        glasswall(-1.6, 1.6, 3.2, 5.2, 0, 4)
        porch(-4.5, 4.5, -2.4, 0, 0.6, 2.3, 4, wood, None, 0.35)
        entry(0, 0, 0.6, 1.0, 2.1)
        win(-2.8, 1.4, 1.4, 1.3, 0, 2)
        win(2.8, 1.4, 1.4, 1.3, 0, 2)
        box(4.5, 4, 0, 5.4, 5.2, 7.8, stone)
        shrubs([-4, -3.1, 2.6, 3.5, 4.3], -3, 0.5, False)
        FOCUS = 2.9
        DIST = 15
    return CX, DIST, FOCUS, LENS
