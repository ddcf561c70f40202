"""The catalogue of words has no gap: see tools/words.py."""
from words import findings_of


def gaps(tree):
    for path, line, advice in findings_of(tree.root):
        yield path, line, "words", advice
