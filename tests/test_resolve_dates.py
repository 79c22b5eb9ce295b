"""Times in text are found where they stand and resolved against the publication date."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.dates import find_dates, finder, iso_when, time_in, when_within
from sayso.dates.grammar import load_grammar
from sayso.dates.words import either, one_of
from sayso.model import Document, Passage, TimeExpression

# A Wednesday.
PUBLISHED = "2022-02-16"


def found(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    """The words and the value of every time in `text`."""
    dates = find_dates(Document(id="d", text=text, published=published))
    return [(text[at.start : at.end], at.value) for at in dates]


def values(text: str, published: str | None = PUBLISHED) -> list[str]:
    return [value for _, value in found(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On 23 November 2015 they met.", "23 November 2015", "2015-11-23"),
        ("On November 23, 2015, they met.", "November 23, 2015", "2015-11-23"),
        ("They met on Monday, Nov. 23, 2015.", "Monday, Nov. 23, 2015", "2015-11-23"),
        ("On the 23rd of November 2015 they met.", "the 23rd of November 2015", "2015-11-23"),
        ("Posted 2015-11-23 by the editor.", "2015-11-23", "2015-11-23"),
        ("Posted 11/23/2015.", "11/23/2015", "2015-11-23"),
        ("Posted 23/11/2015.", "23/11/2015", "2015-11-23"),
        ("Posted 23.11.2015.", "23.11.2015", "2015-11-23"),
        ("In November 2015 Norland fell.", "November 2015", "2015-11"),
        ("In late Nov. 2015 Norland fell.", "late Nov. 2015", "2015-11"),
        ("By mid-2014 the league ruled.", "mid-2014", "2014"),
        ("In early 2021 the league ruled.", "early 2021", "2021"),
        ("Since 2001 the league has ruled.", "2001", "2001"),
        ("In the 1990s the league ruled.", "the 1990s", "199"),
        ("In the late '80s the league ruled.", "the late '80s", "198"),
        ("In the nineteenth century it was a port.", "the nineteenth century", "18"),
        ("Since 9/11 all has changed.", "9/11", "2001-09-11"),
        ("The September 11 attacks shook them.", "The September 11 attacks", "2001-09-11"),
        ("The summer of 2014 was hot.", "The summer of 2014", "2014-SU"),
        ("In the third quarter of 2020 exports fell.", "the third quarter of 2020", "2020-Q3"),
        ("In nineteen ninety-one it broke up.", "nineteen ninety-one", "1991"),
    ],
)
def test_dates_that_carry_their_own_name(text: str, words: str, value: str) -> None:
    assert found(text) == [(words, value)]
    assert found(text, None) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Today we refuse.", "2022-02-16"),
        ("It fell yesterday.", "2022-02-15"),
        ("It opens the day after tomorrow.", "2022-02-18"),
        ("They left last month.", "2022-01"),
        ("This year is bad.", "2022"),
        ("Next year will be worse.", "2023"),
        ("They left last week.", "2022-W06"),
        ("They came three days ago.", "2022-02-13"),
        ("They came two months ago.", "2021-12"),
        ("They came about twenty years ago.", "2002"),
        ("They came half a century ago.", "197"),
        ("A year ago it was calm.", "2021"),
        ("It fell Friday night.", "2022-02-11TNI"),
        ("They talked this morning.", "2022-02-16TMO"),
        ("They struck last night.", "2022-02-15TNI"),
        ("They met over the weekend.", "2022-W06-WE"),
        ("They met last summer.", "2021-SU"),
        ("This winter is cold.", "2021-WI"),
        ("They met last October.", "2021-10"),
        ("They met in June last year.", "2021-06"),
        ("They met at 5 p.m. on Friday.", "2022-02-11T17:00"),
        ("They met yesterday at noon.", "2022-02-15T12:00"),
        ("They met before midnight Tuesday night.", "2022-02-15T24:00"),
        ("On the night of 3 January 2020 they struck.", "2020-01-03TNI"),
    ],
)
def test_dates_that_count_from_publication(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Thursday.", "2022-02-10"),
        ("They will meet on Thursday.", "2022-02-17"),
        ("They are expected to meet on Thursday.", "2022-02-17"),
        ("The spokesman said Wednesday that it will end.", "2022-02-16"),
        ("The offer had been due to expire on Friday.", "2022-02-11"),
        ("They signed it in October.", "2021-10"),
        ("They plan to sign it in October.", "2022-10"),
        ("They signed it on Nov. 23.", "2021-11-23"),
        ("They will sign it on Nov. 23.", "2022-11-23"),
        ("The league met last Monday.", "2022-02-14"),
        ("The league meets next Monday.", "2022-02-21"),
    ],
)
def test_tense_tells_whether_a_bare_day_or_month_lies_ahead(text: str, value: str) -> None:
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The league rose in 1996. Two years later it ruled.", ["1996", "1998"]),
        ("It fell on 3 May 2010. The following day they fled.", ["2010-05-03", "2010-05-04"]),
        ("In 2003 Norland invaded. In May it declared victory.", ["2003", "2003-05"]),
        ("In 2003 Norland invaded. That year it won.", ["2003", "2003"]),
        ("Since 2003 they had ruled. In May they fell.", ["2003", "2021-05"]),
        ("Third-quarter sales fell from those of a year earlier.", ["2021-Q3", "2020-Q3"]),
    ],
)
def test_dates_that_count_from_what_was_said_before(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("They fought for twenty years.", "DURATION", "P20Y"),
        ("In the last twenty years nothing changed.", "DURATION", "P20Y"),
        ("The past decade was bad.", "DURATION", "P1E"),
        ("It took two and a half hours.", "DURATION", "PT2.5H"),
        ("A two-week truce held.", "DURATION", "P2W"),
        ("It lasted several months.", "DURATION", "PXM"),
        ("They meet every week.", "SET", "P1W"),
        ("They meet each Thursday.", "SET", "XXXX-WXX-4"),
        ("They meet on Mondays.", "SET", "XXXX-WXX-1"),
        ("They meet twice a year.", "SET", "P1Y"),
        ("It is their annual meeting.", "SET", "P1Y"),
        ("Now they talk.", "DATE", "PRESENT_REF"),
        ("They recently talked.", "DATE", "PAST_REF"),
        ("They will talk soon.", "DATE", "FUTURE_REF"),
    ],
)
def test_lengths_and_what_recurs(text: str, kind: str, value: str) -> None:
    (expression,) = find_dates(Document(id="d", text=text, published=PUBLISHED))
    assert (expression.type, expression.value) == (kind, value)
    assert iso_when(expression) is None


@pytest.mark.parametrize(
    "text",
    [
        "The fund lent $2014 and 2,014 men came.",
        "More than 1500 people fled.",
        "In all, 2000 armed men came.",
        "It may march on the city and fall.",
        "May peace come.",
        "The fall of the city shocked them.",
        "A 30-year-old teacher spoke.",
        "See the Daily Star and the Weekly Lantern.",
        "The second man spoke.",
        "See http://paper.example/2015/11/23/page.html for more.",
        "Version 2.1999 of room 2012b.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("From 1996 to 2001 they ruled.", "1996/2001"),
        ("Between 1996 and 2001 they ruled.", "1996/2001"),
        ("They ruled 1996-2001.", "1996/2001"),
        ("He led it from May 2007 until June 2009.", "2007-05/2009-06"),
        ("They talked on May 3-5, 2016.", "2016-05-03/2016-05-05"),
    ],
)
def test_two_ends_make_an_interval(text: str, value: str) -> None:
    assert values(text) == [value]


def test_two_times_that_are_only_named_together_make_no_interval() -> None:
    assert values("They fought in 1996 and 2001.") == ["1996", "2001"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met yesterday.", "XXXX-XX-XX"),
        ("They met on Thursday.", "XXXX-WXX-4"),
        ("They met in October.", "XXXX-10"),
        ("They met on Nov. 23.", "XXXX-11-23"),
        ("They met last year.", "XXXX"),
        ("They met in the third quarter.", "XXXX-Q3"),
    ],
)
def test_without_a_publication_date_what_is_open_stays_open(text: str, value: str) -> None:
    assert values(text, None) == [value]
    assert when_within(find_dates(Document(id="d", text=text)), 0, len(text)) is None


def test_a_publication_date_cut_to_its_year_or_month_gives_no_more_than_it_knows() -> None:
    assert values("They met yesterday.", "2021-08") == ["XXXX-XX-XX"]
    assert values("They met last month.", "2021-08") == ["2021-07"]
    assert values("They met last month.", "2021") == ["XXXX-XX"]
    assert values("They met last year.", "2021") == ["2020"]


@pytest.mark.parametrize(
    ("kind", "value", "when"),
    [
        ("DATE", "2015-11-23", "2015-11-23"),
        ("DATE", "2021-08", "2021-08"),
        ("DATE", "1998", "1998"),
        ("TIME", "1998-01-08TEV", "1998-01-08"),
        ("DATE", "2021-W03", "2021-01-18/2021-01-24"),
        ("DATE", "2021-W03-WE", "2021-01-23/2021-01-24"),
        ("DATE", "1989-Q3", "1989-07/1989-09"),
        ("DATE", "1989-H2", "1989-07/1989-12"),
        ("DATE", "2014-SU", "2014-06/2014-08"),
        ("DATE", "2014-WI", "2014-12/2015-02"),
        ("DATE", "198", "1980/1989"),
        ("DATE", "19", "1900/1999"),
        ("DATE", "1996/2001", "1996/2001"),
        ("DATE", "2021-W03/2021-W05", "2021-01-18/2021-02-07"),
        ("DATE", "XXXX-10", None),
        ("DATE", "PAST_REF", None),
        ("DATE", "BC0500", None),
        ("DURATION", "P3D", None),
        ("SET", "XXXX-WXX-1", None),
    ],
)
def test_the_iso_date_of_a_value(kind: str, value: str, when: str | None) -> None:
    assert iso_when(TimeExpression(0, 1, kind, value)) == when


def test_a_claim_gets_the_first_calendar_date_of_its_sentence() -> None:
    text = "It began in 1990. For ten years, from May 1996, they now fought until 2001. It ended in 2010."
    dates = find_dates(Document(id="d", text=text, published=PUBLISHED))
    start, end = text.index("For"), text.index("It ended")
    assert when_within(dates, start, end) == "1996-05"
    assert when_within(dates, start, start + 14) is None


def test_a_second_date_that_tells_the_first_more_exactly_is_the_date_of_the_claim() -> None:
    text = "In the 1980s, in 1987 to be exact, they met; in 1992 they fought."
    assert when_within(find_dates(Document(id="d", text=text)), 0, len(text)) == "1987"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("They fought in the past month.", ["2021-07-20/2021-08-20"]),
        ("They fought over the past five years.", ["2016/2021"]),
        ("They fought for the last two weeks.", ["2021-08-06/2021-08-20"]),
        ("They have fought since 2018.", ["2018/2021"]),
        ("They have fought since the inception of this year.", ["2021-01-01/2021-08-20"]),
        ("They have fought since 3 August.", ["2021-08-03/2021-08-20"]),
        ("They fought after twenty years of occupation.", [None]),
        ("They will fight for five years.", [None]),
        ("They met last week.", ["2021-08-09/2021-08-15"]),
    ],
)
def test_a_time_up_to_publication_is_an_interval(text: str, when: list[str | None]) -> None:
    document = Document(id="d", text=text, published="2021-08-20")
    assert [time_in(expression, document) for expression in find_dates(document)] == when


def test_a_time_up_to_publication_is_open_where_that_is_unknown() -> None:
    document = Document(id="d", text="They have fought since 2018, for the past three years.")
    assert [time_in(expression, document) for expression in find_dates(document)] == ["2018", None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In the past three months, they fought.", "P3M"),
        ("They lost in the past.", "PAST_REF"),
        ("They need it on Friday.", "2021-08-20"),
        ("It was held until Monday.", "2021-08-23"),
        ("The latest quarter was bad.", "2021-Q2"),
    ],
)
def test_words_around_a_time_decide_what_it_means(text: str, value: str) -> None:
    assert [at.value for at in find_dates(Document(id="d", text=text, published="2021-08-20"))] == [value]


def test_foreign_and_boilerplate_passages_are_passed_over() -> None:
    parts = [("It fell in 2015. ", "article"), ("Copyright 2020. ", "boilerplate"), ("En mayo 2019. ", "foreign")]
    parts.append(("I was there in 2016.", "comment"))
    passages, text = [], ""
    for words, voice in parts:
        passages.append(Passage(start=len(text), end=len(text) + len(words), voice=voice))
        text += words
    dates = find_dates(Document(id="d", text=text, passages=tuple(passages)))
    assert [at.value for at in dates] == ["2015", "2016"]


def test_a_time_may_run_over_a_line_end_but_not_over_an_empty_line() -> None:
    assert values("On 23\nNovember 2015 they met.") == ["2015-11-23"]
    assert values("They met on 23\n\nNovember 2015 was calm.") == ["2015-11"]


PIECES = [
    "the ",
    "last ",
    "Friday",
    " night",
    "May ",
    "23",
    "rd",
    ", ",
    "2015",
    "-",
    "/",
    " of ",
    "year",
    "s ",
    "ago ",
    "two ",
    "a ",
    "quarter ",
    "third ",
    "from ",
    "to ",
    "\n",
    ".",
    "’",
    "99999",
    "BC ",
    "century ",
    "now ",
    "5 p.m. ",
    "30 February ",
    "Sept. 11 ",
    "eighties ",
    "half ",
]
texts = st.text(max_size=200) | st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str)
anchors = st.none() | days | st.sampled_from(["2021", "2021-08", "soon", ""])


@given(text=texts)
def test_leaving_out_rules_that_cannot_match_changes_nothing(text: str) -> None:
    every_rule = SimpleNamespace(isdisjoint=lambda _: False)
    grammar = load_grammar()
    unfiltered = replace(grammar, rules=tuple(rule._replace(needs=every_rule) for rule in grammar.rules))
    document = Document(id="d", text=text, published="2021-08-20")
    found = find_dates(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(finder, "load_grammar", lambda: unfiltered)
        assert find_dates(document) == found


@given(text=texts, published=anchors)
def test_any_text_gives_ordered_spans_inside_it_that_never_overlap(text: str, published: str | None) -> None:
    document = Document(id="d", text=text, published=published)
    dates = find_dates(document)
    end = 0
    for at in dates:
        assert end <= at.start < at.end <= len(text)
        assert at.type in ("DATE", "TIME", "DURATION", "SET")
        assert at.value
        end = at.end
    assert find_dates(document) == dates
    when_within(dates, 0, len(text))


@given(day=st.dates(date(1000, 1, 1), date(2100, 12, 31)))
def test_every_written_day_is_read_back(day: date) -> None:
    for written in (f"{day:%d %B} {day.year}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        (expression,) = find_dates(Document(id="d", text=f"On {written} they met."))
        assert iso_when(expression) == day.isoformat()


@pytest.mark.parametrize("piece", ["x", "1", " ", "the ", "year ", "1998/", "a year ago ", "May 1 ", "1-", "a1"])
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    def cost(length: int) -> float:
        document = Document(id="d", text=(piece * length)[:length], published=PUBLISHED)
        start = time.process_time()
        find_dates(document)
        return time.process_time() - start

    cost(100)
    # Four times the text may take four times as long, not sixteen; the constant is for what is too fast to measure.
    assert cost(40_000) < 8 * cost(10_000) + 0.1


@pytest.mark.parametrize("piece", ["at noon ", "12:30 ", "two years later ", "the 1988 quarter "])
def test_a_long_list_of_nothing_but_times_is_read_quickly(piece: str) -> None:
    document = Document(id="d", text=piece * (200_000 // len(piece)), published=PUBLISHED)
    start = time.process_time()
    assert find_dates(document)
    assert time.process_time() - start < 1.5


@given(st.lists(st.text("ab .-", min_size=1, max_size=4), min_size=1, max_size=8), st.text("ab .-", max_size=6))
def test_a_list_of_words_written_as_a_tree_finds_the_same_word(words: list[str], text: str) -> None:
    plainly, quickly = re.match(either(words), text), re.match(one_of(words), text)
    assert (plainly and plainly[0]) == (quickly and quickly[0])
