#!/usr/bin/env python3
"""Evidently's drift preset on the comparison's columns: drift_evidently.py FOLDER

Needs a Python with evidently (0.4 or newer) and pandas. Frames are built before the clock starts. Prints one JSON line.
"""
import json
import os
import sys
import time

import evidently
import pandas

from drift import CATEGORICAL, NUMERIC, numpy, peak_bytes


def load(folder):
    columns = {column: numpy.fromfile(os.path.join(folder, column + ".f64"), dtype="<f8") for column in NUMERIC}
    for column in CATEGORICAL:
        codes = numpy.fromfile(os.path.join(folder, column + ".i32"), dtype="<i4")
        with open(os.path.join(folder, column + ".levels"), encoding="utf-8") as lines:
            levels = numpy.array([line.rstrip("\n") for line in lines] + [None], dtype=object)
        columns[column] = levels[codes]
    return pandas.DataFrame(columns)


def run(reference, current):
    try:
        from evidently.metric_preset import DataDriftPreset
        from evidently.report import Report

        Report(metrics=[DataDriftPreset(num_stattest="ks", cat_stattest="chisquare")]).run(reference_data=reference, current_data=current)
    except ImportError:
        from evidently import Report
        from evidently.presets import DataDriftPreset

        Report([DataDriftPreset(num_method="ks", cat_method="chisquare")]).run(current, reference)


def main(folder):
    reference, current = (load(os.path.join(folder, side)) for side in ("reference", "current"))
    begin = time.perf_counter()
    run(reference, current)
    seconds = time.perf_counter() - begin
    facts = {"evidently": evidently.__version__, "pandas": pandas.__version__, "python": sys.version.split()[0]}
    print(json.dumps({"seconds": seconds, "peakBytes": peak_bytes(), "rows": len(current), "values": [], "facts": facts}))


if __name__ == "__main__":
    main(sys.argv[1])
