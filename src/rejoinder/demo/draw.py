"""Draw the demo's pictures again: `python -m rejoinder.demo.draw [name ...]`.

Without a name all are drawn. The files are kept in the project, so this is needed
only by a person who changes a picture. The result is the same on every run.
"""

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from rejoinder.demo.drawing import (
    allotment,
    bakery,
    clock_tower,
    concert_hall,
    eels,
    ferry,
    heat_map,
    kiln_night,
    library,
    moth,
    observatory,
    pool,
    pottery,
    river_dusk,
    street_lamp,
)
from rejoinder.demo.drawing.kit import Canvas

FOLDER = Path(__file__).parent / "pictures"
QUALITY = 82
# WebP halves these pictures: flat colours and hard edges cost JPEG most.
FORMAT = "webp"

PICTURES: dict[str, Callable[[], Canvas]] = {
    "allotment": allotment.picture,
    "bakery": bakery.picture,
    "clock-tower": clock_tower.picture,
    "concert-hall": concert_hall.picture,
    "eels": eels.picture,
    "ferry": ferry.picture,
    "heat-map": heat_map.picture,
    "kiln-night": kiln_night.picture,
    "library": library.picture,
    "moth": moth.picture,
    "observatory": observatory.picture,
    "pool": pool.picture,
    "pottery": pottery.picture,
    "river-dusk": river_dusk.picture,
    "street-lamp": street_lamp.picture,
}


def draw(name: str) -> bytes:
    """Return a picture as a file."""
    file = BytesIO()
    image: Image.Image = PICTURES[name]().finished()
    image.save(file, FORMAT, quality=QUALITY, method=6)
    return file.getvalue()


def main(names: list[str]) -> None:
    for name in names or PICTURES:
        data = draw(name)
        (FOLDER / f"{name}.{FORMAT}").write_bytes(data)
        print(f"{name}.{FORMAT} {len(data) // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
