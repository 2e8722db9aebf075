"""What can be wrong with a page that was read but holds nothing to analyse."""

from __future__ import annotations


class NoArticleError(ValueError):
    """The page has no main article: a home page, a search result, a shop, a login."""
