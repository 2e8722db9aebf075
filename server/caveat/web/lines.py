"""An analysis as lines of JSON: the opening of a long article, then the whole.

One object a line: `{"part": analysis}`, then `{"analysis": analysis}` or `{"problem": problem}`,
since a refusal that comes after the first line can no longer be told by the status.
"""

from __future__ import annotations

from collections.abc import Generator

from caveat.refusals import RefusedError
from caveat.worker.analyst import GoneError
from caveat.worker.answer import Answer, refusal

LINES = "application/x-ndjson"


def as_lines(part: Answer, rest: Generator[Answer]) -> Generator[bytes]:
    """The lines of a part and of what follows it; they end early where nobody waits any more."""
    try:
        yield _line("part", part)
        for answer in rest:
            yield _line("analysis" if answer.status == 200 else "problem", answer)
    except GoneError:
        return
    except RefusedError as error:
        yield _line("problem", refusal(error.problem))
    finally:
        rest.close()


def _line(name: str, answer: Answer) -> bytes:
    return b'{"%s": %s}\n' % (name.encode(), answer.body)
