"""YAML without its traps: text in, plain strings, lists and mappings out, with the line of each.

`parsing` reads; `slips` says what somebody meant where YAML stumbles; `decoding` turns bytes into text; `shipped`
reads what comes with botcore.
"""

from botcore.strict_yaml.decoding import NotUtf8Error, decode
from botcore.strict_yaml.parsing import MAX_CHARACTERS, MAX_DEPTH, Document, Path, Tree, parse
from botcore.strict_yaml.shipped import read_shipped

__all__ = [
    "MAX_CHARACTERS",
    "MAX_DEPTH",
    "Document",
    "NotUtf8Error",
    "Path",
    "Tree",
    "decode",
    "parse",
    "read_shipped",
]
