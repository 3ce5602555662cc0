"""TEMPORARY"""


def describe(release, settings):
    return []
