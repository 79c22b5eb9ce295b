"""Who speaks where in a plain text: byline, article, comments, notes about the author, furniture, other languages."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sayso.errors import ReadingError
from sayso.model import Document
from sayso.reading import read_row, with_passages
from sayso.reading.tone import Tone
from sayso.reading.turn import best_turn
from sayso.reading.voices import load_chatter, load_voices

BODY = """The river guard of Nordia denied on Friday that it had trained the northern militia, which it called a gang.

Officials in Vestland said that the militia was armed by Nordia, and that the weapons had been seen at the crossing.

A spokesman for the guard said that no such weapons existed and that the officials had been told so twice already.
"""


def voices(text, **fields):
    """The passages of a text as (voice, stripped text) pairs."""
    document = with_passages(read_row({"text": text, **fields}, "test"))
    return [(p.voice, document.text[p.start : p.end].strip()) for p in document.passages]


def part(text, voice, **fields):
    return [words for found, words in voices(text, **fields) if found == voice]


def speakers(text):
    document = with_passages(read_row({"text": text}, "test"))
    return [p.speaker for p in document.passages if p.voice == "comment"]


class TestByline:
    @pytest.mark.parametrize(
        ("head", "author", "published"),
        [
            ("Guard denies it\n\nBy Mira Tolven\n\nMay 3, 2021", "Mira Tolven", "2021-05-03"),
            ("Guard denies it\n\nWritten by: Mira Tolven", "Mira Tolven", None),
            ("Guard denies it\nMira Tolven, 3 May 2021", "Mira Tolven", "2021-05-03"),
            ("Guard denies it\n\nBy Mira Tolven and Jon al-Karim | Senior Writer\n\n2021-05-03", None, "2021-05-03"),
            (
                "Guard denies it\n\nBy\n\nMira Tolven\n\nPublished: Monday, May 3rd, 2021 at 10:15",
                "Mira Tolven",
                "2021-05-03",
            ),
            ("# Guard denies it\n\nPosted on 3 May 2021", None, "2021-05-03"),
        ],
    )
    def test_headline_author_and_date_lines(self, head, author, published):
        text = f"{head}\n\n{BODY}"
        document = read_row({"text": text}, "test")
        assert document.title == "Guard denies it"
        assert document.author == (author or document.author)
        assert document.published == published
        assert voices(text) == [("byline", head), ("article", BODY.strip())]

    def test_several_authors_stay_together(self):
        text = f"Guard denies it\n\nBy Mira Tolven and Jon al-Karim | Senior Writer\n\n{BODY}"
        assert read_row({"text": text}, "test").author == "Mira Tolven and Jon al-Karim"

    def test_a_speech_has_no_headline(self):
        text = f"Mr. President,\n\n{BODY}"
        assert voices(text) == [("article", text.strip())]

    def test_a_headline_that_runs_into_the_text(self):
        title = "Guard denies it"
        assert voices(f"{title} By Mira Tolven May 3, 2021 {BODY}", title=title)[0] == (
            "byline",
            f"{title} By Mira Tolven May 3, 2021",
        )

    def test_those_who_sign_a_letter(self):
        text = f"{BODY}\nSincerely,\n\nMira Tolven\n\nChair of the Northern Council\n"
        assert part(text, "byline") == ["Mira Tolven\n\nChair of the Northern Council"]

    def test_a_signature_at_the_end(self):
        text = f"{BODY}\nWritten by: Mira Tolven\n"
        assert part(text, "byline") == ["Written by: Mira Tolven"]
        assert read_row({"text": text}, "test").author == "Mira Tolven"

    def test_the_outlet_named_at_the_end(self):
        assert part(f"{BODY}\nNordia Herald\n", "byline", publisher="Nordia-Herald") == ["Nordia Herald"]


class TestComments:
    def test_comments_below_a_heading_are_parted_by_their_writers(self):
        text = f"{BODY}\n2 Comments\n\nriverrat says:\n\nNobody believes that.\n\nOld Ferryman says:\n\nI do.\n"
        assert part(text, "boilerplate") == ["2 Comments"]
        assert part(text, "comment") == ["riverrat says:\n\nNobody believes that.", "Old Ferryman says:\n\nI do."]
        assert speakers(text) == ["riverrat", "Old Ferryman"]

    def test_names_above_times_head_comments(self):
        text = f"{BODY}\nComments\n\nriverrat\n3 hours ago\nNobody believes that.\n\nAnna K\n2 hours ago\nI do.\n"
        assert speakers(text) == ["riverrat", "Anna K"]

    def test_dated_comments_need_no_heading(self):
        text = f"{BODY}\nriverrat on May 4, 2021 at 8:15 am\n\nNo.\n\nAnna K on May 4, 2021 at 9:20 am\n\nWhy not?\n"
        assert speakers(text) == ["riverrat", "Anna K"]
        assert part(text, "article") == [BODY.strip()]

    def test_a_change_of_tone_begins_unmarked_comments(self):
        chat = "lol, you guys really believe this?!\n\nI don't... it's just what they want you to think!\n\n"
        chat += "Why would you even ask? Wow.\n\nthanks for nothing, @riverrat!!\n"
        article = f"{BODY}\n{BODY.replace('Friday', 'Saturday')}".strip()
        assert voices(f"{article}\n\n{chat}") == [("article", article), ("comment", chat.strip())]

    def test_thoughtful_comments_below_bare_names(self):
        comments = (
            "Ferryman77\n\nThanks for this. I crossed there last week and nobody asked me for anything.\n\n"
            "Mira Tolven\n\nI'm not so sure, Ferryman77. My brother lives there and he says that it's worse now.\n\n"
            "old_oar\n\nHas anyone seen the list that the article mentions? I can't find it on your site.\n\n"
            "Ferryman77\n\nI think it was taken down, but I could be wrong...\n"
        )
        article = f"{BODY}\n{BODY.replace('Friday', 'Saturday')}".strip()
        assert part(f"{article}\n\n{comments}", "article") == [article]
        assert speakers(f"{article}\n\n{comments}") == ["Ferryman77", "Mira Tolven", "old_oar", "Ferryman77"]

    @pytest.mark.parametrize("heading", ["Comments", "## Comments", "**Comments:**"])
    @pytest.mark.parametrize("form", ["{}\n\n{}", "{}\n{}", "{}: {}", "**{}**: {}"])
    def test_names_alone_or_before_a_colon_part_comments_below_a_heading(self, heading, form):
        said = {
            "riverrat": "Nobody believes that.\n\nMy brother saw the weapons.",
            "Anna Kell": "Agreed",
            "old_oar": "I do.",
        }
        typed = [form.format(name, words) for name, words in said.items()]
        text = f"{BODY}\n{heading}\n\n" + "\n\n".join(typed) + "\n"
        assert part(text, "comment") == typed
        assert speakers(text) == list(said)

    def test_comments_of_one_word_are_no_names(self):
        comments = "Nobody believes that.\n\nAgreed\n\nMy brother saw the weapons.\n\nExactly\n\nWhy would he lie?"
        assert speakers(f"{BODY}\nComments\n\n{comments}\n") == [None]

    @pytest.mark.parametrize("header", ["{} says:", "{} says", "{}"])
    def test_lines_that_only_offer_a_reply_show_where_comments_are(self, header):
        named = [
            (header.format(name), words) for name, words in (("Anna Kell", "No."), ("Tom Rill", "The guard is right."))
        ]
        comments = "\n\n".join(f"{name}\n\n{words}\n\nReply" for name, words in named)
        assert part(f"{BODY}\n{comments}\n", "article") == [BODY.strip()]
        assert "The guard is right." in part(f"{BODY}\n{comments}\n", "comment")[-1]
        assert speakers(f"{BODY}\n{comments}\n") == ["Anna Kell", "Tom Rill"]

    def test_an_interview_is_no_thread(self):
        asked = ["Why did you leave the guard?", "Did you tell them so?", "And what do you want now?", "Who pays you?"]
        told = "I think that they lied to me, you know, and I couldn't stand it any more. So I left!"
        interview = "\n\n".join(f"{question}\n\n{told}" for question in asked)
        assert part(f"{BODY}\n{BODY}\n{interview}\n", "comment") == []

    def test_a_speech_that_turns_to_its_hearers_is_no_thread(self):
        speech = (
            "Mr. President, we meet at the river where our fathers met, and the guard has not kept its word.\n\n"
            "I ask the Assembly of Nordia to consider what was promised in the treaty of 1996, and what was done.\n\n"
            "You have heard that the militia was armed by Vestland. I have seen the reports of the committee.\n\n"
            "I believe that we can do better, and I believe that you will vote for the amendment before you.\n\n"
            "What do I want? I want the distinguished delegates to come to the crossing and see it.\n"
        )
        assert part(speech, "comment") == []

    def test_a_quotation_in_an_article_is_no_comment(self):
        quote = "“You don't know what I saw! Why would you ask me? I can't tell you!” she said.\n\n" * 4
        assert part(f"{BODY}\n{BODY}\n{quote}", "comment") == []

    def test_the_form_below_an_article_is_furniture(self):
        form = "Leave a Reply\n\nEnter your comment here...\n\nEmail (Address never made public)\n\nName\n\n"
        form += "You are commenting using your Blog.example account. ( Log Out / Change )\n\nNotify me of new posts."
        assert voices(f"{BODY}\n{form}") == [("article", BODY.strip()), ("boilerplate", form)]

    def test_comments_after_the_form(self):
        text = f"{BODY}\nLeave a Reply\n\nriverrat says:\n\nNobody believes that.\n"
        assert part(text, "comment") == ["riverrat says:\n\nNobody believes that."]


class TestWhereUnmarkedCommentsMayBegin:
    def test_every_sign_is_weighed(self):
        rules, chatter = load_voices(), load_chatter()
        assert set(chatter.paragraph.signs) == {name for name, _ in rules.signs}
        assert set(chatter.label.signs) == {name for name, _ in rules.label_signs} | {"alone", "again"}
        assert rules.typed < set(chatter.paragraph.signs)

    @given(
        st.lists(
            st.builds(Tone, st.floats(-3, 3), st.booleans(), st.integers(1, 900), st.booleans()),
            min_size=1,
            max_size=40,
        )
    )
    def test_never_before_there_is_an_article(self, tones):
        turn = best_turn(tones)
        if turn is not None:
            above = sum(tone.length for tone in tones[: turn.line])
            assert above >= 400
            assert above >= 0.1 * sum(tone.length for tone in tones)
            assert sum(not tone.label for tone in tones[turn.line :]) > 1

    def test_an_article_that_chats_itself_has_no_turn(self):
        assert best_turn([Tone(2.0, False, 300)] * 20) is None

    def test_where_the_tone_rises(self):
        turn = best_turn([Tone(-2.0, False, 300)] * 6 + [Tone(1.5, False, 90)] * 5)
        assert turn is not None
        assert turn.line == 6


class TestFurniture:
    def test_share_lines_and_navigation(self):
        menu, tail = (
            "Home\n\nAbout Us\n\nContact",
            "Share this:\n\nTwitter\n\nMore\n\nNordia today\n\nRelated\n\nExit mobile version",
        )
        text = f"{menu}\n\n{BODY}\n{tail}\n"
        assert part(text, "boilerplate") == [menu, tail]
        assert part(text, "article") == [BODY.strip()]

    def test_a_menu_above_the_headline(self):
        menu = "Home\n\nNordia\n\nVestland\n\nThe River\n\nSport\n\nOpinion\n\nContact\n\nSearch"
        text = f"{menu}\n\nGuard denies it\n\nBy Mira Tolven\n\n{BODY}"
        assert voices(text) == [
            ("boilerplate", menu),
            ("byline", "Guard denies it\n\nBy Mira Tolven"),
            ("article", BODY.strip()),
        ]
        assert read_row({"text": text}, "test").title == "Guard denies it"

    def test_what_follows_the_comments(self):
        comments = "2 Comments\n\nriverrat says:\n\nNobody believes that."
        footer = "Comments are closed.\n\nNordia today\n\nThe Herald is a newspaper of the river valley."
        assert voices(f"{BODY}\n{comments}\n\n{footer}")[-2:] == [
            ("comment", "riverrat says:\n\nNobody believes that."),
            ("boilerplate", footer),
        ]

    def test_the_end_mark_and_press_contact_of_a_release(self):
        assert part(f"{BODY}\n###\n\nPress Contact\n\nMira Tolven (555) 555-0123\n", "boilerplate") == [
            "###\n\nPress Contact\n\nMira Tolven (555) 555-0123"
        ]

    def test_a_quotation_in_guillemets_is_text(self):
        assert part(f"{BODY}\n« Nous avons tout vu »\n", "boilerplate") == []


class TestAboutTheAuthor:
    @pytest.mark.parametrize(
        "note",
        [
            "Mira Tolven is an independent writer based in Vestland.",
            "About the author\n\nMira Tolven has lived on both sides of the river.",
            "The author is a fellow at the Institute for Rivers.",
            "*Jon al-Karim, who grew up in Nordia, is a former correspondent for the Herald.",
        ],
    )
    def test_a_note_at_the_end(self, note):
        assert voices(f"{BODY}\n{note}\n") == [("article", BODY.strip()), ("bio", note)]

    def test_a_person_introduced_in_the_middle_is_text(self):
        note = "Mira Tolven is an independent writer based in Vestland."
        assert part(f"{BODY}\n{note}\n\n{BODY}\n{BODY}\n{BODY}", "bio") == []


class TestOtherLanguages:
    def test_a_line_in_another_script(self):
        line = "نحن نرفض عبور النهر"
        assert part(f"{BODY}\n{line}\n\n{BODY}", "foreign") == [line]

    def test_a_paragraph_in_another_language(self):
        words = "El gobierno de Nordia no ha respondido a las preguntas de los periodistas sobre la milicia del norte."
        document = with_passages(read_row({"text": f"{BODY}\n{words}\n\n{BODY}"}, "test"))
        [passage] = [p for p in document.passages if p.voice == "foreign"]
        assert (document.text[passage.start : passage.end].strip(), passage.lang) == (words, "es")

    def test_a_run_of_another_script_inside_a_paragraph(self):
        run = "мы отвергаем переход через реку"
        assert part(
            f"{BODY}\nThe minister of Nordia wrote: {run} and said no more about it that day.\n", "foreign"
        ) == [run]

    def test_the_main_language_is_not_foreign(self):
        text = "El gobierno de Nordia no ha respondido a las preguntas de los periodistas.\n\n" * 3
        assert part(text, "foreign") == []

    def test_japanese_mixes_scripts(self):
        text = "政府はカタカナとひらがなを使って発表した。\n\nこの発表は Nordia という国についてのものである。\n"
        assert part(text, "foreign") == []


class TestGivenPassages:
    def test_they_are_kept(self):
        given = [{"start": 0, "end": 5, "voice": "bio", "speaker": "A"}, {"start": 5, "end": 11, "voice": "comment"}]
        document = read_row({"text": "One. Two so.", "passages": given}, "test")
        assert with_passages(document) is document
        assert [(p.start, p.end, p.voice, p.speaker) for p in document.passages] == [
            (0, 5, "bio", "A"),
            (5, 11, "comment", None),
        ]

    @pytest.mark.parametrize("bounds", [[(0, 6), (5, 11)], [(5, 11), (0, 5)], [(3, 3)], [(-1, 4)]])
    def test_those_that_overlap_or_lie_outside_are_refused(self, bounds):
        passages = [{"start": start, "end": end, "voice": "article"} for start, end in bounds]
        with pytest.raises(ReadingError, match="passages"):
            read_row({"text": "One. Two so.", "passages": passages}, "test")


class TestRows:
    def test_fields_are_kept_exactly(self):
        fields = {
            "title": "T",
            "publisher": "P",
            "author": "By A",
            "speaker": "S",
            "published": "2021-05",
            "lang": "en",
        }
        document = read_row({"text": f"Guard denies it\n\nBy Mira Tolven\n\n{BODY}", **fields}, "test")
        assert {name: getattr(document, name) for name in fields} == fields

    def test_null_means_that_there_is_none(self):
        row = {"text": f"Guard denies it\n\nBy Mira Tolven\n\n3 May 2021\n\n{BODY}", "author": None, "published": None}
        document = read_row(row, "test")
        assert (document.author, document.published) == (None, None)

    @pytest.mark.parametrize(
        ("given", "published"),
        [
            ("2021-05-03T10:00:00Z", "2021-05-03"),
            ("2021", "2021"),
            ("3 May 2021", "2021-05-03"),
            ("Mon, 03 May 2021 10:00:00 GMT", "2021-05-03"),
            ("mai 3, 2021", "2021-05-03"),
            ("yesterday", None),
            ("soon", None),
        ],
    )
    def test_dates_become_iso_and_are_never_made_up(self, given, published):
        assert read_row({"text": "Text.", "date": given}, "test").published == published


class TestUnmarkedComments:
    CHAT = """I don't believe a word of it!! You people should be ashamed of yourselves, really.

why does nobody ask who paid for the weapons?? i bet we'll never know...

Great article, thanks for this. But I think you're wrong about the crossing, I was there myself!

lol, so now the guard is innocent? Wake up, guys...

You can't be serious. My cousin lives there and he says it's all lies!
"""
    ARTICLE = BODY + "\n" + BODY.replace("Friday", "Monday")

    def test_they_begin_where_the_tone_turns_to_chat(self):
        assert part(f"{self.ARTICLE}\n{self.CHAT}", "comment") == [self.CHAT.strip()]

    def test_an_interview_is_no_article_with_comments(self):
        turns = [f"{who}: {line}" for who, line in zip(["HOST", "GUEST"] * 3, self.CHAT.split("\n\n"), strict=False)]
        assert part(f"{self.ARTICLE}\n" + "\n\n".join(turns), "comment") == []

    def test_chat_alone_is_not_cut(self):
        assert part(self.CHAT, "comment") == []


class TestLatinScript:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("es", "El gobierno de Nordia niega que haya entrenado a la milicia del norte y dice que no hay armas."),
            ("fr", "Le gouvernement de Nordie nie avoir entraîné la milice du nord et affirme que rien n'a été vu."),
            ("id", "Pemerintah Nordia membantah telah melatih milisi di utara dan mengatakan senjata itu tidak ada."),
            (
                "de",
                "In Nordien sagt die Regierung, dass in dem Lager im Norden in diesem Jahr niemand ausgebildet wurde.",
            ),
        ],
    )
    def test_a_paragraph_in_latin_script_is_foreign(self, language, words):
        document = with_passages(read_row({"text": f"{BODY}\n{words}\n\n{BODY}"}, "test"))
        found = [(p.lang, document.text[p.start : p.end].strip()) for p in document.passages if p.voice == "foreign"]
        assert found == [(language, words)]

    def test_a_language_stated_wrongly_does_not_make_the_text_foreign(self):
        words = (
            "Der Fluss trennt die beiden Länder, und niemand weiß, wer die Brücke im Norden wirklich bewacht hat.\n\n"
        )
        assert part(words * 8 + BODY.split("\n\n", maxsplit=1)[0], "article", language="en") == [(words * 8).strip()]


lines = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["Comments", "Leave a Reply", "A says:", "By Mira Tolven", "About the author", "---", "Share", ""]
        ),
        st.sampled_from([BODY, "نحن نرفض عبور النهر", "3 hours ago", "Sincerely,", "title: x", "May 3, 2021"]),
    ),
    max_size=12,
)


@pytest.mark.parametrize("line", ["line {}\n", "Anna Bell{}\n\n"])
def test_a_megabyte_of_short_lines_is_read_in_bounded_time(line):
    text = "".join(line.format(number) for number in range(200_000))[:1_000_000]
    began = time.process_time()
    with_passages(Document(id="x", text=text))
    assert time.process_time() - began < 3


@given(lines.flatmap(lambda found: st.sampled_from(["\n", "\n\n", "\r\n", "\r", " "]).map(lambda gap: gap.join(found))))
@example("\u2028\u0085\n\x1c")
@example("---\n---\n---")
@example("A says:")
def test_passages_cover_any_text_in_order(text):
    document = with_passages(Document(id="x", text=text))
    assert "".join(text[p.start : p.end] for p in document.passages) == text
    assert all(p.start < p.end for p in document.passages)
    assert [p.start for p in document.passages[1:]] == [p.end for p in document.passages[:-1]]
    assert with_passages(document) is document or not text


@given(st.text(min_size=1).filter(str.strip))
def test_a_row_keeps_its_text(text):
    row = json.loads(json.dumps({"text": text}))
    document = read_row(row, "test")
    assert document.text == text.replace("\0", "\ufffd")
    assert read_row({"id": document.id, "text": document.text}, "test").id == document.id
