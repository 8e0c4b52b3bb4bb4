"""Writes the files of format/v1 from docs/FORMAT.md alone. Usage: golden_v1.py directory"""

import pathlib
import struct
import sys

SKETCH, PENDING, MOMENTS, DIRECTIONS, POWER, HEAVY, GAUSSIAN, OJA, WINDOW, PROBES = range(10)
MATRIX_SKETCH, INCREMENTAL_SVD, PANE_WINDOW, RANDOM_ORDER_EIGENVECTOR, ANY_ORDER_EIGENVECTOR = range(1, 6)
FREQUENT_DIRECTIONS, ROBUST, PARAMETERISED, TRUNCATION = range(4)


def crc32c(data):
    register = 0xFFFFFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0x82F63B78 if register & 1 else 0)
    return register ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283


def sketch_file(family, rows):
    body = b"".join(
        struct.pack("<BII%dd" % len(numbers), section, slot, len(numbers), *numbers)
        for section, slot, numbers in rows
    )
    file = struct.pack("<4sBBHI", b"SKCH", 1, family, 0, len(body)) + body
    return file + struct.pack("<I", crc32c(file))


def slots(section, rows, first=0):
    return [(section, first + i, row) for i, row in enumerate(rows)]


def header(d, size, policy, heavy, seed, pending):
    return (SKETCH, 0, [1, d, size, policy, heavy, seed >> 32, seed & 0xFFFFFFFF, len(pending)])


def nothing_folded(d, size, policy):
    return [(MOMENTS, 0, [0, 0, 0, 0, 0, 0, d, size, policy]), (MOMENTS, 1, [0] * d)]


FILES = {}

# no row at all
FILES["empty"] = nothing_folded(3, 4, ROBUST) + [header(3, 4, ROBUST, 5, 0x123456789ABCDEF0, [])]

# the example of the specification
example = [[2, 3]]
FILES["example"] = (
    slots(PENDING, example)
    + nothing_folded(1, 2, FREQUENT_DIRECTIONS)
    + [header(1, 2, FREQUENT_DIRECTIONS, 2, 1, example)]
)

# two rows that wait: (1, -2) of weight 1 and (0.1, 1e-300) of weight 0.5
waiting = [[1, 1, -2], [0.5, 0.1, 1e-300]]
FILES["pending"] = (
    slots(PENDING, waiting)
    + nothing_folded(2, 3, TRUNCATION)
    + [header(2, 3, TRUNCATION, 2, 7, waiting)]
)

# d <= size: B = (3 1; 0 2), so S = (9 3; 3 5); ten rows of weight 2 about the mean (5, -1)
FILES["narrow"] = [
    (MOMENTS, 0, [10, 20, 0, 14, 3, 2, 2, 4, PARAMETERISED]),
    (MOMENTS, 1, [5, -1]),
    (DIRECTIONS, 0, [3, 1]),
    (DIRECTIONS, 1, [0, 2]),
    header(2, 4, PARAMETERISED, 3, 2, []),
]

# d > size: B = (4 0 0; 0 2 0), shrunk by 1, nine rows of weight 1 about (0, 0, 1), one that waits; every section is there
last = [[1, 0.25, 0.5, 2]]
FILES["wide"] = (
    slots(PENDING, last)
    + [(MOMENTS, 0, [9, 9, 1, 24, 4, 2, 3, 2, FREQUENT_DIRECTIONS]), (MOMENTS, 1, [0, 0, 1])]
    + slots(DIRECTIONS, [[4, 0, 0], [0, 2, 0]])
    + [
        (POWER, 0, [3, 2, 0, 5]),
        (POWER, 1, [33, 9, 8, 4, 0, 1]),
        (POWER, 2, [1, 0, 0]),
        (POWER, 3, [6, 1, -2]),
        (POWER, 4, [0.6, 0, 0.8]),
        (HEAVY, 0, [2]),
        (HEAVY, 1, [11, 3, 3, 1, 1]),
        (HEAVY, 2, [6, 8, -2, -1, 1]),
    ]
    # 8 ln 3 = 8.8: nine rows
    + slots(GAUSSIAN, [[i, 0.5 * i, -0.25] for i in range(9)])
    # 16 * 3 * ln 3 = 52.7, whose log2 is 5.7: seven rates
    + [(OJA, 0, [9, 33, 1e-12, 3, 0, 5]), (OJA, 1, [0.5, 1, 1.5, 2, 2.5, 3, 0]), (OJA, 2, [3, 1, 1])]
    + slots(OJA, [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0.6, 0.8, 0], [0, 0.6, 0.8], [-1, 0, 0], [0, -0.6, 0.8]], 3)
    + slots(PROBES, [[20, -3, 0.5], [1, 1, 1], [-7, 0, 12]])
    + [header(3, 2, FREQUENT_DIRECTIONS, 2, 5, last)]
)

# the largest and smallest that is accepted
largest = [[1e12, 1e60, -1e60], [5e-324, 5e-324, -0.0]]
FILES["extremes"] = (
    slots(PENDING, largest)
    + [(MOMENTS, 0, [2**53 - 1, 9e27, 0, 1e148, 1e15, 1, 2, 1048576, ROBUST]), (MOMENTS, 1, [1e60, -1e60])]
    + slots(DIRECTIONS, [[1e73, -5e-324]])
    + [header(2, 1048576, ROBUST, 1048576, 2**64 - 1, largest)]
)

# single sketches: the parts of the files above, and two panes of at most three rows, two of them there
OTHERS = {}


def sections(name, *wanted):
    return [row for row in FILES[name] if row[0] in wanted]


OTHERS["svd"] = (INCREMENTAL_SVD, sections("narrow", MOMENTS, DIRECTIONS))
OTHERS["random-order"] = (RANDOM_ORDER_EIGENVECTOR, sections("wide", POWER, HEAVY, GAUSSIAN))
OTHERS["any-order"] = (ANY_ORDER_EIGENVECTOR, sections("wide", OJA))
OTHERS["window"] = (
    PANE_WINDOW,
    [(WINDOW, 0, [3, 2, 2, 7])]
    + nothing_folded(3, 4, TRUNCATION)
    + [(MOMENTS, 3, [3, 3, 0, 10, 1, 2, 3, 4, TRUNCATION]), (MOMENTS, 4, [1, 0, 0])]
    + slots(DIRECTIONS, [[3, 0, 0], [0, 1, 0]], 3)
    + [(MOMENTS, 6, [1, 1, 0, 0, 1, 0, 3, 4, TRUNCATION]), (MOMENTS, 7, [0, 5, 0])]
)

for name, rows in FILES.items():
    OTHERS[name] = (MATRIX_SKETCH, rows)

for name, (family, rows) in OTHERS.items():
    path = pathlib.Path(sys.argv[1], name + ".sketch")
    path.write_bytes(sketch_file(family, rows))
