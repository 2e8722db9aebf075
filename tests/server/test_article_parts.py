"""What belongs to a news article and what only stands near it, part by part, on whole pages.

Two frames carry the same article, as publishers build them: one with names that tell what is what
and one with generated names that tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from caveat.article.extract import extract
from caveat.page.html_file import page_from_html

HEADLINE = "Dam above Orrin Falls will be closed for two years"
STANDFIRST = "The river board says that the wall is safe for now, but engineers doubt it."
PARAGRAPHS = (
    "The dam above Orrin Falls needs two years of repairs, the river board said on Monday, and the"
    " town below will have to live with the noise, the dust and a good deal of worry until then.",
    "“The wall could fail in a wet spring,” said Marta Lindqvist, the board’s chief engineer, who"
    " has inspected the dam every autumn since 2009. “Nobody should sleep easily below it.”",
    "Residents, many of whom have lived along the river for decades, were told to keep a bag"
    " packed, to learn the way to the school on the hill, and to listen for the sirens at night.",
    "The council, which paid for the first study, wants a second one before the spring floods, and"
    " has asked the ministry for three million crowns to pay for pumps, sandbags and boats.",
    "Engineers expect the work, which began last week, to end before the winter after next comes,"
    " though they warn that every month of rain would put the schedule back by about a week.",
    "Mr Berg, whose bakery stands beside the bridge, said that he would stay whatever happened,"
    " because his family had been through the flood of 1966 and had baked bread the next day.",
)
SUBHEAD = "What comes next"
RELATED = (
    "Bridge tolls to double from January",
    "Orrin Falls school wins national chess prize",
    "Farmers count their losses after hail",
)

NAMES = {
    "story": "article-body story-body",
    "headline": "headline",
    "lead": "standfirst",
    "byline": "byline",
    "caption": "caption",
    "gallery": "gallery slideshow",
    "newsletter": "newsletter-signup",
    "related": "related-stories",
    "more": "read-more",
    "comments": "comments",
    "cookie": "cookie-banner",
    "paywall": "paywall",
}
GENERATED = {part: f"css-{number}x{number * 7}k" for number, part in enumerate(NAMES, start=11)}
FRAMES = {"told": NAMES, "generated": GENERATED}


Names = dict[str, str]
Part = Callable[[Names], tuple[str, str, str]]
"""Given the class names, what stands before, within and after the article's text."""


def html(part: Part, names: Names) -> str:
    """A page with the article and with `part` in it."""
    before, within, after = part(names)
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(9))
    prose = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    return (
        '<html lang="en"><head>'
        f"<title>{HEADLINE} | The Orrin Herald</title>"
        '<meta property="og:type" content="article">'
        '<meta property="og:site_name" content="The Orrin Herald"></head><body>'
        f"<header><nav><ul>{links}</ul></nav></header><main><article>"
        f'<h1 class="{names["headline"]}">{HEADLINE}</h1>'
        f'{before}<div class="{names["story"]}">{"".join(prose[:3])}{within}'
        f"{''.join(prose[3:])}</div>"
        f"</article>{after}</main>"
        "<footer><p>© 2026 The Orrin Herald. All rights reserved.</p></footer></body></html>"
    )


def _links(names: Names, wrapped: str) -> str:
    items = "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(RELATED))
    return f'<{wrapped} class="{names["related"]}"><h3>Related</h3><ul>{items}</ul></{wrapped}>'


PARTS: dict[str, Part] = {
    "byline": lambda names: (
        f'<div class="{names["byline"]}">By Ada Park<br><time>20 November 2026</time></div>',
        "",
        "",
    ),
    "caption and credit": lambda names: (
        "",
        '<figure><img src="/dam.jpg" alt="The dam"><figcaption class="'
        f'{names["caption"]}">The dam in May. Photo: Bo Li/Reuters</figcaption></figure>',
        "",
    ),
    "gallery": lambda names: (
        "",
        f'<div class="{names["gallery"]}">'
        + "".join(
            f'<figure><img src="/{n}.jpg"><figcaption>{n} / 4 Orrin Falls in picture {n}'
            "</figcaption></figure>"
            for n in range(1, 5)
        )
        + "</div>",
        "",
    ),
    "read more": lambda names: (
        "",
        f'<p class="{names["more"]}"><a href="/x">Read more: {RELATED[0]}</a></p>',
        "",
    ),
    "newsletter": lambda names: (
        "",
        f'<div class="{names["newsletter"]}"><h3>The Orrin Briefing</h3>'
        "<p>Have the day’s headlines sent to you before seven."
        " Subscribe with your email address.</p>"
        '<form><input type="email"></form></div>',
        "",
    ),
    "related links within": lambda names: ("", _links(names, "aside"), ""),
    "related links below": lambda names: ("", "", _links(names, "section")),
    "comments": lambda names: (
        "",
        "",
        f'<section class="{names["comments"]}"><h2>3 Comments</h2>'
        + "".join(
            f"<div><b>river_rat{n}</b> <span>{n} hours ago</span><p>My cellar was wet twice"
            f" already, so what else is new, number {n}?</p><a href='#'>Reply</a></div>"
            for n in range(2, 5)
        )
        + "</section>",
    ),
    "cookies": lambda names: (
        "",
        "",
        f'<div class="{names["cookie"]}"><p>We use cookies to improve your experience. By going'
        " on you accept our cookie policy.</p><button>Accept</button></div>",
    ),
    "paywall": lambda names: (
        "",
        "",
        f'<div class="{names["paywall"]}"><h3>This story is for subscribers</h3>'
        "<p>Read on for one crown a month. Have an account? <a href='/login'>Sign in</a>.</p>"
        "</div>",
    ),
    "repeated block": lambda _: (
        "",
        '<p class="share">Send this article on by WhatsApp or Facebook</p>',
        '<p class="share">Send this article on by WhatsApp or Facebook</p>' * 2,
    ),
}
MARKS = {
    "byline": ("Ada Park", "20 November"),
    "caption and credit": ("The dam in May", "Reuters"),
    "gallery": ("in picture",),
    "read more": ("Read more",),
    "newsletter": ("Briefing", "before seven"),
    "related links within": ("Related", *RELATED),
    "related links below": ("Related", *RELATED),
    "comments": ("Comments", "cellar", "Reply"),
    "cookies": ("cookies",),
    "paywall": ("for subscribers", "one crown a month"),
    "repeated block": ("Send this article",),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("part", PARTS)
def test_what_only_stands_near_an_article_is_left_out(part: str, frame: str) -> None:
    text = extract(page_from_html(html(PARTS[part], FRAMES[frame]).encode())).text
    assert [mark for mark in MARKS[part] if mark in text] == []
    assert [paragraph for paragraph in PARAGRAPHS if paragraph not in text] == []
    assert "All rights reserved" not in text


KEPT = {
    "standfirst": (f'<p class="{{lead}}">{STANDFIRST}</p>', "", (STANDFIRST,)),
    "lead in bold": (
        "",
        f"<p><strong>{STANDFIRST}</strong></p>",
        (STANDFIRST,),
    ),
    "subhead": ("", f"<h2>{SUBHEAD}</h2>", (SUBHEAD,)),
    "subhead in bold": ("", f"<p><b>{SUBHEAD}</b></p>", (SUBHEAD,)),
    "list": (
        "",
        "<ul><li>Pumps and sandbags for the lower town, which floods first.</li>"
        "<li>Boats for the fire brigade, two of them with motors.</li>"
        "<li>Sirens on the school and the church.</li></ul>",
        ("Pumps and sandbags", "Boats for the fire", "Sirens on the school"),
    ),
    "block quotation": (
        "",
        "<blockquote><p>We have asked for a second study, and until it is here nobody will be told"
        " that the wall is safe.</p></blockquote>",
        ("We have asked for a second study",),
    ),
    "embedded post": (
        "",
        '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Sirens will be tested on Friday'
        " at noon. There is no danger. https://t.co/x1</p>— Orrin Police (@OrrinPolice)"
        ' <a href="https://twitter.com/x/1">November 20, 2026</a></blockquote>',
        ("Sirens will be tested on Friday", "@OrrinPolice"),
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("part", KEPT)
def test_what_belongs_to_an_article_is_kept(part: str, frame: str) -> None:
    names = FRAMES[frame]
    before, within, wanted = KEPT[part]
    page = html(lambda _: ("", "", ""), names).replace(
        f'<div class="{names["story"]}">', f'{before.format(**names)}<div class="{names["story"]}">'
    )
    page = page.replace(f"<p>{PARAGRAPHS[3]}", f"{within}<p>{PARAGRAPHS[3]}")
    text = extract(page_from_html(page.encode())).text
    assert [part for part in (*wanted, *PARAGRAPHS) if part not in text] == []
