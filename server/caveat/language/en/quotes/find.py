"""The quotes of an English document with their speakers.

The way of it: stretches inside marks → which words are reported content → which stretches are
speech → pieces → who says each → names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from spacy.tokens import Doc

from caveat.domain import Block, Quote, Span
from caveat.language.en.quotes.content import content_of
from caveat.language.en.quotes.mentions import SUBJECTS, cue_of, datelines, words_of
from caveat.language.en.quotes.names import Names
from caveat.language.en.quotes.pieces import CONTENT, Piece, pieces_of
from caveat.language.en.quotes.speakers import Said, Surroundings
from caveat.language.en.quotes.speech import speech_case
from caveat.language.en.quotes.stretches import Marked, marked_in, numbered, said_of
from caveat.language.en.quotes.turns import Judged, Turns, judge
from caveat.language.en.quotes.unspoken import crossheads, named_term, names_work
from caveat.language.en.syntax import Syntax, read_syntax
from caveat.quotes.model import Model, load_model

SPEECH = 0.5
"""From here a stretch of three words or more is taken for speech."""

SHORT_SPEECH = 0.7
"""The same for one or two words: these are nearly always terms, so the doubt is theirs."""

SHORT = 3

FINITE = frozenset(["VBD", "VBP", "VBZ", "MD"])
PHRASE = 5
"""Words from which a clause without a finite verb ("to build a wall by spring") says something."""

FEW = 3
"""Words or marks beside a title that make no report with it: the “Long Rain” star."""

NEAR = 3
"""Words above a report in the parse, among which that stands which owns it."""

NAMED = 0.3
"""Below this a mention is not believed to be the speaker of what is inside marks. Over five folds
0.99 of quotes have one that is, and 0.948 of these are right, another mention of the same person
counted as wrong; of those between 0.2 and 0.3 a third was right."""

NAMED_INDIRECT = 0.4
"""The same for words without marks (0.88 have one, 0.959 of these are right); where nobody reaches
it, or none but a pronoun that may mean anybody, nobody is said to say anything."""


@dataclass(frozen=True, slots=True)
class Models:
    """What was learned: reported content, quoted speech, speakers, their turns."""

    content: Model
    speech: Model
    speakers: Model
    turns: Model


@cache
def packaged_models() -> Models:
    """The models of the package. Loaded once."""
    folder = resources.files("caveat.language.en.quotes") / "models"
    names = ("content", "speech", "speakers", "turns")
    return Models(*(load_model(folder, name) for name in names))


def quotes_in(doc: Doc, blocks: Sequence[Block]) -> list[Quote]:
    """Quotes in the order of the text; `continues` counts within the list."""
    syntax = read_syntax(doc, blocks)
    return find_quotes(syntax, blocks, packaged_models())


def find_quotes(syntax: Syntax, blocks: Sequence[Block], models: Models) -> list[Quote]:
    """The same, with any models."""
    marked = marked_in(syntax, blocks)
    inside = numbered(marked, len(syntax))
    content = content_of(syntax, inside, models.content)
    for token in datelines(syntax):
        content[token] = 0.0
    around = Surroundings(syntax, inside, content)
    judged = judge(around, [said_of(part) for part in marked], models.speakers, in_order=True)
    spoken = _speech(syntax, marked, content, judged, models.speech)
    speech = {part.first: part for part, _ in spoken}
    others = [part for part in marked if part.first not in speech]
    pieces = [
        piece
        for piece in pieces_of(syntax, list(speech.values()), content, others)
        if piece.marked or _says_something(syntax, piece, inside)
    ]
    turns = Turns(around, [each for _, each in spoken]).speakers(models.turns)
    mentions = {
        part.first: mention if likely >= NAMED else None
        for (part, _), (mention, likely) in zip(spoken, turns, strict=True)
    }
    mentions |= _indirect(around, [piece for piece in pieces if not piece.marked], models.speakers)
    return _quotes(syntax, inside, pieces, mentions)


def _speech(
    syntax: Syntax,
    marked: Sequence[Marked],
    content: list[float],
    judged: Sequence[Judged],
    model: Model,
) -> list[tuple[Marked, Judged]]:
    """The stretches that are speech. Terms that are only named are struck from `content`."""
    cases = [
        speech_case(syntax, part, content, each.most)
        for part, each in zip(marked, judged, strict=True)
    ]
    found = []
    lines = crossheads(syntax, marked)
    for part, each, likely in zip(marked, judged, model.probabilities(cases), strict=True):
        words = len(syntax.text[part.stretch.start : part.stretch.end].split())
        term = named_term(syntax, part) if words < SHORT else []
        for token in term:
            content[token] = 0.0
        if term:
            continue
        if part.first in lines or (not part.laid and names_work(syntax, part)):
            _silence_alone(syntax, part, content)
            continue
        if part.laid:
            _silence_beside(syntax, part, content)
        if part.laid or likely >= (SPEECH if words >= SHORT else SHORT_SPEECH):
            found.append((part, each))
    return found


def _silence_beside(syntax: Syntax, part: Marked, content: list[float]) -> None:
    """Strike from `content` what stands beside speech in its block: a label, a signature."""
    for step, token in ((-1, part.first - 1), (1, part.last)):
        while 0 <= token < len(syntax) and syntax.blocks[token] == syntax.blocks[part.first]:
            content[token] = 0.0
            token += step


def _silence_alone(syntax: Syntax, part: Marked, content: list[float]) -> None:
    """Strike from `content` a stretch that nobody says, if hardly more would be reported."""
    beside: list[int] = []
    for token, step in ((part.first - 1, -1), (part.last, 1)):
        while 0 <= token < len(syntax) and syntax.sentences[token] == syntax.sentences[part.first]:
            if syntax.words[token][0].isalnum():
                if content[token] < CONTENT or len(beside) > FEW:
                    break
                beside.append(token)
            token += step
    if len(beside) <= FEW:
        for token in (*range(part.first, part.last), *beside):
            content[token] = 0.0


def _says_something(syntax: Syntax, piece: Piece, inside: Sequence[int]) -> bool:
    """Whether words are a statement, and no mere topic: "the deal" in "he described the deal" tells
    no reader what was said. What has marks in it tells how somebody puts it."""
    if any(inside[piece.first : piece.last]):
        return True
    tags = syntax.tags[piece.first : piece.last]
    if any(tag in FINITE for tag in tags):
        return True
    return any(tag.startswith("VB") for tag in tags) and piece.last - piece.first >= PHRASE


def _indirect(around: Surroundings, pieces: Sequence[Piece], model: Model) -> dict[int, int | None]:
    """By the first token of each piece without marks: the mention of its speaker."""
    said = [Said(piece.first, piece.last, False, True) for piece in pieces]
    return {
        each.said.first: each.best
        if each.most >= NAMED_INDIRECT and not _owns_another_thing(around.syntax, each)
        else None
        for each in judge(around, said, model, in_order=False)
    }


def _owns_another_thing(syntax: Syntax, judged: Judged) -> bool:
    """Whether the likeliest speaker only owns what has no part in the report: "it erodes *a
    company's* edge by allowing rivals to copy", unlike "*Brook's* hope that …".
    """
    owner, said = judged.best, judged.said
    if owner is None or syntax.deps[owner] != "poss":
        return False
    above = set()
    for token in range(said.first, said.last):
        while said.first <= token < said.last and syntax.heads[token] != token:
            token = syntax.heads[token]
        for _ in range(NEAR):
            above.add(token)
            token = syntax.heads[token]
    thing = syntax.heads[owner]
    return thing not in above and not (
        syntax.deps[thing] in SUBJECTS and syntax.heads[thing] in above
    )


def _quotes(
    syntax: Syntax,
    inside: Sequence[int],
    pieces: Sequence[Piece],
    mentions: Mapping[int, int | None],
) -> list[Quote]:
    """`mentions`: of each piece or, where it has marks, of its longest stretch."""
    names = Names(syntax, inside)
    quotes: list[Quote] = []
    last: dict[tuple[int, int | None], int] = {}
    answering: int | None = None
    for piece in pieces:
        longest = max(piece.marked, key=lambda part: part.last - part.first, default=piece)
        mention = mentions[longest.first]
        if mention is None and not piece.marked:
            continue
        speaker = cue = continues = None
        laid = piece.marked[0].laid if piece.marked else None
        block = syntax.blocks[piece.first]
        if laid and laid.label:
            speaker = names.labelled(laid.label)
        elif laid and laid.interviewed:
            speaker = names.interviewed
            continues = len(quotes) - 1 if answering == block - 1 else None
            answering = block
        elif mention is not None:
            words = words_of(syntax, mention, inside)
            verb = cue_of(syntax, mention)
            speaker = names.speaker(mention, words)
            if not piece.marked and (speaker is None or speaker.name is None):
                continue
            near = syntax.blocks[verb] == block and not inside[verb]
            cue = Span(syntax.starts[verb], syntax.ends[verb]) if near and verb != mention else None
            key = (mention, None if piece.marked else syntax.sentences[piece.first])
            continues = last.get(key)
            last[key] = len(quotes)
        quotes.append(Quote(piece.start, piece.end, piece.kind, speaker, cue, continues=continues))
    return quotes
