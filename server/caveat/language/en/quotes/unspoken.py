"""Words inside marks that nobody says, told by rules: terms, titles of works, crossheads.

In: a stretch with its surroundings. What no rule tells is left to the model (`speech`).
"""

from __future__ import annotations

from collections.abc import Sequence

from caveat.language.en.quotes.speech import is_title, neighbour, word_at
from caveat.language.en.quotes.stretches import Marked
from caveat.language.en.syntax import Syntax
from caveat.language.lexicon import word_set

NAMING = word_set("call dub term label name nickname title christen brand")
OWN = word_set("its their our")
NOUNS = word_set("NN NNS NNP NNPS")

WORKS = word_set(
    "album anthem book documentary film movie musical novel play podcast program programme series"
    " show sitcom song"
)
WRITINGS = word_set("column commentary editorial essay op-ed")
"""Often named by what reads like speech: her commentary, “Tell your story,” is thoughtful."""

BEARERS = word_set("actor actress co-star hat hats movie shirt shirts star t-shirt t-shirts")
"""Behind a title or a slogan: the “Long Rain” star, a “Dam Now” hat."""

NAMES = word_set("NNP NNPS CD")
GENITIVE = word_set("'s ’s")

CROSSHEAD = 9
"""Words of the longest line that stands between paragraphs to catch the eye."""

SINGLE = word_set("' ‘")


def named_term(syntax: Syntax, part: Marked) -> list[int]:
    """The tokens of a term that is only being named (they call it “open source” in the brochure),
    with the phrases beside it; none for any other stretch.

    "They call it “a disgrace”" names nothing: it judges. But who calls *its own* thing so names it,
    whatever the word: the company calls its containers “garden-sized”.
    """
    tokens = range(part.first, part.last)
    top = next((i for i in tokens if not part.first <= syntax.heads[i] < part.last), part.first)
    verb = syntax.heads[top]
    if syntax.deps[top] == "appos":
        verb = syntax.heads[verb]
    if syntax.lemmas[verb] not in NAMING:
        return []
    own = any(
        syntax.lower[owner] in OWN
        for thing in syntax.children[verb]
        for owner in syntax.children[thing]
    )
    named = syntax.tags[top] in NOUNS and not any(syntax.tags[i] == "DT" for i in tokens)
    if not own and not named:
        return []
    beside = [c for c in syntax.children[verb] if (own and c > verb) or syntax.deps[c] == "prep"]
    return [i for each in (top, *beside) for i in range(syntax.left[each], syntax.right[each] + 1)]


def names_work(syntax: Syntax, part: Marked) -> bool:
    """Whether a stretch is a name by the words beside it: a commentary's, or in capitals: the
    podcast “So, We Met”, on Channel 4's “Meet the Town”, a “Dam Now” hat.
    """
    before, passed = neighbour(syntax, part, part.first - 1, -1)
    at = part.first - 1 - passed
    if before == "," and word_at(syntax, part, at - 1) in WRITINGS:
        return syntax.deps[at - 1] != "pobj"  # "He wrote in his column, “We are lost.”"
    words = [i for i in range(part.first, part.last) if syntax.words[i][0].isalnum()]
    if not is_title(syntax, words):
        return False
    if neighbour(syntax, part, part.last, 1)[0] in BEARERS:
        return True
    if before == ",":
        return word_at(syntax, part, at - 1) in WORKS
    if not GENITIVE.isdisjoint(syntax.lower[at + 1 : part.first]):
        while at > 0 and syntax.tags[at] in NAMES:
            at -= 1
    return before in WORKS or word_at(syntax, part, at) == "on"


def crossheads(syntax: Syntax, marked: Sequence[Marked]) -> frozenset[int]:
    """The first tokens of those stretches that are lines of their own between paragraphs: short, in
    single marks, where the article quotes in double ones.
    """
    if all(part.stretch.mark in SINGLE or part.laid for part in marked):
        return frozenset()
    return frozenset(
        part.first
        for part in marked
        if part.stretch.mark in SINGLE
        and syntax.blocks[part.first] > 0
        and part.block.kind == "paragraph"
        and part.stretch.start - part.block.start == len(part.stretch.mark)
        and not any(c.isalnum() for c in syntax.text[part.stretch.end : part.block.end])
        and len(syntax.text[part.stretch.start : part.stretch.end].split()) <= CROSSHEAD
    )
