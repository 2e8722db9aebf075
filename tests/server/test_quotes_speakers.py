"""Who says it: from the words beside a quote to a person, or to nobody."""

from __future__ import annotations

import pytest

from caveat.domain import Quote
from caveat.pipeline import analyze_text


def quotes(text: str) -> tuple[Quote, ...]:
    return analyze_text(text).quotes


def named(text: str) -> list[tuple[str, str | None]]:
    """Each quote that has marks, by its first three words, with the name of its speaker."""
    return [
        (" ".join(text[q.start : q.end].split()[:3]), q.speaker.name if q.speaker else None)
        for q in quotes(text)
        if q.kind != "indirect"
    ]


DAM = (
    "Marta Lindqvist, the river board’s chief engineer, inspected the dam at Orrin Falls on Monday."
)


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ("said Marta Lindqvist", "Marta Lindqvist"),
        ("Lindqvist said", "Marta Lindqvist"),
        ("Ms. Lindqvist told reporters", "Marta Lindqvist"),
        ("she said", "Marta Lindqvist"),
        ("the engineer said", "Marta Lindqvist"),
        ("a spokesman for the ministry said", "a spokesman for the ministry"),
        ("experts say", "experts"),
        ("they said", None),
    ],
)
def test_the_mention_becomes_the_fullest_name_and_a_group_stays_as_it_is(
    beside: str, name: str | None
) -> None:
    text = f"{DAM}\n\n“The wall will hold until the spring,” {beside}."
    assert named(text) == [("The wall will", name)]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Marta Lindqvist Hammers River Board Boss: ‘You Had Your Warning’", "Marta Lindqvist"),
        ("River Engineer Lindqvist Tells Board ‘You Had Your Warning’", "Marta Lindqvist"),
        ("Frightened Parents Rally Nationwide: ‘They Should Mend Our Dam’", None),
    ],
)
def test_a_headline_in_capitals_is_no_name(headline: str, name: str | None) -> None:
    ((_, found), *_) = named(f"{headline}\n\n{DAM} She found two cracks in the wall.")
    assert found == name


def test_mention_and_description_are_the_article_s_own_words() -> None:
    text = f"{DAM}\n\n“The wall will hold until the spring,” Lindqvist said."
    (quote,) = (quote for quote in quotes(text) if quote.kind == "direct")
    assert quote.speaker is not None
    assert quote.speaker.mention is not None
    assert text[quote.speaker.mention.start : quote.speaker.mention.end] == "Lindqvist"
    assert quote.speaker.description == "the river board’s chief engineer"


def test_a_title_before_the_name_describes_it_and_is_no_part_of_it() -> None:
    text = "“The wall will hold until the spring,” said chief engineer Marta Lindqvist."
    (quote,) = quotes(text)
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.description) == ("Marta Lindqvist", "chief engineer")


def test_the_office_of_a_company_finds_the_one_who_holds_it() -> None:
    text = (
        "Ada Brook has published a plan for the next ten years of search.\n\n"
        "“We want machines that ask before they act,” the Orbit CEO said on Monday.\n\n"
        "Orbit CEO Ada Brook founded the company in a garage in 2011."
    )
    assert named(text) == [("We want machines", "Ada Brook")]


def test_a_clause_that_describes_does_not_hide_the_name() -> None:
    text = (
        "Hugh Hill, a doctor, said: “The wards have been full since the first week of May.\n\n"
        "“We have sent people home who should have stayed.”"
    )
    assert named(text) == [("The wards have", "Hugh Hill"), ("We have sent", "Hugh Hill")]


def test_two_of_one_surname_are_told_apart() -> None:
    text = (
        "John Hale and his wife, Ruth Hale, run the ferry together.\n\n"
        "“We have never missed a day in eleven years,” Mrs. Hale said."
    )
    assert named(text) == [("We have never", "Ruth Hale")]


def test_a_second_sentence_belongs_to_the_speaker_of_the_first() -> None:
    text = "“The wall will hold,” said Marta Lindqvist, the engineer. “Nobody needs to leave.”"
    assert named(text) == [
        ("The wall will", "Marta Lindqvist"),
        ("Nobody needs to", "Marta Lindqvist"),
    ]


def test_a_quote_split_by_its_clause_is_one_in_two_parts() -> None:
    text = "“The wall,” said Marta Lindqvist, “will hold until the spring if nobody touches it.”"
    found = quotes(text)
    assert [quote.continues for quote in found] == [None, 0]
    assert {quote.speaker.name for quote in found if quote.speaker} == {"Marta Lindqvist"}


def test_a_quote_goes_on_over_paragraphs_with_marks_opened_again() -> None:
    text = (
        "“We looked at every stone of it,” Marta Lindqvist said. “It was built well.\n\n"
        "“But it was built a century ago, for another river.\n\n"
        "“That river is gone.”"
    )
    found = quotes(text)
    assert [quote.continues for quote in found] == [None, 0, 1, 2]
    assert {quote.speaker.name for quote in found if quote.speaker} == {"Marta Lindqvist"}
    assert all(quote.speaker for quote in found)


def test_he_added_goes_on_with_the_same_person() -> None:
    text = (
        "“The wall will hold until the spring,” said Tom Okafor.\n\n"
        "“After that I would not sleep below it,” he added."
    )
    assert named(text) == [("The wall will", "Tom Okafor"), ("After that I", "Tom Okafor")]


def test_speakers_alternate() -> None:
    text = (
        "“Did you see the water in the cellar?” asked Marta Lindqvist.\n\n"
        "“I saw it on Sunday,” said Tom Okafor.\n\n"
        "“And you told nobody about it?” Lindqvist asked.\n\n"
        "“Nobody wanted to know,” Okafor said."
    )
    assert [name for _, name in named(text)] == ["Marta Lindqvist", "Tom Okafor"] * 2


def test_a_pronoun_without_anybody_named_names_nobody() -> None:
    text = "“The wall will hold until the spring,” he said."
    assert named(text) == [("The wall will", None)]
    (quote,) = analyze_text(text).quotes
    assert quote.speaker is not None
    assert quote.speaker.mention is not None
    assert text[quote.speaker.mention.start : quote.speaker.mention.end] == "he"


def test_words_that_nobody_is_said_to_say_have_no_speaker() -> None:
    text = "“The wall will hold until the spring.”\n\nThe river rose again on Monday night."
    assert [name for _, name in named(text)] in ([], [None])


def test_one_unbalanced_mark_costs_no_other_quote() -> None:
    text = (
        "The sign said “closed, and the door was.\n\n"
        "“The wall will hold until the spring,” said Marta Lindqvist.\n\n"
        "“Nobody needs to leave the town,” she added."
    )
    assert named(text)[-2:] == [
        ("The wall will", "Marta Lindqvist"),
        ("Nobody needs to", "Marta Lindqvist"),
    ]


def test_a_name_behind_an_office_is_the_name() -> None:
    text = "“The wall will hold until the spring,” said their engineer, Marta Lindqvist."
    (quote,) = quotes(text)
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.description) == ("Marta Lindqvist", "their engineer")


def test_a_verb_that_looks_like_a_noun_still_has_its_subject() -> None:
    text = (
        "Marta Lindqvist inspected the dam on Monday.\n\n"
        "“It was built for another river than this one,” Lindqvist notes."
    )
    assert named(text) == [("It was built", "Marta Lindqvist")]


def test_blanks_before_a_name_describe_nobody() -> None:
    text = "“The wall will hold until the spring,” said the mayor,\u00a0 Ada Brook, on Monday."
    assert [q.speaker.description for q in quotes(text) if q.speaker] in ([None], ["the mayor"])


def test_a_town_or_a_company_is_not_the_one_who_speaks_as_he() -> None:
    text = (
        "Corrigan Flats, a town of 8,400, is holding its breath, according to Superintendent Wade"
        " Lindholm.\n\n“People here remember the mill,” he said."
    )
    assert named(text) == [("People here remember", "Wade Lindholm")]


def test_a_pronoun_means_the_person_of_the_paragraph_before_not_of_one_farther_off() -> None:
    text = (
        "“Reach for your coat,” said Ruaridh Penn at a party lunch in Kell.\n\n"
        "Colleagues say that the bill may change. Neither would satisfy Duncan Harrow, who fears a"
        " delay.\n\n“I was a whip for eleven years,” he said."
    )
    assert named(text)[-1] == ("I was a", "Duncan Harrow")


def test_the_chief_executive_is_whom_the_article_calls_so() -> None:
    text = (
        "“We do not trust the furnace,” Chief Executive Laurel Dietz told analysts.\n\n"
        "Ines Calloway, who follows the company, was not surprised.\n\n"
        "The chief executive called each of the customers. “I told them the truth about it,” she"
        " said."
    )
    assert named(text)[-1] == ("I told them", "Laurel Dietz")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Orrin Power bought the dam in May. Orrin Power Cards are sold in its shop.\n\n"
            "“The wall will hold,” Orrin said.",
            "Orrin",
        ),
        (
            "Meeting Lindqvist at the dam: what we learned. Marta Lindqvist built it.\n\n"
            "“The wall will hold,” Lindqvist said.",
            "Marta Lindqvist",
        ),
        (
            "Prince Edmund came to the dam on Monday with Gerald Falk, who built it.\n\n"
            "“The wall will hold,” Edmund said.",
            "Prince Edmund",
        ),
        (
            "Su-Lin Weiss, a reporter, went to the dam.\n\n“The wall will hold,” Weiss wrote.",
            "Su-Lin Weiss",
        ),
        (
            "The dam was built by the envoy to Norland Marta Lindqvist.\n\n"
            "“The wall will hold,” Lindqvist said.",
            "Marta Lindqvist",
        ),
        (
            "“The wall will hold,” Falls-based engineers said.",
            "Falls-based engineers",
        ),
        (
            "The ministry checked the dam. The ministry said it was safe. It is old.\n\n"
            "“The wall will hold,” it said.",
            "The ministry",
        ),
        (
            "Several residents said they would leave. “The wall will not hold,” they said.",
            "Several residents",
        ),
    ],
)
def test_the_fullest_name_is_a_name_of_the_one_who_speaks(text: str, name: str) -> None:
    assert [quote.speaker and quote.speaker.name for quote in analyze_text(text).quotes][-1] == name


def test_of_all_persons_the_only_woman_is_she_however_far_off() -> None:
    text = "\n\n".join(
        [
            "Marta Lindqvist built the dam.",
            "Gerald Falk owns it.",
            *["The water rises every spring, and the town knows it."] * 5,
            "“The wall will hold until the spring,” she said.",
        ]
    )
    assert named(text) == [("The wall will", "Marta Lindqvist")]


@pytest.mark.parametrize(
    "text",
    [
        "I think that the new phone is better than the old one.",
        "You know that the water rises in spring.",
        "The mouse lets me know that it wants to be charged.",
        "Dangling ropes suggest that there is a way up the wall.",
        "No one knows how much water the wall can hold.",
    ],
)
def test_authors_readers_things_and_nobody_report_nothing(text: str) -> None:
    assert analyze_text(text).quotes == ()


def test_it_is_the_note_and_not_the_doctor_before_it() -> None:
    text = (
        "Her doctor told her that it would take months.\n\n"
        "Her brother taped a note to the window. “Marta loved this dam,” it reads."
    )
    assert named(text) == [("Marta loved this", None)]


def test_who_is_named_by_surname_alone_is_a_person_whatever_the_given_name() -> None:
    text = (
        "Zorvina Abasolo met Gerald Falk at the dam. The wall would hold, Abasolo said."
        "\n\n“I will sleep under it,” she said."
    )
    assert named(text)[-1][1] == "Zorvina Abasolo"


@pytest.mark.parametrize("dateline", ["BERLIN — ", "LEEDS, England — ", "LEEDS (Reuters) - "])
def test_the_place_of_a_dateline_says_nothing_and_is_no_part_of_what_is_said(dateline: str) -> None:
    text = (
        f"{dateline}“The wall will hold until spring and nobody needs to leave.”\n\n"
        "The dam was built in 1902."
    )
    assert named(text) == [("The wall will", None)]


def test_who_only_owns_a_thing_beside_a_report_does_not_say_it() -> None:
    text = (
        "There is an argument against open models: they can erode a company’s competitive edge by"
        " allowing rivals to copy, fine-tune, or commoditize its core technology."
    )
    assert quotes(text) == ()
