#!/usr/bin/env python3
"""Compare VoxMeta with PyMARE and NiMARE: same files, same maps, one Markdown table of ratios.

Needs numpy; nibabel, pymare and nimare as far as installed. What is missing, or does not run with the
version that is there, is a row that says so.

    python3 compare.py STUDIES.tsv MASK.nii.gz "java -cp CLASSES org.voxmeta.Main" [ESTIMATOR ...]

STUDIES.tsv has columns study, beta and varcope (paths relative to it). The third argument starts
VoxMeta as its README says; the estimator, the files and a folder for its maps are added. If the class
path also has the benchmarks, VoxMeta is run in a Java that is running already as well, as in Fiji.
Estimators are DerSimonian-Laird, Hedges and "Variance-Based Likelihood", the first two unless named.

Seconds are medians of three rounds in which all take turns: processor time of all threads, which does
not count what other programs take, and wall time. Ratios are of processor time, to the first row.
VoxMeta's own stages are wall time, from the record of its last run. Differences are the largest of any
voxel from the map that VoxMeta wrote in single precision, relative to the largest value of that map.
"""
import csv
import gzip
import importlib
import json
import os
import shlex
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import warnings
from types import SimpleNamespace

import numpy as np

DTYPES = {2: "u1", 4: "i2", 8: "i4", 16: "f4", 64: "f8", 256: "i1", 512: "u2", 768: "u4"}
ROUNDS = 3
MAPS = ("est", "se", "tau2", "z", "p")
CLASSES = {"DerSimonian-Laird": "DerSimonianLaird", "Hedges": "Hedges",
           "Variance-Based Likelihood": "VarianceBasedLikelihood"}


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


def read_nibabel(path):
    """The same by nibabel."""
    return np.asarray(importlib.import_module("nibabel").load(path).dataobj).ravel(order="F")


class Data:
    """The files, and what is in them where all studies have values."""

    def __init__(self, table, mask):
        folder = os.path.dirname(os.path.abspath(table))
        with open(table, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="," if table.endswith(".csv") else "\t"))
        self.table, self.mask = os.path.abspath(table), os.path.abspath(mask)
        self.names = [row["study"] for row in rows]
        self.betas, self.varcopes = ([os.path.join(folder, row[kind]) for row in rows]
                                     for kind in ("beta", "varcope"))
        self.inside = read_nifti(mask) > 0
        self.load(read_nifti)

    def load(self, reader):
        """Reads all anew, and leaves out voxels that any study lacks."""
        y, v = self.read(reader)
        complete = (np.isfinite(y) & (y != 0) & np.isfinite(v) & (v > 0)).all(0)
        self.y, self.v = y[:, complete], v[:, complete]
        self.voxels = np.flatnonzero(self.inside)[complete]
        return self

    def read(self, reader):
        """Effects and variances of all studies, K x V."""
        return [np.stack([reader(path)[self.inside].astype(float) for path in paths])
                for paths in (self.betas, self.varcopes)]


def plain(data, _):
    """DerSimonian-Laird with Knapp and Hartung's standard errors, written plainly."""
    w = 1 / data.v
    mean = (w * data.y).sum(0) / w.sum(0)
    q = (w * (data.y - mean) ** 2).sum(0)
    dof = len(data.y) - 1
    tau2 = np.maximum(0, (q - dof) / (w.sum(0) - (w ** 2).sum(0) / w.sum(0)))
    w = 1 / (data.v + tau2)
    est = (w * data.y).sum(0) / w.sum(0)
    return {"est": est, "se": np.sqrt((w * (data.y - est) ** 2).sum(0) / dof / w.sum(0)), "tau2": tau2}


def pymare(data, name):
    """PyMARE's fit in memory."""
    estimators = importlib.import_module("pymare.estimators")
    kind = getattr(estimators, CLASSES[name], None) or getattr(estimators, CLASSES[name] + "Estimator")
    result = kind().fit(y=data.y, v=data.v, X=np.ones((len(data.y), 1))).summary()
    stats = result.get_fe_stats()
    maps = {key: np.ravel(stats[key]) for key in MAPS if key in stats}
    return maps | {"tau2": np.ravel(result.tau2)}


def nimare_arrays(data, name):
    """NiMARE's fit in memory: its own code from where its images have been read and masked on."""
    estimator = getattr(importlib.import_module("nimare.meta.ibma"), CLASSES[name])(aggressive_mask=True)
    estimator.inputs_ = {"id": data.names, "beta_maps": data.y, "varcope_maps": data.v,
                         "aggressive_mask": np.ones(data.y.shape[1], bool), "corr_matrix": None}
    estimator._resolve_masker = lambda _: None
    estimator._preprocess_dependence(SimpleNamespace(images={"id": data.names, "study_id": data.names}))
    return estimator._fit(None)[0]


def nimare_files(data, name):
    """NiMARE from the files to maps in memory."""
    source = {name: {"contrasts": {"1": {"images": {"beta": beta, "varcope": varcope}}}}
              for name, beta, varcope in zip(data.names, data.betas, data.varcopes)}
    dataset = importlib.import_module("nimare.dataset").Dataset(source, mask=data.mask)
    kind = getattr(importlib.import_module("nimare.meta.ibma"), CLASSES[name])
    maps = kind(aggressive_mask=True).fit(dataset).maps
    if not all(isinstance(maps.get(key), np.ndarray) for key in MAPS):
        raise TypeError("gave no arrays")
    # in the order of nilearn's masker, that of C
    order = np.argsort(np.arange(data.inside.size).reshape(shape(data.mask)[::-1]).T.ravel()[
        np.flatnonzero(data.inside.reshape(shape(data.mask)[::-1]).T.ravel())])
    at = np.searchsorted(np.flatnonzero(data.inside), data.voxels)
    return {key: maps[key][order][at] for key in MAPS}


def shape(path):
    """A NIfTI-1 file's first three dimensions."""
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        head = file.read(348)
    return struct.unpack(("<" if struct.unpack("<i", head[:4])[0] == 348 else ">") + "3h", head[42:48])


class VoxMeta:
    """VoxMeta from files to files."""

    def __init__(self, data, name, command, output):
        # Knapp and Hartung's is what PyMARE takes unless told otherwise
        self.call = shlex.split(command) + [name + "...", "studies=" + data.table, "mask=" + data.mask,
                                            "output=" + output, "adjustment=Knapp-Hartung"]
        self.data, self.output, self.running = data, output, None

    def start(self):
        """In a Java of its own."""
        subprocess.run(self.call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def again(self):
        """In a Java that has run it before; its processor seconds."""
        if not self.running:
            call = [word.replace("org.voxmeta.Main", "org.voxmeta.bench.Repeated") for word in self.call]
            self.running = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL, text=True)
            self.again()
        self.running.stdin.write("\n")
        self.running.stdin.flush()
        return float(self.running.stdout.readline()) / 1000

    def stop(self):
        """Ends that Java."""
        if self.running:
            self.running.communicate()

    def maps(self):
        """What it has written."""
        return {key: read_nifti(os.path.join(self.output, key + ".nii.gz"))[self.data.voxels] for key in MAPS}


def seconds():
    """Wall time, and processor time of this process and of those it has waited for."""
    return time.perf_counter(), time.process_time() + sum(os.times()[2:4])


def in_turns(ways):
    """For each way its result, wall and processor seconds; or why there are none."""
    results = {}
    for _ in range(ROUNDS):
        for label, work in ways.items():
            if isinstance(results.get(label), str):
                continue
            try:
                before = seconds()
                result = work()
                times = [after - start for after, start in zip(seconds(), before)]
                if isinstance(result, float):
                    times[1] = result
                results[label] = result, results.get(label, (None, []))[1] + [times]
            except Exception as error:  # whatever a library's other version may raise
                results[label] = "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:90])
    return {label: result if isinstance(result, str) else (result[0], *[
        statistics.median(column) for column in zip(*result[1])]) for label, result in results.items()}


def difference(maps, ours):
    """The largest difference of the maps that both have, with the name of the map."""
    if not isinstance(maps, dict):
        return ""
    found = [(np.nanmax(np.abs(np.ravel(maps[key]) - ours[key])) / np.nanmax(np.abs(ours[key])), key)
             for key in MAPS if key in maps and np.size(maps[key]) == np.size(ours[key])]
    return "%.1e (%s)" % max(found) + ("" if len(found) == len(MAPS) else " of " + ", ".join(
        key for _, key in found)) if found else "no map to compare"


def compare(data, name, command, folder):
    """Prints the table of one estimator."""
    ours = VoxMeta(data, name, command, os.path.join(folder, "maps"))
    first = "VoxMeta, files to files, in a Java that runs already"
    ways = {first: ours.again, "VoxMeta, files to files, with the start of Java": ours.start,
            "numpy, reading the files": lambda: data.read(read_nifti),
            "nibabel, reading the files": lambda: data.read(read_nibabel)}
    if name == "DerSimonian-Laird":
        ways["numpy, fit in memory"] = lambda: plain(data, name)
    ways["PyMARE, fit in memory"] = lambda: pymare(data, name)
    ways["nibabel and PyMARE, files to maps in memory"] = lambda: pymare(data.load(read_nibabel), name)
    ways["NiMARE, fit in memory"] = lambda: nimare_arrays(data, name)
    ways["NiMARE, files to maps in memory"] = lambda: nimare_files(data, name)
    results = in_turns(ways)
    ours.stop()
    if isinstance(results[first], str):
        first = list(ways)[1]
    if isinstance(results[first], str):
        sys.exit("VoxMeta: " + results[first])
    truth, (_, wall, processor) = ours.maps(), results[first]
    print("\n| %s, %d studies, %d voxels | processor s | x VoxMeta | wall s | largest difference from VoxMeta |"
          % (name, *data.y.shape))
    print("|---|---:|---:|---:|---|")
    print("| %s | %.2f | 1.00 | %.2f | |" % (first, processor, wall))
    with open(os.path.join(ours.output, "result.json"), encoding="utf-8") as file:
        for stage, spent in json.load(file)["seconds"].items():
            print("| of this, %s | | | %.2f | |" % (stage, spent))
    for label, result in results.items():
        if label == first:
            continue
        if isinstance(result, str):
            print("| %s | not run: %s | | | |" % (label, result.replace("|", "/")))
        else:
            print("| %s | %.2f | %.2f | %.2f | %s |" % (label, result[2], result[2] / processor, result[1],
                                                     difference(result[0], truth)))


def version(name):
    """Of a library, or that there is none."""
    try:
        return name + " " + str(getattr(importlib.import_module(name), "__version__", "of unknown version"))
    except Exception as error:
        return "no %s (%s)" % (name, error)


def main(table, mask, command, *names):
    warnings.simplefilter("ignore")
    print("Python %s, %s" % (sys.version.split()[0], ", ".join(map(version, (
        "numpy", "scipy", "nibabel", "nilearn", "pandas", "pymare", "nimare")))))
    data = Data(table, mask)
    for name in names or ("DerSimonian-Laird", "Hedges"):
        if name not in CLASSES:
            sys.exit("Estimator: got %r, wanted one of %s" % (name, ", ".join(CLASSES)))
        with tempfile.TemporaryDirectory() as folder:
            compare(data, name, command, folder)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
