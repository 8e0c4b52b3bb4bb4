"""Scores rows by the arrays of a .npz file alone, as any user of NumPy would.

Usage: project.py model.npz rows.npy-like text, prints Q and T2 of every row.
"""

import sys

import numpy

model = numpy.load(sys.argv[1], allow_pickle=False)
rows = numpy.loadtxt(sys.argv[2], ndmin=2)

components = model["components_"]
variance = model["explained_variance_"]
rank, dimension = components.shape
assert rank == model["n_components_"] and dimension == model["n_features_in_"]
assert variance.shape == (rank,) and model["mean_"].shape == (dimension,)
assert model["n_samples_"].dtype == "<i8" and model["noise_variance_"].dtype == "<f8"
assert components.flags["C_CONTIGUOUS"] and components.dtype == "<f8"
numpy.testing.assert_allclose(components @ components.T, numpy.eye(rank), atol=1e-12)

centred = rows - model["mean_"]
scores = centred @ components.T
residuals = centred - scores @ components
for residual, score in zip(residuals, scores):
    print(repr(float(residual @ residual)), repr(float(numpy.sum(score**2 / variance))))
