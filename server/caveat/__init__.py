"""Caveat: who said what in a news article, and where somebody says that something could go wrong."""

from __future__ import annotations

__version__ = "0.1.0"
