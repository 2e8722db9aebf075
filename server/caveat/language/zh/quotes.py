"""The quotes of Chinese text with their speakers.

A block is read part by part. A cue opens a report, which goes on to the end of the sentence or to
the next cue beside it; speech inside marks that comes first waits for the clause behind it. What a
report holds is direct where all of it stands inside marks, mixed where some of it does, else
indirect. Without a speaker only speech inside marks is a quote.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from caveat.domain import Block, Quote, QuoteKind, Span, Speaker
from caveat.language.zh.clauses import (
    PRONOUNS,
    STOPS,
    TERMINAL,
    Part,
    parts_of,
    subject,
)
from caveat.language.zh.content import is_thing, linked, span, without
from caveat.language.zh.cues import Cue, cue_of
from caveat.language.zh.interview import Interview
from caveat.language.zh.names import Names
from caveat.language.zh.parse import Document
from caveat.language.zh.words import Word
from caveat.quotes.marks import Stretch, stretches

FEWEST_CHARACTERS = 4
"""Shorter reports say nothing."""

TRIMMED = " \u3000，,。；;：:、"
LONGEST_LABEL = 16
"""Characters of a name before a colon."""

SAYING = "vadpil"
"""Tags of which a reported clause has one: without such a word it is a noun."""


@dataclass(slots=True)
class _Report:
    """What a cue has opened: whose words, where they begin, how they were introduced.

    `holds`: something of them has been read.
    """

    speaker: Speaker | None
    cue: Span | None
    start: int
    perfect: bool = False
    hearsay: bool = False
    holds: bool = False


def quotes_in(document: Document, blocks: Sequence[Block]) -> list[Quote]:
    """Quotes in the order of the text; `continues` counts within the list."""
    names = Names(document.text, document.words)
    interview = Interview(document, blocks)
    quotes: list[Quote] = []
    carried: Speaker | None = None
    for block in blocks:
        names.next_block()
        words = document.words_within(block.start, block.end)
        answer = interview.answer(block, names)
        if answer is not None:
            quotes.append(answer)
        elif words and not interview.asks(block):
            reader = _Block(document.text, block, words, names, carried)
            first = len(quotes)
            quotes += [
                quote
                if quote.continues is None
                else replace(quote, continues=quote.continues + first)
                for quote in reader.quotes()
            ]
            if carried is not None and len(quotes) > first and first:
                quotes[first] = replace(quotes[first], continues=first - 1)
            carried = reader.carried
    return quotes


def _opening(part: Stretch) -> int:
    return part.start


class _Block:
    """One block, as quotes are found in it. `carried`: who goes on speaking in the next block."""

    def __init__(
        self,
        text: str,
        block: Block,
        words: Sequence[Word],
        names: Names,
        carried: Speaker | None,
    ) -> None:
        self._text = text
        self._block = block
        self._words = words
        self._starts = [word.start for word in words]
        self._names = names
        self._stretches = stretches(text, block.start, block.end)
        self._parts = parts_of(text, words, self._stretches)
        self._headline = not any(mark in STOPS for part in self._parts[-1:] for mark in part.after)
        self._found: list[tuple[Quote, Span | None]] = []
        self._report: _Report | None = None
        self._waiting: list[Stretch] = []
        self._subject: Speaker | None = None
        self._sentence = block.start
        self._last: Speaker | None = carried
        self._goes_on = carried is not None
        self.carried: Speaker | None = None

    def quotes(self) -> list[Quote]:
        """The quotes of the block, in order."""
        for number, part in enumerate(self._parts):
            if part.stretch is not None:
                self._speech(part.stretch)
            else:
                self._clause(number, part)
            if self._ends_sentence(number):
                self._end_sentence(part.end + (part.stretch is not None and part.stretch.closed))
        final = self._parts[-1].stretch if self._parts else None
        self._end_sentence(self._block.end)
        if final is not None and not final.closed and final.mark not in "\"'":
            self.carried = self._last
        return linked(self._found)

    def _clause(self, number: int, part: Part) -> None:
        cue = cue_of(part)
        behind = bool(self._waiting) and self._report is None
        if cue is not None and behind and (cue.ends or part.after[:1] in ("", "。")):
            speaker = self._speaker(cue)
            where = span(cue.verb)
            for stretch in self._waiting:
                self._add(stretch.start, stretch.end, "direct", speaker, where)
            self._waiting = []
            self._last, self._goes_on = speaker, True
            self._report = _Report(speaker, where, cue.content)
        elif cue is not None and self._is_afterthought(cue, part):
            speaker = self._speaker(cue)
            self._report = _Report(speaker, span(cue.verb), self._sentence)
            self._close(part.start)
            self._report = None
        elif cue is not None and self._opens(cue):
            self._close(part.start)
            self._drop_waiting()
            speaker = self._speaker(cue)
            self._report = _Report(
                speaker, span(cue.verb), cue.content, cue.perfect, cue.hearsay, not cue.ends
            )
        elif self._report is None:
            self._drop_waiting()
            self._unreported(number, part)
        else:
            self._report.holds = True

    def _unreported(self, number: int, part: Part) -> None:
        """A clause that reports nothing: its subject may speak later, or stand before a colon."""
        first, last = subject(part.words, len(part.words))
        speaker = self._names.speaker(part.words[first:last])
        follows = self._parts[number + 1] if number + 1 < len(self._parts) else None
        if part.after[:1] in ("：", ":") and follows is not None:
            label = last == len(part.words) and part.end - part.start <= LONGEST_LABEL
            spoken = follows.stretch is not None and self._is_sentence(follows.stretch)
            subject_or_none = speaker or (self._subject if first == last else None)
            titled = part.words[0].text == "《"
            somebody = subject_or_none or (first < last and part.words[first].text in PRONOUNS)
            if (label and self._headline and speaker and not titled) or (spoken and somebody):
                self._report = _Report(subject_or_none, None, follows.start)
                return
        if speaker is not None:
            self._subject = speaker

    def _is_afterthought(self, cue: Cue, part: Part) -> bool:
        """Whether a cue closes a sentence that nobody else reports (大坝不会蓄水，林致远说。)."""
        closes = cue.ends and part.after[:1] in STOPS and bool(part.after)
        alone = self._report is None and not self._waiting and not cue.hearsay
        return closes and alone and bool(cue.speaker) and self._sentence < part.start

    def _opens(self, cue: Cue) -> bool:
        """Whether a cue reports by itself, and not within what another one reports."""
        report = self._report
        if report is None:
            return bool(cue.speaker) or self._subject is not None or cue.carries_on
        if (cue.carries_on and report.holds) or (report.perfect and not cue.speaker):
            return True
        return report.hearsay and not report.holds and bool(cue.speaker)

    def _speaker(self, cue: Cue) -> Speaker | None:
        if cue.speaker:
            self._subject = self._names.speaker(cue.speaker)
        elif self._subject is None and cue.carries_on:
            self._subject = self._last
        return self._subject

    def _speech(self, stretch: Stretch) -> None:
        if self._report is None:
            self._waiting.append(stretch)
        elif self._is_sentence(stretch) and self._behind_colon(stretch):
            self._close(stretch.start)
            self._add(stretch.start, stretch.end, "direct", self._report.speaker, self._report.cue)
            self._last, self._goes_on = self._report.speaker, True
            self._report.start = stretch.end + stretch.closed
        else:
            self._report.holds = True

    def _close(self, end: int) -> None:
        """End the report before `end`, and keep what it holds."""
        report = self._report
        if report is None:
            return
        start = report.start
        while start < end and self._text[start] in TRIMMED:
            start += 1
        while end > start and self._text[end - 1] in TRIMMED + "“「『":
            end -= 1
        first = bisect_left(self._stretches, start, key=_opening)
        last = bisect_left(self._stretches, end, first, key=_opening)
        inside = [part for part in self._stretches[first:last] if part.end <= end + 1]
        plain = without(self._text, start, end, inside)
        if inside and not plain.strip(TRIMMED + '“”「」『』"‘’。！？!?…'):
            for part in inside:
                if part.end - part.start >= FEWEST_CHARACTERS or self._is_sentence(part):
                    self._add(part.start, part.end, "direct", report.speaker, report.cue)
        elif report.speaker is not None and self._says(start, end, report, inside):
            self._add(start, end, "mixed" if inside else "indirect", report.speaker, report.cue)
        else:
            return
        self._last = report.speaker

    def _says(self, start: int, end: int, report: _Report, inside: Sequence[Stretch]) -> bool:
        if report.perfect:
            return any(part.end - part.start >= FEWEST_CHARACTERS for part in inside)
        words = self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        if is_thing(words):
            return False
        return end - start >= FEWEST_CHARACTERS and any(word.tag[0] in SAYING for word in words)

    def _ends_sentence(self, number: int) -> bool:
        part = self._parts[number]
        if any(mark in STOPS for mark in part.after):
            return True
        if part.stretch is None or self._text[part.end - 1] not in STOPS or part.after:
            return self._headline and part.after[:1].isspace()
        follows = self._parts[number + 1] if number + 1 < len(self._parts) else None
        if follows is None or follows.stretch is not None:
            return self._report is not None
        cue = cue_of(follows)
        return self._report is not None or cue is None or not (cue.speaker or cue.carries_on)

    def _end_sentence(self, end: int) -> None:
        self._close(end)
        self._drop_waiting()
        self._report = None
        self._subject = None
        self._sentence = end

    def _drop_waiting(self) -> None:
        """Speech that no clause claims: the speaker goes on, or it is a whole block, or nothing."""
        for stretch in self._waiting:
            if self._is_sentence(stretch) and (self._goes_on or self._begins(stretch)):
                self._add(stretch.start, stretch.end, "direct", self._last, None)
        self._waiting = []

    def _begins(self, stretch: Stretch) -> bool:
        return stretch.start - len(stretch.mark) <= self._words[0].start

    def _behind_colon(self, stretch: Stretch) -> bool:
        before = stretch.start - len(stretch.mark) - 1
        return before >= 0 and self._text[before] in "：:"

    def _is_sentence(self, stretch: Stretch) -> bool:
        return self._text[stretch.end - 1] in TERMINAL

    def _add(
        self, start: int, end: int, kind: QuoteKind, speaker: Speaker | None, cue: Span | None
    ) -> None:
        if end > start:
            self._found.append((Quote(start, end, kind, speaker, cue), cue))
