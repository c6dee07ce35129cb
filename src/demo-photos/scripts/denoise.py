"""Takes the noise out of a path-traced picture: an edge-stopping wavelet filter over the light alone, guided by what is seen."""

import os

os.environ["OPENCV_IO_ENABLE_OPENEXR"] = "1"

import cv2
import numpy

FAR = 1e4


def shifted(a, dx, dy):
    m = numpy.float32([[1, 0, dx], [0, 1, dy]])
    return cv2.warpAffine(a, m, (a.shape[1], a.shape[0]), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)


def despeckled(light):
    """Single pixels far brighter than all around them are brought down to their neighbors."""
    around = cv2.medianBlur(light.astype("f4"), 3)
    bright = light.max(-1, keepdims=True) > around.max(-1, keepdims=True) * 8 + 0.5
    return numpy.where(bright, around, light)


def filtered(image, albedo, normal, depth, levels=5, strength=1.0):
    """All linear, as rendered. The color of surfaces is divided out before and multiplied back after, so textures stay."""
    image = numpy.ascontiguousarray(image, "f4")
    surface = (depth < FAR) & (albedo.max(-1) > 0.01)
    base = numpy.where(surface[..., None], numpy.maximum(albedo, 0.02), 1).astype("f4")
    light = despeckled(image / base).astype("f4")
    z = numpy.minimum(depth, FAR).astype("f4")
    slope = numpy.abs(cv2.Sobel(z, cv2.CV_32F, 1, 0)) + numpy.abs(cv2.Sobel(z, cv2.CV_32F, 0, 1))
    slope = numpy.minimum(slope / 8, z * 0.02) + 1e-3
    normal = numpy.ascontiguousarray(normal, "f4")
    bright = light.mean(-1)
    mean = cv2.blur(bright, (7, 7))
    variance = numpy.maximum(cv2.blur(bright * bright, (7, 7)) - mean * mean, 0)
    kernel = ((-1, 0.5), (0, 1.0), (1, 0.5))
    lonely = None
    for level in range(levels):
        step = 2**level
        bright = cv2.GaussianBlur(light.mean(-1), (0, 0), 0.8)
        spread = strength * 2.0 * numpy.sqrt(cv2.GaussianBlur(variance, (0, 0), 1.5)) + 1e-3
        total = light.copy()
        weights = numpy.ones(bright.shape, "f4")
        noise = variance.copy()
        for j, kj in kernel:
            for i, ki in kernel:
                if i == j == 0:
                    continue
                dx, dy = i * step, j * step
                near = (
                    kj
                    * ki
                    * numpy.exp(
                        -numpy.abs(shifted(bright, dx, dy) - bright) / spread
                        - numpy.abs(shifted(z, dx, dy) - z) / (slope * step * 2)
                    )
                )
                near *= numpy.clip((shifted(normal, dx, dy) * normal).sum(-1), 0, 1) ** 24
                total += near[..., None] * shifted(light, dx, dy)
                weights += near
                noise += near * near * shifted(variance, dx, dy)
        light = total / weights[..., None]
        variance = noise / (weights * weights)
        if lonely is None:
            lonely = weights < 2.3
    # Pixels on an edge, half one surface and half another, match no neighbor: they get the light around them.
    sure = numpy.where(lonely | ~surface, 0, 1).astype("f4")
    around, count = cv2.blur(light * sure[..., None], (5, 5)), cv2.blur(sure, (5, 5))
    light = numpy.where((lonely & (count > 0.05))[..., None], around / numpy.maximum(count, 0.05)[..., None], light)
    clean = numpy.where(surface[..., None], light * base, image)
    # Where both surfaces are near, such a pixel is a mixture of them, as it was rendered: never darker or brighter than both.
    square = numpy.ones((3, 3), "u1")
    low = cv2.erode(numpy.where(lonely[..., None], 1e9, clean).astype("f4"), square)
    high = cv2.dilate(numpy.where(lonely[..., None], -1.0, clean).astype("f4"), square)
    mixed = lonely & (low.max(-1) < 1e8) & (high.min(-1) >= 0)
    return numpy.where(mixed[..., None], numpy.clip(image, low, high), clean)
