"""Rows a second of NumPy's and scikit-learn's ways to what Eigenstream does, on one core.

Arguments: numpy or scikit-learn, d, l, seconds to measure, file to write rows a second to. Seconds are CPU time of the
process. Exits with 3 when the library is not there.
"""

import sys
import time


def pool(np, dimension, rank=8, noise=0.01, values=1 << 20):
    """Low rank plus noise, 8 MiB: beyond the second-level cache, as rows of a stream are."""
    random = np.random.default_rng(20260711)
    count = max(64, values // dimension)
    basis = random.standard_normal((rank, dimension))
    return random.standard_normal((count, rank)) @ basis + noise * random.standard_normal((count, dimension))


def blocks(rows, size):
    """Whole blocks of that many rows, round and round."""
    while len(rows) < size:
        rows = rows.repeat(2, axis=0)
    while True:
        for start in range(0, len(rows) - size + 1, size):
            yield rows[start:start + size]


def frequent_directions(np, dimension, size):
    """The sketch by Gram matrix and its eigenvectors, with room for 2l rows; each step takes l rows."""
    sketch = np.zeros((2 * size, dimension))
    source = blocks(pool(np, dimension), size)

    def step():
        sketch[size:] = next(source)
        values, vectors = np.linalg.eigh(sketch @ sketch.T)
        kept = values[size:]
        left = np.maximum(kept - values[size - 1], 0) / np.maximum(kept, 1e-300)
        sketch[:size] = (np.sqrt(left) * vectors[:, size:]).T @ sketch
        return size

    return step


def incremental_pca(np, dimension, size, batch):
    from sklearn.decomposition import IncrementalPCA

    pca = IncrementalPCA(n_components=size)
    source = blocks(pool(np, dimension), batch)

    def step():
        pca.partial_fit(next(source), check_input=False)
        return batch

    return step


def rows_per_second(step, seconds):
    """Of the second of two runs: the first one warms up."""
    for _ in range(2):
        rows = 0
        begin = time.process_time()
        while time.process_time() - begin < seconds:
            rows += step()
        result = rows / (time.process_time() - begin)
    return result


def main(peer, dimension, size, seconds, file):
    try:
        import numpy as np

        if peer == "numpy":
            steps = [frequent_directions(np, dimension, size)]
        else:
            steps = [incremental_pca(np, dimension, size, batch) for batch in (size, 4 * size, 5 * dimension)]
    except ImportError as missing:
        print(missing)
        sys.exit(3)
    with open(file, "w") as out:
        out.write(str(max(rows_per_second(step, seconds) for step in steps)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), sys.argv[5])
