"""What can be wrong with a page before anything is read from it."""

from __future__ import annotations


class UnreadablePageError(ValueError):
    """The page cannot be parsed. The message is a sentence for the user that says what to do."""
