"""The body of a request for an analysis → the answer, whatever the body is.

Nothing but bytes goes in and out, so that this can run in a process of its own, which may be ended
at any moment: whatever a hostile page does to the parser or to the language model, it does there.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from jsonschema import ValidationError

from caveat.annotations.wire import Json, to_wire
from caveat.article.errors import NoArticleError
from caveat.language.reading import LANGUAGES
from caveat.page.errors import UnreadablePageError
from caveat.page.page import Page
from caveat.page.snapshot import page_from_snapshot
from caveat.pipeline import Analysis, analyze_page, analyze_selection
from caveat.refusals import BAD_REQUEST, INTERNAL, TOO_LARGE, Problem, RefusedError, not_understood
from caveat.schema import validate
from caveat.worker.answer import JSON, Answer, refusal

UNKNOWN_LANGUAGE = Problem(
    "unknown-language",
    422,
    "Unknown language",
    f"Caveat does not read this article's language yet, only {', '.join(LANGUAGES)}.",
)


WARM_UP = json.dumps(
    {
        "url": "",
        "title": "",
        "language": "en",
        "page": "<html><body><p>“The wall could fail,” said Ann Lee.</p></body></html>",
        "anyway": True,
    }
).encode()


def warm_up() -> None:
    """Load what is otherwise loaded at its first use: the weights and word lists of every step."""
    answer_to(WARM_UP)


def answer_to(body: bytes, send_part: Callable[[Answer], None] | None = None) -> Answer:
    """The answer to a request with this body. Raises nothing but what `send_part` raises.

    `send_part` is given what stands in the opening of a long article, before the rest is read.
    """
    try:
        asked = _understood(body)
        page = page_from_snapshot(asked["page"], asked["url"], asked["title"], asked["language"])

        def tell(opening: Analysis) -> None:
            if send_part and (opening.quotes or opening.risks):
                send_part(replace(_found(opening, page), part=True))

        analysis = _analysis(page, asked, tell if send_part else None)
        return _found(analysis, page) if analysis.languages else refusal(UNKNOWN_LANGUAGE)
    except RefusedError as error:
        return refusal(error.problem)
    except UnreadablePageError as error:
        return refusal(Problem("bad-request", 400, "Unreadable page", str(error)))
    except NoArticleError as error:
        return refusal(Problem("no-article", 422, "No article", str(error)))
    except (MemoryError, RecursionError) as error:
        return refusal(TOO_LARGE, _place(error))
    except Exception as error:
        return refusal(INTERNAL, _place(error))


def _found(analysis: Analysis, page: Page) -> Answer:
    wire = json.dumps(to_wire(analysis, page), ensure_ascii=False)
    # A lone surrogate, which no encoder takes, can come from a title that JSON has escaped.
    return Answer(200, JSON, wire.encode("utf-8", "replace"))


def _analysis(page: Page, asked: Json, tell: Callable[[Analysis], None] | None) -> Analysis:
    """Of what the reader asks for: the page's article, or what is selected."""
    selection = asked.get("selection")
    if selection is None:
        return analyze_page(page, anyway=asked.get("anyway", False), headline=True, tell=tell)
    return analyze_selection(page, [(each["start"], each["end"]) for each in selection])


def _understood(body: bytes) -> Json:
    """The request that the bytes say. Raises RefusedError."""
    try:
        asked = json.loads(body)
        validate(asked, "analysis-request")
    except (ValueError, RecursionError) as error:  # a number of many digits, too
        raise RefusedError(BAD_REQUEST) from error
    except ValidationError as error:
        raise not_understood(error) from error
    return dict(asked)


def _place(error: BaseException) -> str:
    """The kind of an error and the line that raised it; its message may hold the page's words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[-3:]]
    return f"{type(error).__name__} at {' > '.join(places)}"
