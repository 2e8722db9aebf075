"""A date as pages write it → ISO 8601, with as much as it says: no time or zone is made up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
MONTHS = {name[:3]: number for number, name in enumerate(MONTH_NAMES, start=1)} | {
    **{name: number for number, name in enumerate(MONTH_NAMES, start=1)},
    "sept": 9,
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
WRITTEN = (
    re.compile(rf"\b(?P<month>{MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{MONTH})\.?,? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]"),
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
"""Only orders that cannot be misread: 03/04/2019 is two days, depending on the country."""

IN_PATH = re.compile(r"/(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?=[/_-]|\Z)")
FIRST_YEAR = 1990
MAX_LENGTH = 80
"""Longer than this it is not a date but a text with one in it."""


def iso_date(written: str | None) -> str | None:
    """The date or time that `written` (an attribute, a short line) stands for; None for none."""
    if not written:
        return None
    written = " ".join(written.split())
    if len(written) > MAX_LENGTH:
        return None
    for moment in _moments(written):
        if moment.year >= FIRST_YEAR:
            return moment.isoformat()
    return None


def date_in_url(url: str | None) -> str | None:
    """The day in a path like /2019/11/19/."""
    match = IN_PATH.search(url[:2000]) if url else None
    day = _day(match) if match else None
    return day.isoformat() if day else None


def _moments(written: str) -> Iterator[date]:
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        yield moment.date() if re.fullmatch(r"[\d-]{8,10}", written) else moment
    for pattern in WRITTEN:
        match = pattern.search(written)
        if match and (day := _day(match)):
            yield day
    with suppress(ValueError, IndexError, TypeError):
        yield parsedate_to_datetime(written)


def _day(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    try:
        return date(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None
