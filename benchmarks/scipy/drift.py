#!/usr/bin/env python3
"""Drift of the comparison's columns with scipy and numpy: drift.py FOLDER

FOLDER holds reference/ and current/ as `DataIngestion.Comparisons` writes them. Columns are loaded before the clock starts,
categories as integer codes already. Prints one JSON line.
"""
import json
import os
import sys
import time

import numpy
import scipy
from scipy import stats

NUMERIC = ["months_as_customer", "age", "policy_annual_premium", "umbrella_limit", "injury_claim", "property_claim", "total_claim_amount"]
CATEGORICAL = ["policy_state", "incident_type", "incident_severity", "authorities_contacted"]
FLOOR = 1e-4


def load_numbers(folder, column):
    values = numpy.fromfile(os.path.join(folder, column + ".f64"), dtype="<f8")
    return values[~numpy.isnan(values)]


def load_codes(folder, column):
    codes = numpy.fromfile(os.path.join(folder, column + ".i32"), dtype="<i4")
    with open(os.path.join(folder, column + ".levels"), encoding="utf-8") as lines:
        return codes[codes >= 0], sum(1 for _ in lines)


def stability_index(reference_counts, current_counts):
    p = numpy.maximum(reference_counts / reference_counts.sum(), FLOOR)
    q = numpy.maximum(current_counts / current_counts.sum(), FLOOR)
    return float(numpy.sum((q - p) * numpy.log(q / p)))


def stability_index_of_numbers(reference, current):
    inner = numpy.unique(numpy.quantile(reference, numpy.linspace(0, 1, 11)))[1:-1]
    edges = numpy.concatenate(([-numpy.inf], inner, [numpy.inf]))
    return stability_index(numpy.histogram(reference, edges)[0], numpy.histogram(current, edges)[0])


def compare_numbers(reference, current):
    return [float(stats.ks_2samp(reference, current).statistic), stability_index_of_numbers(reference, current)]


def count(codes, levels):
    present, counts = numpy.unique(codes, return_counts=True)
    table = numpy.zeros(levels, dtype=numpy.int64)
    table[present] = counts
    return table


def compare_codes(reference, current, levels):
    counts = numpy.array([count(side, levels) for side in (reference, current)])
    counts = counts[:, counts.sum(axis=0) > 0]
    chi_square = stats.chi2_contingency(counts, correction=False)
    return [float(chi_square[0]), stability_index(counts[0], counts[1])]


def peak_bytes():
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def main(folder):
    sides = [os.path.join(folder, side) for side in ("reference", "current")]
    numbers = {column: [load_numbers(side, column) for side in sides] for column in NUMERIC}
    codes = {column: [load_codes(side, column) for side in sides] for column in CATEGORICAL}
    rows = os.path.getsize(os.path.join(sides[1], NUMERIC[0] + ".f64")) // 8

    begin = time.perf_counter()
    values = []
    for column in NUMERIC:
        values += compare_numbers(*numbers[column])
    for column in CATEGORICAL:
        (reference, levels), (current, _) = codes[column]
        values += compare_codes(reference, current, levels)
    seconds = time.perf_counter() - begin

    facts = {"scipy": scipy.__version__, "numpy": numpy.__version__, "python": sys.version.split()[0]}
    print(json.dumps({"seconds": seconds, "peakBytes": peak_bytes(), "rows": rows, "values": values, "facts": facts}))


if __name__ == "__main__":
    main(sys.argv[1])
