"""What every picture shares: materials, meshes, foliage, sky, camera, and the way from a noisy render to a JPEG."""

import math
import os
import random
import tempfile
import time

import bpy
import cv2
import numpy
from mathutils import Vector

import denoise

bpy.ops.wm.read_factory_settings(use_empty=True)
S = bpy.context.scene
S.render.engine = "CYCLES"
S.cycles.device = "CPU"
S.view_settings.view_transform = "Filmic"
S.view_settings.look = "Medium High Contrast"

MAX_BYTES = 158_000
SETB = setattr


def mat(name, col, rough=0.6, metal=0, glow=0, glow_col=(1, 0.82, 0.58)):
    m = bpy.data.materials.new(name)
    m.use_nodes = True
    b = m.node_tree.nodes["Principled BSDF"]
    b.inputs["Base Color"].default_value = (*col, 1)
    b.inputs["Roughness"].default_value = rough
    b.inputs["Metallic"].default_value = metal
    if glow:
        b.inputs["Emission"].default_value = (*glow_col, 1)
        b.inputs["Emission Strength"].default_value = glow
    return m


def lamplit(m, strength):
    """Windows at dusk: some rooms are brighter than others, and each is brighter above than below."""
    nt = m.node_tree
    b = nt.nodes["Principled BSDF"]
    b.inputs["Emission"].default_value = (1, 0.56, 0.24, 1)
    room = nt.nodes.new("ShaderNodeMapRange")
    room.inputs["To Min"].default_value, room.inputs["To Max"].default_value = strength * 0.12, strength
    nt.links.new(nt.nodes.new("ShaderNodeObjectInfo").outputs["Random"], room.inputs["Value"])
    at = nt.nodes.new("ShaderNodeSeparateXYZ")
    nt.links.new(nt.nodes.new("ShaderNodeTexCoord").outputs["Generated"], at.inputs[0])
    height = nt.nodes.new("ShaderNodeMapRange")
    height.inputs["To Min"].default_value = 0.35
    nt.links.new(at.outputs[2], height.inputs["Value"])
    both = nt.nodes.new("ShaderNodeMath")
    both.operation = "MULTIPLY"
    nt.links.new(room.outputs["Result"], both.inputs[0])
    nt.links.new(height.outputs["Result"], both.inputs[1])
    nt.links.new(both.outputs[0], b.inputs["Emission Strength"])


def tex(m, kind, scale, c1, c2, bump=0.0, setup=None, coord="Object", map_scale=(1, 1, 1), rot=(0, 0, 0)):
    """Gives a material a procedural texture between two colors, and a bump from it."""
    nt = m.node_tree
    b = nt.nodes["Principled BSDF"]
    tc = nt.nodes.new("ShaderNodeTexCoord")
    mp = nt.nodes.new("ShaderNodeMapping")
    mp.inputs["Scale"].default_value = map_scale
    mp.inputs["Rotation"].default_value = rot
    nt.links.new(tc.outputs[coord], mp.inputs["Vector"])
    t = nt.nodes.new(kind)
    t.inputs["Scale"].default_value = scale
    nt.links.new(mp.outputs["Vector"], t.inputs["Vector"])
    if setup:
        setup(t)
    height = t.outputs.get("Fac") or t.outputs["Distance"]
    if kind == "ShaderNodeTexBrick":
        t.inputs["Color1"].default_value = (*c1, 1)
        t.inputs["Color2"].default_value = (*c2, 1)
        nt.links.new(t.outputs["Color"], b.inputs["Base Color"])
    else:
        r = nt.nodes.new("ShaderNodeValToRGB")
        r.color_ramp.elements[0].color = (*c1, 1)
        r.color_ramp.elements[1].color = (*c2, 1)
        r.color_ramp.elements[0].position = 0.35
        r.color_ramp.elements[1].position = 0.65
        nt.links.new(height, r.inputs["Fac"])
        nt.links.new(r.outputs["Color"], b.inputs["Base Color"])
    if bump:
        bp = nt.nodes.new("ShaderNodeBump")
        bp.inputs["Strength"].default_value = bump
        bp.inputs["Distance"].default_value = 0.05
        nt.links.new(height, bp.inputs["Height"])
        nt.links.new(bp.outputs["Normal"], b.inputs["Normal"])
    return m


def mesh(name, v, f, m):
    me = bpy.data.meshes.new(name)
    me.from_pydata(v, [], f)
    me.update()
    o = bpy.data.objects.new(name, me)
    S.collection.objects.link(o)
    me.materials.append(m)
    return o


def box(x0, y0, z0, x1, y1, z1, m, name="b"):
    v = [(x0, y0, z0), (x1, y0, z0), (x1, y1, z0), (x0, y1, z0)]
    v += [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)]
    return mesh(name, v, [(3, 2, 1, 0), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7)], m)


def shards(name, v, corners, m):
    """A mesh of many separate faces, each of as many corners: quick to make from an array of vertices."""
    me = bpy.data.meshes.new(name)
    n = len(v) // corners
    me.vertices.add(len(v))
    me.loops.add(len(v))
    me.polygons.add(n)
    me.vertices.foreach_set("co", v.astype("f4").ravel())
    me.loops.foreach_set("vertex_index", numpy.arange(len(v), dtype="i4"))
    me.polygons.foreach_set("loop_start", numpy.arange(0, len(v), corners, dtype="i4"))
    me.polygons.foreach_set("loop_total", numpy.full(n, corners, "i4"))
    me.update()
    me.materials.append(m)
    return me


_leaves = {}


def leafball(n, r, rz, size, m, seed):
    """A cluster of leaves; clusters of one density share four meshes, turned and stretched."""
    key = (n, round(size / r, 2), m.name, seed % 4)
    if key not in _leaves:
        g = numpy.random.default_rng(seed % 4 + n)
        p = g.uniform(-1, 1, (n * 3, 3))
        d = numpy.linalg.norm(p, axis=1)
        p = p[(d > 0.35) & (d < 1)][:n]
        p *= (0.75 + 0.25 * numpy.sin(p[:, 0] * 5 + seed) * numpy.cos(p[:, 1] * 4 + p[:, 2] * 3))[:, None]
        a = g.normal(size=p.shape)
        a /= numpy.linalg.norm(a, axis=1)[:, None]
        b = numpy.cross(a, g.normal(size=p.shape))
        b /= numpy.linalg.norm(b, axis=1)[:, None]
        s = (size / r * g.uniform(0.6, 1.3, len(p)))[:, None]
        v = numpy.stack([p - a * s, p + b * s * 0.5, p + a * s, p - b * s * 0.5], 1).reshape(-1, 3)
        _leaves[key] = shards("leaf", v, 4, m)
    o = bpy.data.objects.new("leaf", _leaves[key])
    S.collection.objects.link(o)
    o.scale = (r, r, rz)
    o.rotation_euler = (0, 0, seed * 1.7)
    return o


def cam(loc, tgt, lens, shift=0):
    c = bpy.data.cameras.new("c")
    c.lens = lens
    c.shift_y = shift
    o = bpy.data.objects.new("c", c)
    S.collection.objects.link(o)
    o.location = loc
    o.rotation_euler = (Vector(tgt) - Vector(loc)).to_track_quat("-Z", "Y").to_euler()
    S.camera = o


SKIES = dict(
    day=dict(horizon=(0.72, 0.84, 0.95), zenith=(0.16, 0.36, 0.74), cloud=(1, 1, 1), cover=0.56, light=0.45, shown=0.95),
    overcast=dict(
        horizon=(0.80, 0.83, 0.86), zenith=(0.58, 0.63, 0.69), cloud=(0.88, 0.90, 0.92), cover=0.40, light=1.25, shown=1.2
    ),
    dusk=dict(horizon=(0.95, 0.66, 0.46), zenith=(0.13, 0.22, 0.46), cloud=(0.85, 0.60, 0.56), cover=0.55, light=0.5, shown=0.5),
)


def sky(kind, seed, elevation=38, azimuth=205):
    """A painted sky with clouds, which also lights the scene, and a sun of its own. Azimuth 180: behind the camera."""
    look = SKIES[kind]
    w = bpy.data.worlds.new("w")
    S.world = w
    w.use_nodes = True
    nt = w.node_tree
    new, link = nt.nodes.new, nt.links.new

    def math_(op, a, b):
        n = new("ShaderNodeMath")
        n.operation = op
        for i, value in enumerate((a, b)):
            if isinstance(value, (int, float)):
                n.inputs[i].default_value = value
            else:
                link(value, n.inputs[i])
        return n.outputs[0]

    xyz = new("ShaderNodeSeparateXYZ")
    link(new("ShaderNodeTexCoord").outputs["Generated"], xyz.inputs[0])
    up = math_("MAXIMUM", xyz.outputs[2], 0.0)
    ramp = new("ShaderNodeValToRGB")
    ramp.color_ramp.elements[0].color = (*look["horizon"], 1)
    ramp.color_ramp.elements[1].color = (*look["zenith"], 1)
    ramp.color_ramp.elements[1].position = 0.62
    link(up, ramp.inputs[0])
    flat = math_("ADD", up, 0.16)
    plane = new("ShaderNodeCombineXYZ")
    link(math_("DIVIDE", xyz.outputs[0], flat), plane.inputs[0])
    link(math_("DIVIDE", xyz.outputs[1], flat), plane.inputs[1])
    plane.inputs[2].default_value = seed * 3.7
    noise = new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = 0.85
    noise.inputs["Detail"].default_value = 7
    link(plane.outputs[0], noise.inputs["Vector"])
    cover = new("ShaderNodeValToRGB")
    cover.color_ramp.elements[0].position = look["cover"] - 0.06
    cover.color_ramp.elements[1].position = look["cover"] + 0.22
    link(noise.outputs["Fac"], cover.inputs[0])
    mix = new("ShaderNodeMixRGB")
    link(math_("MULTIPLY", cover.outputs[0], 0.85), mix.inputs[0])
    link(ramp.outputs[0], mix.inputs[1])
    mix.inputs[2].default_value = (*look["cloud"], 1)
    link(mix.outputs[0], nt.nodes["Background"].inputs[0])
    # What the camera and reflections see is brighter than what lights the scene, so that the sun gives clear shadows.
    path = new("ShaderNodeLightPath")
    seen = math_("MAXIMUM", path.outputs["Is Camera Ray"], path.outputs["Is Glossy Ray"])
    strength = math_("ADD", math_("MULTIPLY", seen, look["shown"] - look["light"]), look["light"])
    link(strength, nt.nodes["Background"].inputs[1])
    w.cycles.sampling_method = "MANUAL"
    w.cycles.sample_map_resolution = 256
    if kind != "overcast":
        dusk = kind == "dusk"
        sun = bpy.data.lights.new("sun", "SUN")
        sun.energy = 0.8 if dusk else 7.5
        sun.angle = math.radians(6 if dusk else 1.2)
        sun.color = (1, 0.58, 0.34) if dusk else (1, 0.93, 0.82)
        o = bpy.data.objects.new("sun", sun)
        S.collection.objects.link(o)
        a, e = math.radians(azimuth), math.radians(elevation)
        towards = Vector((math.sin(a) * math.cos(e), math.cos(a) * math.cos(e), math.sin(e)))
        o.rotation_euler = towards.to_track_quat("Z", "Y").to_euler()


def go(out, width, height, samples, exposure=0.0, bounces=3, warmth=0.0):
    """Renders, takes the noise away with the help of albedo, normal and depth, tone-maps and writes a JPEG."""
    S.render.resolution_x, S.render.resolution_y = width, height
    c = S.cycles
    c.samples = samples
    c.use_adaptive_sampling = True
    c.adaptive_threshold = 0.03
    c.adaptive_min_samples = max(4, samples // 2)
    c.max_bounces = bounces
    c.diffuse_bounces = bounces
    c.glossy_bounces = 2
    c.transmission_bounces = 2
    c.caustics_reflective = c.caustics_refractive = False
    c.sample_clamp_indirect = 3
    c.use_denoising = False
    layer = bpy.context.view_layer
    layer.cycles.denoising_store_passes = True
    layer.use_pass_z = True
    S.use_nodes = True
    nt = S.node_tree
    nt.nodes.clear()
    layers = nt.nodes.new("CompositorNodeRLayers")
    folder = tempfile.mkdtemp(prefix="render-")
    writer = nt.nodes.new("CompositorNodeOutputFile")
    writer.base_path = folder
    writer.format.file_format = "OPEN_EXR"
    writer.format.color_depth = "32"
    writer.file_slots.clear()
    for name, socket in (("image", "Image"), ("albedo", "Denoising Albedo"), ("normal", "Denoising Normal"), ("depth", "Depth")):
        writer.file_slots.new(name)
        nt.links.new(layers.outputs[socket], writer.inputs[name])
    nt.links.new(layers.outputs["Image"], nt.nodes.new("CompositorNodeComposite").inputs[0])
    S.view_settings.exposure = exposure
    started = time.time()
    bpy.ops.render.render(write_still=False)
    print("RENDER %.1f s" % (time.time() - started))

    def layer_of(name):
        return cv2.imread(f"{folder}/{name}0001.exr", cv2.IMREAD_UNCHANGED)[..., :3]

    image = denoise.filtered(layer_of("image"), layer_of("albedo"), layer_of("normal"), layer_of("depth")[..., 0])
    for name in os.listdir(folder):
        os.remove(f"{folder}/{name}")
    os.rmdir(folder)
    picture = bpy.data.images.new("picture", width, height, float_buffer=True)
    picture.colorspace_settings.name = "Linear"
    rgba = numpy.ones((height, width, 4), "f4")
    rgba[..., :3] = image[::-1, :, ::-1]
    picture.pixels.foreach_set(rgba.ravel())
    S.render.image_settings.file_format = "PNG"
    S.render.image_settings.color_mode = "RGB"
    mapped = out + ".png"
    picture.save_render(mapped, scene=S)
    write(cv2.imread(mapped), out, warmth)
    os.remove(mapped)


def write(image, out, warmth=0.0):
    """Sharpens a little, as cameras do, and writes the best JPEG that stays under the limit."""
    image = image.astype("f4")
    image *= numpy.array([1 - warmth, 1, 1 + warmth], "f4")
    soft = cv2.GaussianBlur(image, (0, 0), 1.1)
    image = numpy.clip(image + 0.35 * (image - soft), 0, 255).astype("u1")
    for quality in (90, 87, 84, 81, 78, 75, 70, 65, 60):
        done, data = cv2.imencode(
            ".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1, cv2.IMWRITE_JPEG_PROGRESSIVE, 0]
        )
        if len(data) <= MAX_BYTES:
            break
    os.makedirs(os.path.dirname(os.path.abspath(out)), exist_ok=True)
    with open(out, "wb") as file:
        file.write(data.tobytes())
