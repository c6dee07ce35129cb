"""What the pictures are of, as data: read by the scripts that render and by the one that writes the manifest."""

# Five palettes of each style: name of the color, wall, door, roof.
BLACK, BROWN, SLATE, GRAY = (0.035, 0.035, 0.04), (0.10, 0.06, 0.04), (0.07, 0.08, 0.09), (0.12, 0.115, 0.11)
RED, TEAL, OCHRE, OAK, GREEN, DARK = (
    (0.33, 0.03, 0.03),
    (0.03, 0.14, 0.20),
    (0.42, 0.21, 0.045),
    (0.26, 0.13, 0.06),
    (0.04, 0.13, 0.08),
    (0.05, 0.04, 0.035),
)
PALETTES = dict(
    ranch=[
        ("blue-gray", (0.21, 0.26, 0.31), OCHRE, SLATE),
        ("cream", (0.60, 0.52, 0.37), RED, BROWN),
        ("sage green", (0.17, 0.22, 0.13), OAK, GRAY),
        ("tan", (0.36, 0.25, 0.15), TEAL, BROWN),
        ("white", (0.72, 0.71, 0.68), DARK, BLACK),
    ],
    colonial=[
        ("white", (0.74, 0.73, 0.70), RED, SLATE),
        ("navy", (0.035, 0.06, 0.12), OCHRE, BLACK),
        ("pale yellow", (0.64, 0.50, 0.24), TEAL, GRAY),
        ("slate gray", (0.13, 0.15, 0.17), OAK, BLACK),
        ("sage green", (0.20, 0.25, 0.16), DARK, BROWN),
    ],
    craftsman=[
        ("moss green", (0.085, 0.115, 0.05), OAK, BROWN),
        ("slate", (0.12, 0.155, 0.19), OCHRE, BLACK),
        ("ochre", (0.42, 0.25, 0.075), TEAL, GRAY),
        ("brick red", (0.22, 0.045, 0.03), DARK, SLATE),
        ("navy", (0.03, 0.05, 0.095), RED, GRAY),
    ],
    farmhouse=[
        ("white", (0.76, 0.75, 0.73), OAK, BLACK),
        ("charcoal", (0.028, 0.03, 0.033), OCHRE, BLACK),
        ("sage green", (0.19, 0.24, 0.16), DARK, SLATE),
        ("barn red", (0.20, 0.03, 0.022), DARK, GRAY),
        ("cream", (0.62, 0.56, 0.43), TEAL, BLACK),
    ],
    modern=[
        ("white", (0.76, 0.75, 0.73), OCHRE, BLACK),
        ("charcoal", (0.045, 0.047, 0.05), OAK, BLACK),
        ("warm gray", (0.30, 0.28, 0.25), TEAL, BLACK),
        ("sand", (0.50, 0.40, 0.27), DARK, BLACK),
        ("slate blue", (0.10, 0.14, 0.19), OAK, BLACK),
    ],
    capecod=[
        ("shingle gray", (0.26, 0.27, 0.27), RED, GRAY),
        ("cream", (0.64, 0.57, 0.43), TEAL, BROWN),
        ("slate blue", (0.13, 0.19, 0.26), OCHRE, SLATE),
        ("white", (0.74, 0.73, 0.70), DARK, BLACK),
        ("taupe", (0.30, 0.24, 0.18), GREEN, BROWN),
    ],
    midcentury=[
        ("sand", (0.48, 0.39, 0.27), OCHRE, BLACK),
        ("cedar", (0.24, 0.11, 0.045), TEAL, BLACK),
        ("olive", (0.14, 0.14, 0.06), RED, BLACK),
        ("walnut", (0.13, 0.065, 0.03), OCHRE, BLACK),
        ("white", (0.72, 0.71, 0.68), TEAL, BLACK),
    ],
    townhouse=[
        ("brick", (0.27, 0.085, 0.05), DARK, BLACK),
        ("brown brick", (0.15, 0.085, 0.055), TEAL, BLACK),
        ("greige", (0.42, 0.37, 0.30), RED, BLACK),
        ("slate", (0.13, 0.155, 0.18), OCHRE, BLACK),
        ("white brick", (0.66, 0.64, 0.60), GREEN, BLACK),
    ],
    condo=[
        ("concrete", (0.40, 0.39, 0.37), DARK, BLACK),
        ("red brick", (0.27, 0.085, 0.05), DARK, BLACK),
        ("white", (0.70, 0.69, 0.67), DARK, BLACK),
        ("brown brick", (0.17, 0.10, 0.065), DARK, BLACK),
        ("charcoal", (0.07, 0.075, 0.08), DARK, BLACK),
    ],
    duplex=[
        ("sand", (0.50, 0.41, 0.28), RED, BROWN),
        ("blue-gray", (0.20, 0.25, 0.30), DARK, SLATE),
        ("taupe", (0.28, 0.22, 0.17), OCHRE, BLACK),
        ("cream", (0.62, 0.56, 0.43), GREEN, GRAY),
        ("sage green", (0.18, 0.23, 0.15), OAK, BROWN),
    ],
    manufactured=[
        ("cream", (0.62, 0.57, 0.45), TEAL, GRAY),
        ("pale blue", (0.33, 0.42, 0.50), DARK, SLATE),
        ("beige", (0.46, 0.38, 0.27), RED, BROWN),
        ("sage green", (0.24, 0.30, 0.21), OAK, GRAY),
        ("gray", (0.30, 0.31, 0.31), OCHRE, BLACK),
    ],
    cabin=[
        ("dark timber", (0.10, 0.05, 0.025), GREEN, SLATE),
        ("honey timber", (0.36, 0.18, 0.06), RED, BROWN),
        ("walnut timber", (0.15, 0.08, 0.04), TEAL, BLACK),
        ("chestnut timber", (0.22, 0.085, 0.035), OAK, GRAY),
        ("weathered timber", (0.24, 0.21, 0.18), GREEN, SLATE),
    ],
)
STYLES = list(PALETTES)
ABOUT = dict(
    ranch=("Single Family Residence", "a one-story ranch house with an attached garage"),
    colonial=("Single Family Residence", "a two-story colonial with a centered door"),
    craftsman=("Single Family Residence", "a craftsman bungalow with a deep front porch"),
    farmhouse=("Single Family Residence", "a modern farmhouse with a front gable"),
    modern=("Single Family Residence", "a contemporary house with a cantilevered upper floor"),
    capecod=("Single Family Residence", "a Cape Cod with two dormers and a picket fence"),
    midcentury=("Single Family Residence", "a mid-century house with a butterfly roof and carport"),
    townhouse=("Townhouse", "a row of three-story townhouses"),
    condo=("Condominium", "a condominium building with balconies"),
    duplex=("Duplex", "a side-by-side duplex with two garages"),
    manufactured=("Manufactured Home", "a manufactured home with a porch"),
    cabin=("Cabin", "a cabin with a gable window wall and porch"),
)
STORIES = dict(
    ranch=1,
    colonial=2,
    craftsman=2,
    farmhouse=2,
    modern=2,
    capecod=2,
    midcentury=1,
    townhouse=3,
    duplex=2,
    manufactured=1,
    cabin=1,
)


def stories(style, seed):
    return 4 + seed % 3 if style == "condo" else STORIES[style]


def garage(style, seed):
    """Cars in the garage that the picture shows; a carport counts, a condominium's is out of sight."""
    if style in ("ranch", "farmhouse", "modern", "duplex", "midcentury"):
        return 1 if style == "midcentury" else 2
    return {"colonial": 2, "craftsman": 1, "capecod": 1}.get(style, 0) * (seed % 2)


def light(style, seed):
    """Season and light of a house's pictures: mostly a clear summer's day."""
    n = STYLES.index(style)
    season = "autumn" if seed == 3 and n % 2 == 0 or seed == 2 and n % 4 == 1 else "summer"
    if seed == 4 and n % 3 == 1:
        return season, "dusk"
    if seed == 2 and n % 3 == 0 or seed == 3 and n % 6 == 5:
        return season, "overcast"
    return season, "day"


YARDS = ("lawn", "deck", "patio", "pool", "garden")
LAND = ("lot", "meadow", "woods", "hillside", "river")


def land_season(kind, seed):
    return "autumn" if (kind, seed) in (("hillside", 1), ("meadow", 1), ("woods", 1)) else "summer"


def yard_season(kind, seed):
    return "autumn" if (kind, seed) in (("lawn", 1), ("patio", 2)) else "summer"


AERIALS = ("streets", "river", "country", "town")


def aerial_season(kind, seed):
    return "autumn" if (kind, seed) == ("streets", 1) else "summer"
