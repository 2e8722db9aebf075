"""Speech told by layout: interviews, transcripts, block quotes, posts, headlines, captions."""

from __future__ import annotations

import pytest

from caveat.page.html_file import page_from_html
from caveat.pipeline import analyze_page, analyze_text

LEAD = (
    "<p>The dam above Orrin Falls needs two years of repairs, the river board said on Monday, and"
    " the town below it will have to live with the noise of the machines until it is done.</p>"
    "<p>The board has closed the road over the dam, and the school bus takes the bridge in the"
    " valley, which adds half an hour to the way, as it did in the years of the great flood.</p>"
)


def on_page(body: str) -> list[tuple[str, str | None]]:
    """Each direct or mixed quote on a page, with the name of its speaker."""
    html = (
        f"<html lang='en'><body><article><h1>Dam repairs</h1>{LEAD}{body}</article></body></html>"
    )
    analysis = analyze_page(page_from_html(html.encode()))
    return [
        (analysis.article.text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in analysis.quotes
        if q.kind != "indirect"
    ]


INTERVIEW = (
    "Amara Whitlock listens to recordings for a living.\n\n"
    "When did you notice that something had changed?\n\n"
    "Through a dog. I had a voicemail from a lawyer, and the dog barked the same bark twice.\n\n"
    "How good are the forgeries now?\n\n"
    "Good enough for anything short. We can tell them apart, but not for long.\n\n"
    "And you no longer pick up the phone?\n\n"
    "I let it ring, and I call back.\n\n"
    "Amara Whitlock is head of verification at the National Sound Archive."
)


def test_the_answers_of_an_interview_are_quotes_of_the_guest() -> None:
    found = [
        (INTERVIEW[q.start : q.end].split(".")[0], q.speaker.name if q.speaker else None)
        for q in analyze_text(INTERVIEW).quotes
        if q.kind == "direct"
    ]
    assert found == [
        ("Through a dog", "Amara Whitlock"),
        ("Good enough for anything short", "Amara Whitlock"),
        ("I let it ring, and I call back", "Amara Whitlock"),
    ]


def test_a_transcript_names_each_speaker_before_a_colon() -> None:
    text = (
        "Marta Lindqvist spoke to our reporter, Jorge Ramos. A part of it follows.\n\n"
        "RAMOS: Will the wall hold until the spring?\n\n"
        "LINDQVIST: It will, if nobody touches it.\n\n"
        "RAMOS: And if somebody does?\n\n"
        "LINDQVIST: Then we leave the town."
    )
    found = [
        (text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in analyze_text(text).quotes
        if q.kind == "direct"
    ]
    assert found == [
        ("Will the wall hold until the spring?", "Jorge Ramos"),
        ("It will, if nobody touches it.", "Marta Lindqvist"),
        ("And if somebody does?", "Jorge Ramos"),
        ("Then we leave the town.", "Marta Lindqvist"),
    ]


def test_a_transcript_may_open_marks_at_every_paragraph() -> None:
    text = (
        "Marta Lindqvist spoke to our reporter, Jorge Ramos. A part of it follows:\n\n"
        "“RAMOS: Will the wall hold until the spring?\n\n"
        "“LINDQVIST: It will, if nobody touches it.\n\n"
        "“But the gate is another matter, as I told the board.\n\n"
        "“RAMOS: And if somebody does touch it?\n\n"
        "“LINDQVIST: Then we leave the town.”\n\n"
        "The board meets again in May."
    )
    found = [
        (text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in analyze_text(text).quotes
        if q.kind == "direct"
    ]
    assert found == [
        ("Will the wall hold until the spring?", "Jorge Ramos"),
        ("It will, if nobody touches it.", "Marta Lindqvist"),
        ("But the gate is another matter, as I told the board.", "Marta Lindqvist"),
        ("And if somebody does touch it?", "Jorge Ramos"),
        ("Then we leave the town.", "Marta Lindqvist"),
    ]


@pytest.mark.parametrize("dash", ["—", "―", "–", "-", "--"])
def test_a_quote_that_is_a_paragraph_is_of_whom_it_is_signed_by(dash: str) -> None:
    text = (
        "We asked our readers about the dam.\n\n"
        f"“It will hold, and I will sleep under it.” {dash} Marta Lindqvist, Orrin Falls\n"
        f"“Nobody asked the fishermen, and we are the ones who lose.” {dash} Oskar Brandt\n"
    )
    found = [
        (text[q.start : q.end], q.speaker.name if q.speaker else None)
        for q in analyze_text(text).quotes
        if q.kind == "direct"
    ]
    assert found == [
        ("It will hold, and I will sleep under it.", "Marta Lindqvist"),
        ("Nobody asked the fishermen, and we are the ones who lose.", "Oskar Brandt"),
    ]


def test_signatures_may_be_paragraphs_of_their_own_but_one_alone_is_the_author_s() -> None:
    signed = (
        "Quotes of the week.\n\n“The wall will hold.”\n\n- Marta Lindqvist.\n\n"
        "“Then sleep under it.”\n\n- Oskar Brandt."
    )
    assert [q.speaker and q.speaker.name for q in analyze_text(signed).quotes] == [
        "Marta Lindqvist",
        "Oskar Brandt",
    ]
    bylined = (
        "Marta Lindqvist spoke last, and her answer was short.\n\n"
        "“The wall will hold.”\n\n- Oskar Brandt."
    )
    for quote in analyze_text(bylined).quotes:
        assert quote.speaker is None or quote.speaker.name == "Marta Lindqvist"


def test_a_list_of_wares_is_no_transcript() -> None:
    text = "\n\n".join(
        f"{label}: {ware} for ${price} (Originally ${price + 40})"
        for label, ware, price in [
            ("New Release", "The game of the dam and the town below it", 30),
            ("Price Drop", "The watch that knows how high the water is", 170),
            ("New Release", "The other game of the dam and the town", 40),
            ("Price Drop", "The lamp that shines while the wall holds", 20),
        ]
    )
    assert [quote for quote in analyze_text(text).quotes if quote.kind == "direct"] == []


def test_a_block_quote_is_of_whom_the_line_before_it_names() -> None:
    found = on_page(
        "<p>In a letter to the town, Marta Lindqvist wrote:</p>"
        "<blockquote><p>The wall will hold until the spring. Nobody needs to leave.</p>"
        "</blockquote>"
    )
    assert found == [
        ("The wall will hold until the spring. Nobody needs to leave.", "Marta Lindqvist")
    ]


def test_an_embedded_post_is_of_whom_it_is_signed_by() -> None:
    found = on_page(
        '<blockquote class="twitter-tweet"><p>The wall will hold. Go to bed.</p>'
        "— Marta Lindqvist (@martalindqvist) May 3, 2026</blockquote>"
    )
    assert found == [("The wall will hold. Go to bed.", "Marta Lindqvist")]


def test_a_heading_is_of_whom_the_article_has_saying_it() -> None:
    found = on_page(
        "<h2>“The wall will hold until the spring”</h2>"
        "<p>“The wall will hold until the spring,” said Marta Lindqvist, the chief engineer.</p>"
    )
    assert found == [
        ("The wall will hold until the spring", "Marta Lindqvist"),
        ("The wall will hold until the spring,", "Marta Lindqvist"),
    ]


def test_a_heading_is_not_of_who_spoke_before_it_but_of_who_says_its_words() -> None:
    found = on_page(
        "<p>The mayor, Tom Abara, said that the town was ready.</p>"
        "<h2>“My fears have come true”</h2>"
        "<p>Marta Lindqvist, the engineer, spoke last. “I feared this at the time. My fears"
        " have come true,” Lindqvist said.</p>"
    )
    assert ("My fears have come true", "Marta Lindqvist") in found


@pytest.mark.parametrize(
    ("heading", "speaker"),
    [
        ("‘The river took it all’: three towns cut off as the dam breaks", None),
        ("‘The river took it all’: Marta Lindqvist", "Marta Lindqvist"),
        ("Marta Lindqvist: ‘The river took it all’", "Marta Lindqvist"),
    ],
)
def test_a_heading_is_not_of_whom_it_tells_of_after_a_colon(
    heading: str, speaker: str | None
) -> None:
    found = on_page(
        f"<h2>{heading}</h2><p>Marta Lindqvist, the engineer of the dam, saw the flood coming.</p>"
    )
    assert found == [("The river took it all", speaker)]


def test_a_heading_s_quote_ends_with_it_before_a_paragraph_in_another_language() -> None:
    chinese = (
        "工程师表示,河上的旧水坝在春天之前仍然可以使用,但是两座桥墩上已经出现了裂缝,需要尽快修理。"
    )
    found = on_page(
        "<h2>Lindqvist says the town must be ‘careful with what we leave standing’, citing cracks"
        f" in two piers</h2><p>{chinese}</p>"
        "<p>Marta Lindqvist, the engineer of the dam, saw the cracks on Monday.</p>"
    )
    assert found[0] == (
        "the town must be ‘careful with what we leave standing’, citing cracks in two piers",
        "Marta Lindqvist",
    )


def test_a_headline_names_its_speaker_itself() -> None:
    text = "Dam will hold ‘until the spring at least’, engineer says\n\nThe river rose on Monday."
    (quote,) = (quote for quote in analyze_text(text).quotes if quote.kind != "indirect")
    assert quote.speaker is not None
    assert quote.speaker.name == "engineer"


def test_a_caption_may_quote() -> None:
    found = on_page(
        "<figure><img src='x.jpg' alt=''><figcaption>“It was built for another river,” says Marta"
        " Lindqvist, here at the northern gate of the dam.</figcaption></figure>"
    )
    assert ("It was built for another river,", "Marta Lindqvist") in found
