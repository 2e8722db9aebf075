"""Caveat: who said what in a news article, and what somebody says could go wrong."""

from __future__ import annotations

__version__ = "0.1.0"
