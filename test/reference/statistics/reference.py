"""Reference values for shared/statistics/ by scipy and by the formulae as published.

Blinding indices: the closed forms of Bang, Ni & Davis (2004), Control Clin Trials 25:143-156: its
equations for James' index and variance (there after James et al. 1996, Stat Med 15:1421-1434) and for
its own index. The app derives the variance of James' index by the delta method instead, so that the
two have nothing but the definition in common.

Run: python3 reference.py > reference.json
"""

import json

import numpy as np
from scipy import stats

WEIGHTS = np.array([[0.0, 0.5], [0.5, 0.0]])


def james(table):
    """table: rows guess (treatment, placebo, don't know), columns assignment (treatment, placebo)."""
    counts = np.asarray(table, dtype=float)
    total = counts.sum()
    p = counts / total
    unknown = p[2].sum()
    known = 1 - unknown
    guessed = p[:2].sum(axis=1)
    assigned = p[:2].sum(axis=0)
    observed = (WEIGHTS * p[:2]).sum() / known
    weighted = (WEIGHTS * np.outer(guessed, assigned)).sum()
    expected = weighted / known**2
    kappa = (observed - expected) / expected
    index = (1 + unknown + known * kappa) / 2
    numerator = 0.0
    for i in range(2):
        for j in range(2):
            margins = sum(WEIGHTS[r, j] * guessed[r] + WEIGHTS[i, r] * assigned[r] for r in range(2))
            numerator += p[i, j] * known**2 * (known * WEIGHTS[i, j] - (1 + kappa) * margins) ** 2
    first = numerator / (4 * weighted**2)
    second = unknown * known - known * (1 + kappa) * (unknown + known * (1 + kappa) / 4)
    return index, float(np.sqrt((first + second) / total))


def bang(right, wrong, unknown):
    n = right + wrong + unknown
    index = (2 * right / (right + wrong) - 1) * (right + wrong) / n
    p, q = right / n, wrong / n
    return index, float(np.sqrt((p * (1 - p) + q * (1 - q) + 2 * p * q) / n))


def interval(estimate, error):
    z = stats.norm.ppf(0.975)
    return {"estimate": estimate, "standardError": error, "low": estimate - z * error, "high": estimate + z * error}


TABLES = {
    "CRISP, Bang et al. 2004, table 7": [[82, 27], [25, 29], [170, 83]],
    "Investigators, Houweling et al. 2014, table 2": [[48, 22], [4, 30], [330, 319]],
    "Coordinators, Houweling et al. 2014, table 2": [[94, 52], [11, 44], [289, 284]],
    "Patients, Houweling et al. 2014, table 2": [[143, 104], [14, 57], [188, 175]],
    "nobody says don't know": [[30, 12], [10, 28], [0, 0]],
}

indices = {
    name: {
        "table": table,
        "james": interval(*james(table)),
        "bang": [
            interval(*bang(table[0][0], table[1][0], table[2][0])),
            interval(*bang(table[1][1], table[0][1], table[2][1])),
        ],
    }
    for name, table in TABLES.items()
}

tests = []
for right, n, chance in [
    (0, 10, 0.25), (10, 10, 0.25), (5, 10, 0.5), (7, 20, 0.25), (1, 4, 0.25), (682, 925, 0.75),
    (13, 30, 1 / 3), (260, 900, 0.25), (4_700, 18_000, 0.25), (2, 3, 0.5), (0, 1, 0.5),
]:
    result = stats.binomtest(right, n, chance)
    ci = result.proportion_ci(0.95, "exact")
    tests.append({"right": right, "n": n, "chance": chance, "pValue": result.pvalue, "low": ci.low, "high": ci.high})

sample = [812.0, 15_400.0, 4_002.5, 2_910.0, 33_000.0, 7_100.0, 5_050.0, 1.0, 2_910.0, 64_000.0]
shares = [0, 0.025, 0.25, 0.5, 0.75, 0.9, 0.975, 1]
quantiles = {"sample": sample, "shares": shares, "values": [float(np.quantile(sample, q)) for q in shares]}

chances = [1 / 2, 1 / 2, 1 / 3, 1 / 4, 1 / 4, 1 / 6, 3 / 4]
if hasattr(stats, "poisson_binom"):
    distribution = stats.poisson_binom(chances).pmf(np.arange(len(chances) + 1)).tolist()
else:
    distribution = [1.0]
    for chance in chances:
        distribution = np.convolve(distribution, [1 - chance, chance]).tolist()

print(json.dumps({
    "indices": indices,
    "binomialTests": tests,
    "quantiles": quantiles,
    "poissonBinomial": {"chances": chances, "probabilities": distribution},
}, indent=1))
