#!/usr/bin/env python3
"""Compare VoxMeta with PyMARE and NiMARE: same files, same maps, one Markdown table of ratios.

Needs numpy, and, as far as installed, pymare and nimare. Was written without either at hand: only
reading files and the plain numpy fit have been run; expect to mend names if their interfaces moved.

    python3 compare.py STUDIES.tsv MASK.nii.gz OUTPUT "mvn -q compile exec:java -Dexec.args=..."

STUDIES.tsv has columns study, beta and varcope (paths relative to it). The command must run
DerSimonian-Laird on the same table and mask and write its maps to OUTPUT; leave it out to time only
the others. Times are medians of three; each is wall time, so run nothing else meanwhile.
"""
import csv
import gzip
import importlib.util
import os
import shlex
import statistics
import struct
import subprocess
import sys
import time

import numpy as np

DTYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4"}
ROUNDS = 3


def read_nifti(path):
    """The values of a NIfTI-1 file, in file order, scaled."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rb") as file:
        data = file.read()
    order = "<" if struct.unpack("<i", data[:4])[0] == 348 else ">"
    dim = struct.unpack(order + "8h", data[40:56])
    code = struct.unpack(order + "h", data[70:72])[0]
    offset, slope, shift = struct.unpack(order + "3f", data[108:120])
    count = int(np.prod(dim[1:dim[0] + 1], dtype=np.int64))
    values = np.frombuffer(data, order + DTYPES[code], count, int(offset))
    return values if slope in (0, 1) and shift == 0 else values * slope + shift


def read_studies(table, mask):
    """Effects and variances of all studies, K x V."""
    folder = os.path.dirname(os.path.abspath(table))
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="," if table.endswith(".csv") else "\t"))
    inside = read_nifti(mask) > 0
    paths = [[os.path.join(folder, row[kind]) for row in rows] for kind in ("beta", "varcope")]
    names = [row["study"] for row in rows]
    y, v = (np.stack([read_nifti(path)[inside].astype(float) for path in kind]) for kind in paths)
    complete = np.isfinite(y).all(0) & np.isfinite(v).all(0) & (v > 0).all(0)
    return names, paths, y[:, complete], v[:, complete], np.flatnonzero(inside)[complete]


def plain(y, v):
    """DerSimonian-Laird's mean, written plainly."""
    w = 1 / v
    mean = (w * y).sum(0) / w.sum(0)
    q = (w * (y - mean) ** 2).sum(0)
    tau2 = np.maximum(0, (q - len(y) + 1) / (w.sum(0) - (w ** 2).sum(0) / w.sum(0)))
    w = 1 / (v + tau2)
    return {"est": (w * y).sum(0) / w.sum(0), "se": 1 / np.sqrt(w.sum(0)), "tau2": tau2}


def pymare(y, v):
    """PyMARE's fit in memory."""
    from pymare.estimators import DerSimonianLaird

    estimator = DerSimonianLaird().fit(y=y, v=v, X=np.ones((len(y), 1)))
    result = estimator.summary()
    return {"est": np.ravel(result.get_fe_stats()["est"]), "se": np.ravel(result.get_fe_stats()["se"]),
            "tau2": np.ravel(result.tau2)}


def nimare(names, paths, mask):
    """NiMARE from the files to maps in memory."""
    from nimare.dataset import Dataset
    from nimare.meta.ibma import DerSimonianLaird

    source = {name: {"contrasts": {"1": {"images": {"beta": beta, "varcope": varcope}}}}
              for name, beta, varcope in zip(names, *paths)}
    return DerSimonianLaird(resample=False).fit(Dataset(source, mask=mask)).maps


def timed(work):
    """Its result, and the median of its times in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return result, statistics.median(times)


def largest_difference(maps, truth):
    """The largest difference of the maps that both have, relative to the largest value."""
    shared = [name for name in truth if name in maps and np.shape(maps[name]) == np.shape(truth[name])]
    if not shared:
        return "-"
    return "%.1e" % max(np.max(np.abs(maps[name] - truth[name])) / np.max(np.abs(truth[name]))
                        for name in shared)


def ours(output, voxels):
    """The maps that VoxMeta wrote."""
    maps = {}
    for name in ("est", "se", "tau2"):
        path = os.path.join(output, name + ".nii.gz")
        if os.path.exists(path):
            maps[name] = read_nifti(path)[voxels]
    return maps


def main(table, mask, output=None, command=None):
    (names, paths, y, v, voxels), reading = timed(lambda: read_studies(table, mask))
    truth, fitting = timed(lambda: plain(y, v))
    rows = [("numpy, reading the files", reading, "-"), ("numpy, fit in memory", fitting, "-")]
    if importlib.util.find_spec("pymare"):
        maps, seconds = timed(lambda: pymare(y, v))
        rows.append(("PyMARE, fit in memory", seconds, largest_difference(maps, truth)))
    if importlib.util.find_spec("nimare"):
        rows.append(("NiMARE, files to maps", timed(lambda: nimare(names, paths, mask))[1], "-"))
    first = reading + fitting
    if command:
        first = timed(lambda: subprocess.run(shlex.split(command), check=True))[1]
        rows.append(("VoxMeta, files to files, with the start of Java", first,
                     largest_difference(ours(output, voxels), truth)))
    name = "VoxMeta" if command else "numpy, reading and fit"
    print("%d studies, %d voxels\n" % y.shape)
    print("| | s | x %s | largest relative difference from numpy |\n|---|---:|---:|---:|" % name)
    for label, seconds, difference in rows:
        print("| %s | %.3f | %.2f | %s |" % (label, seconds, seconds / first, difference))


if __name__ == "__main__":
    if not 3 <= len(sys.argv) <= 5 or len(sys.argv) == 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
