#!/usr/bin/env python3
"""Expected values of the stratified tests, by the textbook formulas and with nothing but Python's standard library.

Breslow and Day (1980, 4.4) with Tarone's (1985) correction: the fitted count solves a(n1 - m + a) / ((n2 - a)(m - a)) = OR by bisection.
The model without three-way interaction is fitted by iterative proportional fitting of its three two-way margins.
The generalised Cochran-Mantel-Haenszel statistic is Agresti's (2002, 7.5.3), its system solved by exact fractions.
"""
from fractions import Fraction
from math import sqrt


def mantel_haenszel(tables):
    num = sum(Fraction(c[1] * r[0], sum(r) + sum(c)) for r, c in tables)
    den = sum(Fraction(c[0] * r[1], sum(r) + sum(c)) for r, c in tables)
    return float(num / den)


def breslow_day(tables, weights):
    odds = mantel_haenszel(tables)
    q = s = v = 0.0
    changes = []
    for r, c in tables:
        n1, n2, m = sum(r), sum(c), r[1] + c[1]
        low, high = max(0, m - n1), min(n2, m)
        for _ in range(200):
            a = (low + high) / 2
            if a * (n1 - m + a) < odds * (n2 - a) * (m - a):
                low = a
            else:
                high = a
        var = 1 / (1 / a + 1 / (n2 - a) + 1 / (m - a) + 1 / (n1 - m + a))
        q, s, v = q + (c[1] - a) ** 2 / var, s + c[1] - a, v + var
        changes.append(abs(c[1] - a) * (1 / n1 + 1 / n2))
    tarone = q - s * s / v
    square = sum(w * x * x for w, x in zip(weights, changes)) / sum(weights)
    return q, tarone, sqrt(square * (1 - (len(tables) - 1) / tarone))


def three_way(tables):
    k, j = len(tables), len(tables[0][0])
    fit = [[[1.0] * j for _ in range(2)] for _ in range(k)]
    for _ in range(20000):
        for a in range(k):
            for b in range(2):
                f = sum(tables[a][b]) / sum(fit[a][b])
                fit[a][b] = [x * f for x in fit[a][b]]
        for a in range(k):
            for c in range(j):
                f = (tables[a][0][c] + tables[a][1][c]) / (fit[a][0][c] + fit[a][1][c])
                for b in range(2):
                    fit[a][b][c] *= f
        for b in range(2):
            for c in range(j):
                f = sum(t[b][c] for t in tables) / sum(t[b][c] for t in fit)
                for a in range(k):
                    fit[a][b][c] *= f
    return sum((tables[a][b][c] - fit[a][b][c]) ** 2 / fit[a][b][c] for a in range(k) for b in range(2) for c in range(j))


def generalised(tables):
    j = len(tables[0][0]) - 1
    d = [Fraction(0)] * j
    v = [[Fraction(0)] * j for _ in range(j)]
    for r, c in tables:
        n1, n2, n = sum(r), sum(c), sum(r) + sum(c)
        m = [x + y for x, y in zip(r, c)]
        for a in range(j):
            d[a] += c[a] - Fraction(n2 * m[a], n)
            for b in range(j):
                v[a][b] += Fraction(n1 * n2 * m[a] * ((n if a == b else 0) - m[b]), n * n * (n - 1))
    rows = [row[:] + [x] for row, x in zip(v, d)]
    for a in range(j):
        p = next(i for i in range(a, j) if rows[i][a])
        rows[a], rows[p] = rows[p], rows[a]
        rows[a] = [x / rows[a][a] for x in rows[a]]
        for b in range(j):
            if b != a:
                rows[b] = [x - rows[b][a] * y for x, y in zip(rows[b], rows[a])]
    return float(sum(x * row[-1] for x, row in zip(d, rows)))


if __name__ == "__main__":
    berkeley = [([313, 512], [19, 89]), ([207, 353], [8, 17]), ([205, 120], [391, 202]), ([279, 138], [244, 131]), ([138, 53], [299, 94]), ([351, 22], [317, 24])]
    print("Berkeley: Breslow-Day, Tarone, effect", *map(repr, breslow_day(berkeley, [1] * 6)))
    print("two incomes of job satisfaction:", repr(generalised([([1, 3, 11, 2], [2, 3, 17, 3]), ([1, 1, 2, 1], [0, 3, 5, 1])])))
    print("three classes:", repr(three_way([([20, 30, 50], [25, 25, 60]), ([40, 10, 30], [22, 24, 31]), ([15, 45, 12], [33, 41, 28])])))
    print("three classes, common:", repr(generalised([([20, 30, 50], [25, 25, 60]), ([40, 10, 30], [22, 24, 31]), ([15, 45, 12], [33, 41, 28])])))
