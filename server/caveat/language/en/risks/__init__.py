"""Risk claims in English: lexicons, rules over the parse, and the weights learned on them."""

from __future__ import annotations
