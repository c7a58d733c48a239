"""tp3: content governance in Git.

A folder is a layer; each may import what stands below it:
cli > publish > store | text > rules > model.
"""

__version__ = "0.1.0"
