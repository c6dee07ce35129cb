"""The last step, as photographers take it: python3 finish.py RENDERS FOLDER. Sets white balance and brightness, writes JPEGs under the limit.

Pictures at dusk keep their light. Those that FOLDER has already are left alone.
"""

import os
import re
import sys

import cv2
import numpy

import looks

MAX_BYTES = 156_000
# Second views are seen after the fronts, which lead: all pictures together stay under 25 MB.
MAX_SECOND = 104_000


def dusk(folder, name):
    found = re.match(r"(\w+)-(\d)", name)
    return folder == "exterior" and looks.light(found[1], int(found[2]))[1] == "dusk"


def short(mask):
    """The spots of a mask that are no line: a cord or a chair's leg stays."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.astype("u1"))
    return (numpy.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) <= 12)[labels] & mask


def mended(image):
    """Without the broken lines that few samples leave along edges: spots darker, or brighter, than all that lies beside them."""
    luma = image.astype("f4").mean(-1)
    square = numpy.ones((3, 3), "u1")
    dark = cv2.morphologyEx(luma, cv2.MORPH_CLOSE, square) - luma > 26
    bright = luma - cv2.morphologyEx(luma, cv2.MORPH_OPEN, square) > 34
    soft = cv2.medianBlur(cv2.medianBlur(image, 3), 3)
    return numpy.where((short(dark) | short(bright))[..., None], soft, image)


def finished(image, folder):
    x = (mended(image) if folder == "interior" else image).astype("f4") / 255
    if folder == "interior":
        # Few samples leave clouds on plain walls: what is pale and flat is smoothed, edges and textures stay.
        soft = cv2.bilateralFilter(cv2.bilateralFilter(x, 0, 0.045, 9), 0, 0.035, 12)
        pale = numpy.clip((x.min(-1, keepdims=True) - 0.35) * 5, 0, 1)
        x = x + (soft - x) * pale
        # Walls are nearly white: what is bright and pale is made a little more neutral.
        pale = (x.min(-1) > 0.55) & (x.max(-1) - x.min(-1) < 0.16)
        if pale.mean() > 0.05:
            mean = x[pale].mean(0)
            x *= 1 + 0.6 * (mean.mean() / mean - 1)
    luma = x @ numpy.array([0.114, 0.587, 0.299], "f4")
    gain = numpy.clip(0.95 / numpy.percentile(luma, 98), 1.0, 1.14)
    x = numpy.clip(x * gain, 0, 1)
    lift = 0.86 if luma.mean() * gain < 0.5 else 0.93
    x = x**lift
    gray = x.mean(-1, keepdims=True)
    return (numpy.clip(gray + (x - gray) * 1.1, 0, 1) * 255 + 0.5).astype("u1")


def main(source, target):
    for folder in sorted(os.listdir(source)):
        for name in sorted(os.listdir(os.path.join(source, folder))):
            out = os.path.join(target, folder, name)
            path = os.path.join(source, folder, name)
            if not name.endswith(".jpg") or os.path.exists(path + ".lock") or os.path.exists(out):
                continue
            image = cv2.imread(path)
            if not dusk(folder, name):
                image = finished(image, folder)
            for quality in range(88, 50, -3):
                _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_OPTIMIZE, 1])
                if len(data) <= (MAX_SECOND if "-other" in name else MAX_BYTES):
                    break
            os.makedirs(os.path.dirname(out), exist_ok=True)
            with open(out, "wb") as file:
                file.write(data.tobytes())


main(*sys.argv[1:3])
