"""Spans that overlap are cut at every edge, so that nothing is lost and nothing is shown twice."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.exports.pieces import cut_pieces
from sayso.exports.terminal import Mark, marked_text, printable

SPANS = st.lists(st.tuples(st.tuples(st.integers(-5, 40), st.integers(-5, 40)), st.sampled_from("abc")), max_size=8)


@given(st.integers(0, 30), st.integers(0, 30), SPANS)
def test_pieces_cover_the_stretch_once_and_in_order(start, end, spans):
    pieces = cut_pieces(start, end, spans)
    assert [at for piece in pieces for at in range(piece.start, piece.end)] == list(range(start, end))
    assert all(piece.start < piece.end for piece in pieces)


@given(st.integers(0, 30), st.integers(0, 30), SPANS)
def test_each_character_carries_the_marks_of_all_spans_over_it_and_no_others(start, end, spans):
    for piece in cut_pieces(start, end, spans):
        for at in range(piece.start, piece.end):
            assert set(piece.marks) == {mark for (s, e), mark in spans if s <= at < e}


def test_a_span_inside_another_is_marked_inside_it():
    outer, inner = Mark("<", ">"), Mark("(", ")")
    shown = marked_text("Vostrya arms Lumen", 0, 18, [((8, 12), inner), ((0, 12), outer)])
    assert shown.plain == "<Vostrya (arms)> Lumen"


def test_styles_of_overlapping_spans_add_up():
    shown = marked_text("abc", 0, 3, [((0, 2), Mark("", "", "bold")), ((1, 3), Mark("", "", "underline"))])
    assert [(span.start, span.end, span.style) for span in shown.spans] == [
        (0, 1, "bold"),
        (1, 2, "bold underline"),
        (2, 3, "underline"),
    ]


@given(st.text(max_size=60))
def test_no_text_can_steer_the_terminal_and_offsets_hold(text):
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any((ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 for c in shown)
