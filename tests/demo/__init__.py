"""Demonstrations that run from end to end, with real Git and the GitHub of the tests.

`make demo-github`: a year of issues (`year`, whose people are in `people`). `make demo-approvals`:
how pull requests are approved (`approvals`, played on a `stage`). Both have a copy of the live
registry, with made contacts (`registry`).
"""
