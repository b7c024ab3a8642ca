"""Fails every policy whose premium lies more than three median deviations from the median of its state."""
import csv
import json
import statistics
import sys

rows = list(csv.DictReader(sys.stdin))
premiums = {}
for row in rows:
    if row["premium"]:
        premiums.setdefault(row["state"], []).append(float(row["premium"]))

failed = []
for number, row in enumerate(rows):
    of_state = premiums.get(row["state"], [])
    if row["premium"] and len(of_state) > 4:
        middle = statistics.median(of_state)
        spread = statistics.median(abs(premium - middle) for premium in of_state)
        if abs(float(row["premium"]) - middle) > 3 * spread:
            failed.append(number)

json.dump({
    "failed_rows": failed,
    "rows_missing": sum(not row["premium"] for row in rows),
    "message": f"{len(failed)} premiums are far from those of their state",
}, sys.stdout)
