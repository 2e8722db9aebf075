"""English: the model, the lexicons and the rules for quotes and risks."""

from __future__ import annotations

from caveat.language.en.parse import parse

__all__ = ["parse"]
