"""What a user of scikit-learn would take instead of Mimar's search.

Usage: /usr/bin/python3 peers.py PEER TRAIN TEST SECONDS SEED CHANNELS, with Debian's python3-sklearn.
Files of tables and series are lines of numbers, the class first, NaN where something is missing or a
series has ended; files of texts are CSV with the columns text and label. CHANNELS are those
of series, 0 of other data. Some settings of each peer, the library's own first, are compared by
cross-validation in about SECONDS at most; the best learns from all rows. Prints one line of JSON: the
number of test rows, those that were told wrong, the setting.
"""

import csv
import json
import sys
import time
import warnings

import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDS = 5
TUNING_SHARE = 0.8  # of the time; the rest is for the last training


def forests(seed):
    for features in ("sqrt", 0.33):
        for leaf in (1, 3):
            yield f"500 trees, features {features}, leaf {leaf}", make_pipeline(
                SimpleImputer(),
                RandomForestClassifier(
                    500, max_features=features, min_samples_leaf=leaf, random_state=seed, n_jobs=-1))


def perceptrons(seed):
    for decay in (1e-4, 1e-2, 1):
        for layers in ((100,), (256, 128)):
            yield f"layers {layers}, alpha {decay}", make_pipeline(
                SimpleImputer(),
                StandardScaler(),
                MLPClassifier(layers, alpha=decay, max_iter=500, random_state=seed))


def logistics(seed):
    for strength in (1, 0.01, 0.1, 10, 100):
        yield f"C {strength}", make_pipeline(
            SimpleImputer(),
            StandardScaler(),
            LogisticRegression(C=strength, max_iter=5000, random_state=seed))


def terms(seed):
    for strength in (1, 4, 16, 64):
        yield f"words and pairs, C {strength}", make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
            LogisticRegression(C=strength, max_iter=1000, random_state=seed))


PEERS = {"forest": forests, "mlp": perceptrons, "logistic": logistics, "tf-idf": terms}


def tuned(settings, samples, labels, seconds, seed, start):
    """The best setting by cross-validation, trained on all rows, and its name."""
    best, longest = None, 0
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for name, model in settings:
        begun = time.monotonic()
        if best and begun - start + longest > TUNING_SHARE * seconds:
            break
        score = cross_val_score(model, samples, labels, cv=folds, n_jobs=-1).mean()
        longest = max(longest, time.monotonic() - begun)
        if best is None or score > best[0]:
            best = score, name, model
    return best[2].fit(samples, labels), best[1]


def warped(train, labels, test):
    """The class of the nearest by dynamic time warping. Shapes: [N,C,T], [N], [M,C,T] to [M]."""
    lengths = numpy.isfinite(train[:, 0]).sum(1)
    told = []
    for series in test:
        own = series[:, numpy.isfinite(series[0])]
        cost = numpy.full((len(train), train.shape[2] + 1), numpy.inf)
        cost[:, 0] = 0
        for step in range(own.shape[1]):
            gaps = ((train - own[:, step][None, :, None]) ** 2).sum(1)
            row = numpy.full_like(cost, numpy.inf)
            for place in range(1, cost.shape[1]):
                before = numpy.minimum(
                    numpy.minimum(cost[:, place], cost[:, place - 1]), row[:, place - 1])
                gap = gaps[:, place - 1]
                row[:, place] = numpy.where(numpy.isfinite(gap), gap + before, numpy.inf)
            cost = row
        told.append(labels[cost[numpy.arange(len(train)), lengths].argmin()])
    return numpy.array(told)


def numbers(path):
    content = numpy.loadtxt(path, delimiter=",", ndmin=2)
    return content[:, 1:], content[:, 0].astype(int)


def texts(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["text"] for row in rows], numpy.array([row["label"] for row in rows])


def main():
    start = time.monotonic()
    peer, train, test = sys.argv[1:4]
    seconds, seed, channels = float(sys.argv[4]), int(sys.argv[5]), int(sys.argv[6])
    warnings.simplefilter("ignore")
    read = texts if peer == "tf-idf" else numbers
    (samples, labels), (asked, truth) = read(train), read(test)
    if peer == "1-nn":
        model = KNeighborsClassifier(1, algorithm="brute")
        told = model.fit(numpy.nan_to_num(samples), labels).predict(numpy.nan_to_num(asked))
        setting = "Euclid, ended series filled with zeros"
    elif peer == "1-nn-dtw":
        shape = (channels, -1)
        told = warped(
            samples.reshape(len(samples), *shape), labels, asked.reshape(len(asked), *shape))
        setting = "dynamic time warping over all channels together, no window"
    else:
        if channels:
            samples, asked = numpy.nan_to_num(samples), numpy.nan_to_num(asked)
        model, setting = tuned(PEERS[peer](seed), samples, labels, seconds, seed, start)
        told = model.predict(asked)
    wrong = [int(row) for row in numpy.flatnonzero(told != truth)]
    print(json.dumps({"rows": len(truth), "wrong": wrong, "setting": setting}))


if __name__ == "__main__":
    main()
