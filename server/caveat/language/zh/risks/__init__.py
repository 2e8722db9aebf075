"""Risk claims in Chinese, a first version by the frames that the English rules use."""

from __future__ import annotations
