"""Reference values for shared/statistics: distributions, tests, Plackett-Luce and Davidson fits, power.

    pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0 mpmath==1.4.1
    python judgement-fits.py > judgement-fits.json

Independent of the project's own algorithms:
- distributions: mpmath, 50 digits
- Plackett-Luce: statsmodels PHReg (Cox model, one stratum per ranking, all of them events), the same model as
  R's survival::coxph; ties by writing out every strict order, equally often
- pseudo-rankings and Davidson: scipy maximisation of the written-out likelihood; Davidson also as a Poisson
  log-linear model (Fienberg & Larntz 1976, Biometrika 63) in statsmodels GLM
- tests: scipy.stats, statsmodels multipletests and ttost_paired
- power floors: summed binomial probabilities
"""
import itertools
import json
import math

import mpmath
import numpy as np
import scipy.optimize
import scipy.stats as stats
import statsmodels.api as sm
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import ttost_paired

mpmath.mp.dps = 50


def centred(values):
    values = np.asarray(values, dtype=float)
    return list(values - values.mean())


def student_tail(t, df):
    t, df = mpmath.mpf(t), mpmath.mpf(df)
    return mpmath.betainc(df / 2, mpmath.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def student_cdf(t, df):
    return float(student_tail(t, df) if t <= 0 else 1 - student_tail(t, df))


def normal_quantile(p):
    return float(mpmath.findroot(lambda z: mpmath.ncdf(z) - mpmath.mpf(p), stats.norm.ppf(p)))


def student_quantile(p, df):
    # Refined from scipy's value by Newton steps with 50 digits.
    q, df_ = mpmath.mpf(float(stats.t.ppf(p, df))), mpmath.mpf(df)
    for _ in range(4):
        value = student_tail(q, df) if q <= 0 else 1 - student_tail(q, df)
        density = mpmath.gamma((df_ + 1) / 2) / (mpmath.sqrt(df_ * mpmath.pi) * mpmath.gamma(df_ / 2))
        density *= (1 + q * q / df_) ** (-(df_ + 1) / 2)
        q -= (value - mpmath.mpf(p)) / density
    return float(q)


def strict_orders(ranking):
    return [list(itertools.chain(*orders)) for orders in itertools.product(*(itertools.permutations(t) for t in ranking))]


def plackett_luce(rankings, arms):
    """Exploded logit; every ranking stands in as many strict orders as the least common multiple needs."""
    orders = [strict_orders(ranking) for ranking in rankings]
    copies = math.lcm(*(len(o) for o in orders))
    time, features, strata, likelihood_weight = [], [], [], copies
    stratum = 0
    for options in orders:
        for order in options * (copies // len(options)):
            for place, arm in enumerate(order):
                time.append(place + 1)
                features.append([1.0 if arm == other else 0.0 for other in range(1, arms)])
                strata.append(stratum)
            stratum += 1
    fit = PHReg(np.array(time), np.array(features), strata=np.array(strata), ties="breslow").fit(
        method="newton", tol=1e-14, maxiter=500, disp=0
    )
    return {"rankings": rankings, "arms": arms, "worths": centred([0.0, *fit.params]), "logLikelihood": fit.llf / likelihood_weight}


def polished(objective, start):
    """Minimum by BFGS, then Newton steps with a numerical Hessian of the exact gradient."""
    best = scipy.optimize.minimize(objective, start, method="BFGS", options={"gtol": 1e-10}).x
    f = lambda v: mpmath.mpf(0) + objective([mpmath.mpf(x) for x in v], mp=True)
    root = mpmath.findroot(
        lambda *v: [mpmath.diff(lambda *w: f(w), v, tuple(1 if i == k else 0 for i in range(len(v)))) for k in range(len(v))],
        tuple(float(b) for b in best), tol=1e-25)
    return [float(r) for r in root]


def pseudo_plackett_luce(rankings, arms, weight):
    def objective(free, mp=False):
        log, exp = (mpmath.log, mpmath.exp) if mp else (math.log, math.exp)
        theta = [0, *free]  # the last one is the made-up arm
        total = 0
        for ranking in rankings:
            options = strict_orders(ranking)
            for order in options:
                for place in range(len(order) - 1):
                    total += (theta[order[place]] - log(sum(exp(theta[a]) for a in order[place:]))) / len(options)
        ghost = theta[arms]
        for arm in range(arms):
            total += weight * (theta[arm] + ghost - 2 * log(exp(theta[arm]) + exp(ghost)))
        return -total

    theta = [0.0, *polished(objective, [0.0] * arms)]
    return {"rankings": rankings, "arms": arms, "weight": weight, "worths": centred(theta[:arms])}


def davidson(table, arms):
    """table: (first, second, wins of first, wins of second, ties)"""
    rows, counts = [], []
    for pair, (first, second, a, b, ties) in enumerate(table):
        for count, first_share, second_share, tie in ((a, 1, 0, 0), (b, 0, 1, 0), (ties, 0.5, 0.5, 1)):
            row = np.zeros(arms + 1 + len(table))
            row[first] += first_share
            row[second] += second_share
            row[arms] = tie
            row[arms + 1 + pair] = 1
            rows.append(row[1:])  # the first arm is the reference
            counts.append(count)
    glm = sm.GLM(np.array(counts), np.array(rows), family=sm.families.Poisson()).fit(tol=1e-14, maxiter=500)
    theta = [0.0, *glm.params[: arms - 1]]
    nu = math.exp(glm.params[arms - 1])

    def likelihood(theta, log_nu):
        total = 0
        for first, second, a, b, ties in table:
            terms = [theta[first], theta[second], log_nu + (theta[first] + theta[second]) / 2]
            norm = math.log(sum(math.exp(t) for t in terms))
            total += a * terms[0] + b * terms[1] + ties * terms[2] - (a + b + ties) * norm
        return total

    check = scipy.optimize.minimize(lambda v: -likelihood([0, *v[:-1]], v[-1]), np.zeros(arms), method="BFGS")
    assert np.allclose(check.x[:-1], theta[1:], atol=1e-4), (check.x, theta)
    return {"table": table, "arms": arms, "worths": centred(theta), "nu": nu, "logLikelihood": likelihood(theta, math.log(nu))}


def sampled_rankings(seed, worths, count, tie_below, drop):
    rng = np.random.default_rng(seed)
    rankings = []
    for _ in range(count):
        utility = np.array(worths) + rng.gumbel(size=len(worths))
        present = [a for a in np.argsort(-utility) if rng.random() >= drop]
        tiers = []
        for arm in present:
            if tiers and utility[tiers[-1][0]] - utility[arm] < tie_below:
                tiers[-1].append(int(arm))
            else:
                tiers.append([int(arm)])
        if len(present) >= 2:
            rankings.append(tiers)
    return rankings


def power_of_t(n, p):
    """Chance that a one-sample t test of n independent choices coded +1/-1 rejects 0, two-sided .05."""
    total = 0.0
    critical = stats.t.ppf(0.975, n - 1)
    for wins in range(n + 1):
        mean = (2 * wins - n) / n
        sd = math.sqrt((1 - mean**2) * n / (n - 1))
        if sd == 0 or abs(mean) / (sd / math.sqrt(n)) > critical:
            total += stats.binom.pmf(wins, n, p)
    return total


rng = np.random.default_rng(20260323)
clusters = [[round(float(x), 3) for x in rng.normal(rng.normal(2.0, 6.0), 12.0, size=int(rng.integers(0, 7)))] for _ in range(25)]
means = np.array([np.mean(c) for c in clusters if c])
ttest = stats.ttest_1samp(means, 0)
interval = ttest.confidence_interval(0.95)
tost = [
    {"low": low, "high": high, "pLow": float(result[1][1]), "pHigh": float(result[2][1]), "p": float(result[0])}
    for low, high in ((-5.0, 5.0), (-8.0, 8.0), (-1.0, 12.0))
    for result in [ttost_paired(means, np.zeros_like(means), low, high)]
]
p_values = [0.01, 0.04, 0.03, 0.005, 0.2, 0.04, 0.9, 0.0004]
boot = stats.bootstrap((means,), np.mean, n_resamples=400_000, method="percentile", rng=np.random.default_rng(7))

normal_points = [-37.0, -20.0, -8.5, -5.7, -5.6, -3.2, -1.96, -0.68, -0.67, -1e-8, 0.0, 0.3, 0.6744, 0.6745, 1.2815515655446004, 2.5, 4.4, 6.0]
normal_probabilities = [1e-300, 1e-20, 1e-12, 1e-6, 0.001, 0.025, 0.074, 0.076, 0.3, 0.5, 0.8, 0.975, 0.9999, 1 - 1e-12]
degrees = [0.5, 1, 2, 3.7, 5, 10, 30, 82.5, 299, 1000, 10000, 100000]
student_points = [-60.0, -6.0, -2.1, -0.9, -0.01, -1e-6, 0.0, 0.4, 1.7, 3.5, 12.0]
student_probabilities = [1e-8, 0.0005, 0.025, 0.1, 0.45, 0.6, 0.95, 0.975, 0.9999]

untied = sampled_rankings(1, [0.0, 0.4, -0.3, 0.9], 60, 0.0, 0.0)
partial = sampled_rankings(2, [0.0, 0.4, -0.3, 0.9, 0.1], 80, 0.0, 0.35)
tied = sampled_rankings(3, [0.0, 0.5, -0.5, 0.2], 50, 0.6, 0.15)
never_loses = [[[0], [1], [2]], [[0], [2], [1]], [[0], [1, 2]], [[0], [1], [2]]]

reference = {
    "normalCdf": [[z, float(mpmath.ncdf(z))] for z in normal_points],
    "normalQuantile": [[p, normal_quantile(p)] for p in normal_probabilities],
    "studentCdf": [[t, df, student_cdf(t, df)] for df in degrees for t in student_points],
    "studentQuantile": [[p, df, student_quantile(p, df)] for df in degrees for p in student_probabilities],
    "adjusted": {
        "p": p_values,
        "holm": [float(x) for x in multipletests(p_values, method="holm")[1]],
        "benjaminiHochberg": [float(x) for x in multipletests(p_values, method="fdr_bh")[1]],
    },
    "paired": {
        "clusters": clusters,
        "mean": float(means.mean()), "standardDeviation": float(means.std(ddof=1)),
        "t": float(ttest.statistic), "p": float(ttest.pvalue), "low": float(interval.low), "high": float(interval.high),
        "tost": tost,
        "bootstrap": {"standardError": float(boot.standard_error), "low": float(boot.confidence_interval.low), "high": float(boot.confidence_interval.high)},
    },
    "plackettLuce": [plackett_luce(untied, 4), plackett_luce(partial, 5), plackett_luce(tied, 4)],
    "pseudoPlackettLuce": [pseudo_plackett_luce(never_loses, 3, 0.5), pseudo_plackett_luce(tied[:12], 4, 0.5)],
    "davidson": [
        davidson([[0, 1, 12, 7, 5], [0, 2, 9, 11, 3], [1, 2, 6, 14, 8], [0, 3, 15, 4, 2], [2, 3, 10, 6, 6]], 4),
        davidson([[0, 1, 30, 18, 12]], 2),
        davidson([[0, 1, 5, 0, 2], [1, 2, 6, 0, 1], [0, 2, 0, 3, 2]], 3),
    ],
    "wilson": [[k, n, *map(float, proportion_confint(k, n, method="wilson"))] for k, n in ((0, 20), (3, 40), (400, 500), (20, 20))],
    "power": [[n, p, power_of_t(n, p)] for n, p in ((783, 0.55), (194, 0.60), (85, 0.65), (85, 0.5))],
}
lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in reference.items())
print("{\n" + lines + "\n}")
