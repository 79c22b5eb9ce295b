"""Pictures of findings: whatever the data, they are sound SVG whose words can be read, and a table says the same."""

import re
from datetime import date
from itertools import combinations
from math import cos, radians, sin
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.findings.networks import Edge, Network, Node
from sayso.pages.environment import STYLESHEET
from sayso.pictures import bars, matrix, network, share_line, spokes, timeline, tree
from sayso.pictures.rings import order
from sayso.pictures.svg import SHADES, Box, width_of, wrap

DRAWN = ("svg", "title", "desc", "g", "a", "text", "rect", "line", "path", "polygon", "polyline", "circle")
SVG = "{http://www.w3.org/2000/svg}"
PAYLOAD = '"><script>alert(1)</script><img onerror=x>&amp;'
names = st.text(min_size=1, max_size=60) | st.sampled_from([PAYLOAD, "Лига", "同盟の声", "\x00\x1f\uffff", "\u202eabc"])
days = st.dates(min_value=date(1990, 1, 1)).map(lambda day: day.isoformat()) | st.sampled_from(
    ["2021", "2021-08", "2021-08-19"]
)
few = settings(max_examples=40, deadline=None)


def make_network(count, drawn, name="Actor {}"):
    nodes = tuple(Node(name=name.format(n), identity=f"i{n}", out=n, into=1) for n in range(count))
    pairs = {(a % count, b % count): rest for a, b, *rest in drawn if a % count != b % count}
    edges = tuple(
        Edge(
            subject=nodes[a].name,
            object=nodes[b].name,
            subject_identity=nodes[a].identity,
            object_identity=nodes[b].identity,
            friendly=friendly,
            hostile=hostile,
            neither=neither,
            denied=denied,
            friendly_sources=friendly,
            hostile_sources=hostile,
        )
        for (a, b), (friendly, hostile, neither, denied) in pairs.items()
    )
    return Network(nodes=nodes, edges=edges)


networks = st.builds(
    make_network,
    st.integers(2, 30),
    st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29), *[st.integers(0, 9)] * 4), max_size=60),
)
marks = st.lists(
    st.builds(timeline.Mark, days, st.sampled_from(timeline.SIDES), names, st.none(), st.integers(1, 10**6)),
    max_size=12,
).map(tuple)
lanes = st.lists(st.builds(timeline.Lane, names, marks), max_size=6)
branches = st.recursive(
    st.builds(tree.Branch, names, names),
    lambda inner: st.builds(tree.Branch, names, names, st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=12,
)
matrices = st.lists(names, max_size=8).flatmap(
    lambda sources: st.tuples(
        st.lists(
            st.builds(
                matrix.Row,
                names,
                st.dictionaries(
                    st.integers(0, max(0, len(sources) - 1)), st.sampled_from(["affirms", "denies", "both"])
                ),
            ),
            max_size=6,
        ),
        st.just(sources),
    )
)
points = st.lists(
    st.integers(1, 50).flatmap(lambda whole: st.builds(share_line.Point, days, st.integers(0, whole), st.just(whole))),
    max_size=30,
)
spoken = st.lists(
    st.builds(spokes.Spoke, names, st.sampled_from(list(network.DASHES)), st.integers(1, 10**6), names), max_size=16
)
drawings = st.one_of(
    st.builds(spokes.draw, names, spoken, spoken, name=st.just("Neighbours")),
    networks.map(network.draw),
    lanes.map(timeline.draw),
    matrices.map(lambda data: matrix.draw(*data)),
    st.lists(st.builds(bars.Bar, names, st.integers(0, 10**6), st.integers(0, 10**6)), max_size=12).map(bars.draw),
    st.lists(branches, max_size=4).map(tree.draw),
    points.map(lambda some: share_line.draw(some, name="Share", since="2005-05")),
)


def texts(drawing):
    """Each line of words with the room that it takes, in a frame in which it lies level, and the angle of that."""
    for found in ElementTree.fromstring(drawing).iter(f"{SVG}text"):
        x, y, size = (float(found.get(name)) for name in ("x", "y", "font-size"))
        turned = re.match(r"rotate\((\S+)", found.get("transform") or "rotate(0")
        angle = radians(-float(turned[1]))
        x, y = x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)
        wide = width_of(found.text or "", size)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[found.get("text-anchor") or "start"]
        yield found.text, Box(left, y - size * 0.8, wide, size * 0.95), angle


def overlap(one, other):
    return (
        one.x < other.x + other.width - 0.2
        and other.x < one.x + one.width - 0.2
        and one.y < other.y + other.height - 0.2
        and other.y < one.y + one.height - 0.2
    )


@few
@given(drawings)
def test_every_picture_is_sound_svg_with_a_title_a_description_and_no_impossible_number(drawing):
    root = ElementTree.fromstring(drawing)
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") in ("img", "group")
    numbers = [value for found in root.iter() for name, value in found.items() if name in ("x", "y", "width", "d")]
    assert not any(re.search("nan|inf", value, re.IGNORECASE) for value in numbers)
    assert not any(name in ("style", "id") or name.startswith("on") for found in root.iter() for name in found.attrib)


@few
@given(drawings)
def test_no_words_are_cut_off_by_the_edge_of_the_picture(drawing):
    root = ElementTree.fromstring(drawing)
    wide, high = float(root.get("width")), float(root.get("height"))
    level = [(words, box) for words, box, angle in texts(drawing) if angle == 0]
    assert all(b.x >= -0.2 and b.y >= -0.2 and b.y + b.height <= high + 0.2 for _, b in level), level
    assert all(b.x + b.width <= wide + 0.2 for _, b in level), level


@few
@given(st.one_of(matrices.map(lambda data: matrix.draw(*data)), lanes.map(timeline.draw)))
def test_no_two_labels_of_a_matrix_or_a_timeline_touch(drawing):
    for angle in {angle for *_, angle in texts(drawing)}:
        boxes = [(words, box) for words, box, own in texts(drawing) if own == angle]
        assert not [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if a and b and overlap(one, other)]


@few
@given(networks, st.sampled_from(["A{}", "The Council of the Upper Valleys and Rivers, number {}"]))
def test_no_two_names_of_a_network_touch(drawn, name):
    renamed = tuple(Node(name=name.format(n.out), identity=n.identity, out=n.out, into=1) for n in drawn.nodes)
    boxes = [box for words, box, _ in texts(network.draw(Network(nodes=renamed, edges=()))) if words]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@few
@given(networks)
def test_the_same_network_gives_the_same_bytes_and_no_two_actors_stand_in_one_place(drawn):
    assert network.draw(drawn) == network.draw(drawn)
    circles = [c for c in ElementTree.fromstring(network.draw(drawn)).iter(f"{SVG}circle") if "node" in c.get("class")]
    assert len({(c.get("cx"), c.get("cy")) for c in circles}) == len(drawn.nodes)


@few
@given(
    st.lists(st.builds(bars.Bar, names, st.integers(0, 99), st.integers(0, 99)), max_size=9), lanes, matrices, networks
)
def test_the_table_beside_a_picture_has_a_row_for_everything_that_is_drawn(some, drawn, data, net):
    for found, rows in (
        (bars.table(some), len(some)),
        (timeline.table(drawn), sum(len(lane.marks) for lane in drawn)),
        (matrix.table(*data), len(data[0])),
        (network.table(net), len(net.edges)),
    ):
        assert len(found.rows) == rows
        assert all(len(row) == len(found.header) for row in found.rows)


@pytest.mark.parametrize(
    "drawing",
    [
        bars.draw([bars.Bar(PAYLOAD, 3, 1, "#x")]),
        matrix.draw([matrix.Row(PAYLOAD, {0: "denies"}, "#x")], [PAYLOAD]),
        timeline.draw([timeline.Lane(PAYLOAD, (timeline.Mark("2021-08-19", "denied", PAYLOAD, "#x"),))]),
        tree.draw([tree.Branch(PAYLOAD, PAYLOAD, (), "#x")]),
        share_line.draw([share_line.Point("2021", 1, 2)], name=PAYLOAD),
        network.draw(make_network(3, [(0, 1, 1, 0, 0, 0)], PAYLOAD), node_href=lambda node: node.name),
    ],
)
def test_names_are_shown_as_text_whatever_they_hold(drawing):
    tags = {found.tag for found in ElementTree.fromstring(drawing).iter()}
    assert tags <= {SVG + tag for tag in DRAWN}
    # In lines of text a long word is broken; put together again, it is the payload.
    assert PAYLOAD.replace(" ", "") in re.sub(r"\s", "", "".join(ElementTree.fromstring(drawing).itertext()))


def test_a_picture_with_links_is_no_single_image_since_its_parts_can_be_reached():
    linked = ElementTree.fromstring(bars.draw([bars.Bar("Alba attacks Bero", 3, 1, "alba.html")]))
    assert linked.get("role") == "group"
    assert [found.get("href") for found in linked.iter(f"{SVG}a")] == ["alba.html"]


def test_the_sign_of_an_arrow_is_also_in_its_dashes_and_its_symbol():
    kinds = {"friendly": (1, 0, 0, 0), "hostile": (0, 1, 0, 0), "mixed": (1, 1, 0, 0), "denied": (0, 0, 0, 1)}
    seen = set()
    for kind, counts in kinds.items():
        drawn = make_network(2, [(0, 1, *counts)])
        assert network.sign_of(drawn.edges[0]) == kind
        (line, symbol, *_) = ElementTree.fromstring(network.draw(drawn)).iter(f"{SVG}g")
        seen.add((line.find(f"{SVG}path").get("stroke-dasharray"), symbol.find(f"{SVG}text").text))
    assert len({dashes for dashes, _ in seen}) == len({mark for _, mark in seen}) == 4


@few
@given(names, spoken, spoken)
def test_no_two_names_around_an_actor_touch(middle, into, out):
    boxes = [(words, box) for words, box, _ in texts(spokes.draw(middle, into, out, name="Neighbours")) if words]
    assert not [(one, two) for (one, a), (two, b) in combinations(boxes, 2) if len(one + two) > 2 and overlap(a, b)]


def test_who_acts_on_an_actor_stands_at_its_left_and_on_whom_it_acts_at_its_right():
    friend, enemy = (spokes.Spoke(name, sign, 1, "") for name, sign in (("Olvia", "friendly"), ("Karsk", "hostile")))
    placed = {words: box.x for words, box, _ in texts(spokes.draw("Front", [friend], [enemy], name="Neighbours"))}
    assert placed["Olvia"] < placed["Front"] < placed["Karsk"]


def test_friends_stand_side_by_side():
    ring = order(8, {(0, 5): 9, (0, 1): -9})
    apart = {other: abs(ring.index(0) - ring.index(other)) for other in (5, 1)}
    assert {other: min(way, 8 - way) for other, way in apart.items()} == {5: 1, 1: 4}


def test_a_dense_timeline_counts_by_period():
    some = tuple(
        timeline.Mark(f"2021-{month:02}-{day:02}", "affirmed") for month in range(1, 13) for day in range(1, 28)
    )
    words = [words for words, *_ in texts(timeline.draw([timeline.Lane("Echo", some)]))]
    assert words.count("27") == 12


def test_the_interval_of_a_share_is_wilsons():
    assert share_line.interval(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert share_line.interval(0, 0) == (0.0, 1.0)


def test_words_are_broken_at_spaces_and_nothing_of_them_is_lost():
    assert wrap("one two three", 60) == ["one two", "three"]
    long = "a" * 200
    assert "".join(wrap(long, 60)) == long


def test_the_stylesheet_knows_every_class_that_pictures_use_with_the_same_colour():
    look = STYLESHEET.read_text(encoding="utf-8")
    tokens = dict(re.findall(r"--([\w-]+): (#\w{6})", look.split("@media")[0]))
    for shade, colour in SHADES.items():
        rule = re.search(rf"\.{shade}-fill[^{{]*\{{ fill: var\(--([\w-]+)\)", look)
        assert rule, shade
        assert tokens[rule[1]] == colour
        assert f".{shade}-line" in look
