"""Writes manifest.json for the pictures in a folder: python3 manifest.py FOLDER. What each shows follows from its name, by looks.py."""

import json
import os
import re
import struct
import sys

import looks

COLOURS = ("deep teal", "warm beige", "sage green", "off-white", "terracotta")
CABINETS = ("white", "navy", "sage green", "gray", "walnut")
ROOMS = dict(
    living="Living room with a sofa and large windows, {color} wall",
    kitchen="Kitchen with an island, pendant lights and {cabinets} cabinets",
    dining="Dining room with a table for six, {color} wall",
    primary="Primary bedroom with a double bed, {color} wall",
    bedroom="Bedroom with a bed under two pictures",
    children="Children's room with toys on the rug",
    bathroom="Bathroom with a double vanity and {bath}",
    office="Home office with a desk and bookcases, {color} wall",
    laundry="Laundry with washer, dryer, sink and {cabinets} cabinets",
    entry="Entry with a console table under a round mirror",
)
YARDS = dict(
    lawn="lawn and flower beds",
    deck="wooden deck with a table",
    patio="patio under a pergola",
    pool="pool and loungers",
    garden="raised garden beds and patio",
)
LAND = dict(
    meadow="A meadow with trees at its far edge",
    woods="A gravel track through tall trees",
    hillside="A grassy slope with firs along the ridge",
    river="A stream bank with trees beyond the water",
    lot="A level, fenced lot on a paved street",
)


AERIALS = dict(
    streets="Streets of houses from above, hills behind",
    river="Houses on both sides of a river from above",
    country="Houses on large lots from above",
    town="Apartment buildings and houses from above",
)


def size(path):
    """Width and height from a JPEG's frame header."""
    with open(path, "rb") as file:
        data = file.read()
    at = 2
    while data[at] == 0xFF:
        if 0xC0 <= data[at + 1] <= 0xC3:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    raise ValueError(path)


def describe(folder, name):
    style, number = re.match(r"(?:above-)?(\w+?)(?:-city)?-(\d)", name).groups()
    seed = int(number)
    if folder == "exterior":
        season, time = looks.light(style, seed)
        color, other = looks.PALETTES[style][seed][0], name.endswith("-other")
        subtype, what = looks.ABOUT[style]
        return dict(
            kind="exterior",
            style=style,
            propertySubType=subtype,
            stories=looks.stories(style, seed),
            garageSpaces=looks.garage(style, seed),
            color=color,
            season=season,
            timeOfDay=time,
            view="other" if other else "front",
            alt=("Side view of " if other else "Front of ") + what + ", " + color,
        )
    if folder == "interior":
        city = "-city-" in name
        alt = ROOMS[style].format(
            color=COLOURS[seed], cabinets=CABINETS[seed], bath="walk-in shower" if seed % 2 else "freestanding tub"
        )
        return dict(
            kind=style,
            set=seed,
            color=CABINETS[seed] if style in ("kitchen", "laundry") else COLOURS[seed],
            view="city" if city else "garden",
            alt=alt + (", above the city" if city else ""),
        )
    if folder == "yard":
        return dict(
            kind="yard", style=style, season=looks.yard_season(style, seed), timeOfDay="day", alt="Back yard with " + YARDS[style]
        )
    if folder == "aerial":
        return dict(
            kind="aerial", style=style, season=looks.aerial_season(style, seed), timeOfDay="day", alt=AERIALS[style]
        )
    return dict(
        kind="land",
        style=style,
        season=looks.land_season(style, seed),
        timeOfDay="day",
        alt=LAND[style],
    )


root = sys.argv[1]
entries = []
for folder in ("exterior", "interior", "yard", "land", "aerial"):
    for file in sorted(os.listdir(os.path.join(root, folder))) if os.path.isdir(os.path.join(root, folder)) else ():
        if file.endswith(".jpg"):
            width, height = size(os.path.join(root, folder, file))
            entries.append(dict(file=f"{folder}/{file}", width=width, height=height, **describe(folder, file[:-4])))
with open(os.path.join(root, "manifest.json"), "w") as out:
    json.dump(entries, out, indent=1)
    out.write("\n")
print(len(entries), "pictures")
