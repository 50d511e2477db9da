"""Reference values for shared/personal/nearest-topic.ts by scikit-learn's TfidfVectorizer.

The vocabulary and document frequencies are those of the earlier messages; the opening message is only
transformed. Words are taken as Unicode word characters, one letter included, where scikit-learn's default
asks for two; the texts avoid apostrophes and hyphens, about which it and Unicode's word boundaries disagree.

Run: python3 tf-idf.py > tf-idf.json   (scikit-learn 1.9.1)
"""

import json

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

CASES = {
    "everyday": {
        "earlier": [
            "How do I bake bread without yeast?",
            "What should I plant in my garden this spring?",
            "Is it wrong to lie to protect a friend?",
            "Bread, bread and more bread: which flour is best for bread?",
            "Tell me about the garden city movement in England",
        ],
        "openings": ["Which bread can I bake in spring?", "friend", "Quantum chromodynamics", "The Garden of England"],
    },
    "accents": {
        "earlier": ["Où est la Bibliothèque", "où est le café", "ÜBER den Wolken", "a a a b"],
        "openings": ["OÙ EST LE CAFÉ", "über wolken", "a b"],
    },
    "one": {"earlier": ["only this"], "openings": ["this only", "that"]},
}


def similarities(earlier, openings):
    vectorizer = TfidfVectorizer(token_pattern=r"(?u)\b\w+\b")
    documents = vectorizer.fit_transform(earlier)
    return cosine_similarity(vectorizer.transform(openings), documents).tolist()


if __name__ == "__main__":
    print(json.dumps({name: {**case, "similarities": similarities(**case)} for name, case in CASES.items()}, indent=2, ensure_ascii=False))
