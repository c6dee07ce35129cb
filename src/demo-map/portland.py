"""Draws the ground of the demonstration's map: static/map/portland.json.

Everything is drawn by hand here, coarsely, but for the streets of each neighbourhood, which lie where the demo MLS puts
their addresses (src/main/resources/demomls/places.csv): side by side from south to north, house numbers running east.
Run it from the project's folder: python3 src/demo-map/portland.py
"""
import json
import math

OUT = 'static/map/portland.json'
PLACES = 'src/main/resources/demomls/places.csv'

WILLAMETTE = [
    (-122.80, 45.293), (-122.775, 45.298), (-122.74, 45.289), (-122.70, 45.284), (-122.682, 45.295), (-122.678, 45.315),
    (-122.665, 45.328), (-122.645, 45.333), (-122.637, 45.345), (-122.622, 45.357), (-122.604, 45.368), (-122.612, 45.384),
    (-122.632, 45.395), (-122.648, 45.405), (-122.652, 45.42), (-122.651, 45.44), (-122.6625, 45.458), (-122.664, 45.47),
    (-122.663, 45.485), (-122.662, 45.50), (-122.666, 45.512), (-122.668, 45.525), (-122.673, 45.534), (-122.688, 45.545),
    (-122.708, 45.556), (-122.735, 45.567), (-122.760, 45.574), (-122.778, 45.590), (-122.790, 45.612), (-122.788, 45.635),
    (-122.768, 45.652)]
COLUMBIA = [
    (-122.20, 45.548), (-122.28, 45.557), (-122.34, 45.561), (-122.40, 45.568), (-122.44, 45.575), (-122.50, 45.585),
    (-122.56, 45.600), (-122.62, 45.610), (-122.68, 45.620), (-122.73, 45.633), (-122.768, 45.652), (-122.783, 45.68),
    (-122.788, 45.72), (-122.80, 45.80)]
CHANNEL = [(-122.790, 45.616), (-122.82, 45.64), (-122.845, 45.67), (-122.86, 45.71), (-122.87, 45.77)]
SANDY = [(-122.375, 45.562), (-122.371, 45.53), (-122.36, 45.508), (-122.34, 45.50), (-122.30, 45.485)]
CLACKAMAS = [(-122.606, 45.373), (-122.59, 45.38), (-122.57, 45.392), (-122.53, 45.40), (-122.49, 45.39), (-122.44, 45.37)]
LAKE = [(-122.708, 45.4085), (-122.69, 45.4105), (-122.669, 45.4125)]
WATERS = [(WILLAMETTE, .0022), (COLUMBIA, .0055), (CHANNEL, .0014), (SANDY, .0009), (CLACKAMAS, .0008), (LAKE, .0021)]

PARKS = {
    'Forest Park': [(-122.722, 45.541), (-122.742, 45.553), (-122.772, 45.574), (-122.797, 45.600), (-122.815, 45.602),
                    (-122.802, 45.577), (-122.78, 45.557), (-122.75, 45.541)],
    'Washington Park': [(-122.7075, 45.522), (-122.721, 45.522), (-122.723, 45.511), (-122.713, 45.509)],
    'Smith and Bybee': [(-122.715, 45.607), (-122.745, 45.611), (-122.757, 45.622), (-122.735, 45.624), (-122.712, 45.615)],
}
ROUND_PARKS = {
    'Laurelhurst Park': (-122.6255, 45.5195, .0018), 'Mt. Tabor Park': (-122.5945, 45.5065, .0024),
    'Powell Butte': (-122.497, 45.487, .0065), 'Tryon Creek': (-122.676, 45.437, .0075), 'Rocky Butte': (-122.5645, 45.547, .0035),
    'Cooper Mountain': (-122.875, 45.452, .0085), 'Mount Talbert': (-122.548, 45.428, .0055), 'Oxbow Park': (-122.295, 45.492, .009),
    'Jackson Bottom': (-122.985, 45.498, .009), 'Hagg Meadows': (-122.905, 45.46, .008), 'Peninsula Park': (-122.6735, 45.5685, .0016),
    'Columbia Park': (-122.7105, 45.5785, .0018), 'Vancouver Lake': (-122.73, 45.675, .011), 'Milo Hill': (-122.62, 45.32, .006)}

FREEWAYS = [
    [(-122.77, 45.25), (-122.768, 45.30), (-122.757, 45.34), (-122.750, 45.38), (-122.745, 45.41), (-122.728, 45.442),
     (-122.705, 45.457), (-122.685, 45.475), (-122.6765, 45.492), (-122.6768, 45.505), (-122.669, 45.5085),
     (-122.6635, 45.510), (-122.6645, 45.525), (-122.6705, 45.537), (-122.681, 45.56), (-122.680, 45.59), (-122.676, 45.615),
     (-122.673, 45.63), (-122.660, 45.67), (-122.655, 45.72), (-122.655, 45.79)],
    [(-122.665, 45.529), (-122.64, 45.533), (-122.605, 45.5365), (-122.56, 45.543), (-122.50, 45.5445), (-122.44, 45.5445),
     (-122.40, 45.547), (-122.34, 45.550), (-122.22, 45.546)],
    [(-122.754, 45.368), (-122.70, 45.372), (-122.665, 45.358), (-122.62, 45.362), (-122.592, 45.385), (-122.571, 45.41),
     (-122.573, 45.44), (-122.567, 45.468), (-122.5655, 45.52), (-122.556, 45.55), (-122.549, 45.585), (-122.553, 45.612),
     (-122.59, 45.65), (-122.645, 45.725)],
    [(-123.05, 45.56), (-122.95, 45.547), (-122.88, 45.529), (-122.80, 45.511), (-122.745, 45.5065), (-122.705, 45.512), (-122.688, 45.515)],
    [(-122.78, 45.509), (-122.787, 45.48), (-122.765, 45.445), (-122.745, 45.412)],
    [(-122.6768, 45.505), (-122.6875, 45.512), (-122.6895, 45.525), (-122.6875, 45.536), (-122.677, 45.542)],
]
ARTERIALS = [
    [(-122.664, 45.4985), (-122.60, 45.4975), (-122.50, 45.496), (-122.40, 45.492)],
    [(-122.579, 45.40), (-122.579, 45.572)],
    [(-122.657, 45.50), (-122.645, 45.47), (-122.636, 45.445), (-122.62, 45.41), (-122.607, 45.385), (-122.612, 45.36)],
    [(-122.656, 45.523), (-122.62, 45.538), (-122.58, 45.553), (-122.53, 45.557), (-122.45, 45.552)],
    [(-122.6615, 45.49), (-122.6615, 45.60)],
    [(-122.78, 45.518), (-122.71, 45.523), (-122.60, 45.5228), (-122.50, 45.5225), (-122.43, 45.505)],
    [(-122.68, 45.50), (-122.70, 45.4735), (-122.735, 45.448), (-122.772, 45.4245), (-122.82, 45.392), (-122.855, 45.358), (-122.90, 45.33)],
    [(-122.76, 45.487), (-122.81, 45.4875), (-122.87, 45.493), (-122.94, 45.5035), (-123.02, 45.52)],
    [(-122.72, 45.535), (-122.80, 45.524), (-122.87, 45.527), (-122.93, 45.5405), (-123.01, 45.532)],
    [(-122.755, 45.475), (-122.80, 45.455), (-122.83, 45.4385), (-122.88, 45.41)],
    [(-122.77, 45.600), (-122.735, 45.587), (-122.70, 45.577), (-122.62, 45.5765), (-122.55, 45.57)],
    [(-122.71, 45.632), (-122.60, 45.626), (-122.50, 45.621), (-122.40, 45.60)],
    [(-122.674, 45.49), (-122.672, 45.45), (-122.671, 45.43), (-122.655, 45.41), (-122.645, 45.39), (-122.623, 45.366)],
    [(-122.575, 45.434), (-122.50, 45.436), (-122.45, 45.43), (-122.41, 45.44)],
    [(-122.605, 45.355), (-122.59, 45.335), (-122.55, 45.305), (-122.50, 45.27)],
    [(-122.50, 45.46), (-122.50, 45.56)],
    [(-122.43, 45.45), (-122.43, 45.55)],
    [(-122.86, 45.44), (-122.862, 45.53)],
    [(-122.805, 45.41), (-122.803, 45.53)],
]
CITIES = {
    'Portland': (-122.655, 45.5185), 'Beaverton': (-122.805, 45.478), 'Hillsboro': (-122.965, 45.518), 'Tigard': (-122.79, 45.4255),
    'Lake Oswego': (-122.695, 45.4165), 'West Linn': (-122.645, 45.3665), 'Oregon City': (-122.595, 45.3345), 'Milwaukie': (-122.64, 45.4475),
    'Gresham': (-122.44, 45.4985), 'Happy Valley': (-122.52, 45.4365), 'Tualatin': (-122.77, 45.380), 'Sherwood': (-122.855, 45.3655),
    'Wilsonville': (-122.775, 45.3015), 'Troutdale': (-122.40, 45.5265), 'Corbett': (-122.29, 45.505), 'Camas': (-122.40, 45.583),
    'Vancouver': (-122.64, 45.650), "O'Bryant's Ferry": (-122.63, 45.296)}
LARGE = {'Portland', 'Vancouver', 'Hillsboro', 'Gresham', 'Oregon City'}
RIVERS = {'Columbia River': (-122.59, 45.605), 'Willamette River': (-122.724, 45.5625)}


def rounded(points):
    return [[round(x, 5), round(y, 5)] for x, y in points]


def smooth(line):
    """Chaikin's corner cutting, twice."""
    for _ in range(2):
        cut = [line[0]]
        for (ax, ay), (bx, by) in zip(line, line[1:]):
            cut += [(ax * .75 + bx * .25, ay * .75 + by * .25), (ax * .25 + bx * .75, ay * .25 + by * .75)]
        line = cut + [line[-1]]
    return line


def band(line, half):
    """A ring around a line, degrees of longitude being shorter here than those of latitude."""
    line, left, right = smooth(line), [], []
    for i, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        dx, dy = (bx - ax) * .7, by - ay
        length = math.hypot(dx, dy)
        left.append((x - dy / length * half / .7, y + dx / length * half))
        right.append((x + dy / length * half / .7, y - dx / length * half))
    return left + right[::-1]


def circle(x, y, r):
    wobble = [1, .93, 1.06, .97, 1.04, .9, 1.02, .96, 1.07, .94, 1.03, .98]
    return smooth([(x + r / .7 * w * math.cos(a), y + r * w * math.sin(a))
                   for w, a in ((wobble[i % 12], i * math.pi / 6) for i in range(13))])


def streets():
    for row in open(PLACES, encoding='utf-8'):
        if row.startswith('#') or not row.strip():
            continue
        cell = row.rstrip('\n').split('|')
        name, lat, lon, height, width = cell[0], *map(float, cell[5:9])
        names = cell[14].split(',')
        prefix = cell[13] + ' ' if cell[13] else ''
        west, east = lon - width * .95, lon + width * .95
        south, north = lat - height * .85, lat + height * .85
        for i, street in enumerate(names):
            y = lat + (i / max(1, len(names) - 1) * 2 - 1) * height * .85
            yield {'kind': 'street', 'name': prefix + street, 'line': rounded([(west, y), (east, y)])}
        crossings = max(3, round((east - west) / .003))
        for i in range(crossings + 1):
            x = west + (east - west) * i / crossings
            yield {'kind': 'street', 'line': rounded([(x, south), (x, north)])}
        yield {'kind': 'area', 'name': name, 'at': [lon, lat]}


ground = []
for name, ring in PARKS.items():
    ground.append({'kind': 'park', 'name': name, 'ring': rounded(smooth(ring + ring[:1]))})
for name, (x, y, r) in ROUND_PARKS.items():
    ground.append({'kind': 'park', 'name': name, 'ring': rounded(circle(x, y, r))})
for line, half in WATERS:
    ground.append({'kind': 'water', 'ring': rounded(band(line, half))})
ground += streets()
ground += [{'kind': 'arterial', 'line': rounded(smooth(line))} for line in ARTERIALS]
ground += [{'kind': 'freeway', 'line': rounded(smooth(line))} for line in FREEWAYS]
ground += [{'kind': 'city' if name in LARGE else 'town', 'name': name, 'at': list(at)} for name, at in CITIES.items()]
ground += [{'kind': 'river', 'name': name, 'at': list(at)} for name, at in RIVERS.items()]
with open(OUT, 'w', encoding='utf-8') as out:
    out.write('[\n' + ',\n'.join(json.dumps(item, separators=(',', ':')) for item in ground) + '\n]\n')
print(len(ground), 'items')
