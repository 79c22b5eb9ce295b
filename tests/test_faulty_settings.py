"""A settings, registry or codebook file with a fault in it: the message says where it is and what is meant."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.datafiles import fault, read_data
from sayso.errors import DataFileError
from sayso.settings import Settings, load_settings

SHIPPED = Path(__file__).parent.parent / "src" / "sayso" / "data" / "sayso.toml"


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]
    founded: int | None = None


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    groups: dict[str, Group]
    order: tuple[Group, ...] = ()


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "sayso.toml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def complaint(path: Path, shape: type) -> DataFileError:
    with pytest.raises(DataFileError) as caught:
        read_data(path, shape)
    return caught.value


def test_the_shipped_settings_are_the_defaults():
    assert load_settings(SHIPPED) == Settings()


def test_an_empty_settings_file_means_the_defaults(write):
    assert load_settings(write("")) == Settings()


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_known_key(write):
    path = write('[project]\nname = "Velmark"\n\n[run]\nproceses = 2\n')
    error = complaint(path, Settings)
    assert str(error) == f"{path}, line 5: unknown key 'proceses' in run. Did you mean 'processes'?"
    assert (error.path, error.key, error.line) == (str(path), "run.proceses", 5)


def test_an_unknown_part_is_refused_with_its_line(write):
    error = complaint(write('[project]\nname = ""\n[langauge]\nmodel = "x"\n'), Settings)
    assert (error.key, error.line) == ("langauge", 3)
    assert "Did you mean 'language'?" in str(error)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('[run]\nprocesses = "two"\n', "run.processes", 2),
        ("[run]\nprocesses = -1\n", "run.processes", 2),
        ("# note\nrun.processes = 1.5\n", "run.processes", 2),
        ("[claims]\n\nmin_confidence = 1.5\n", "claims.min_confidence", 3),
        ("language = 3\n", "language", 1),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_its_key_and_line(write, text, key, line):
    error = complaint(write(text), Settings)
    assert (error.key, error.line) == (key, line)
    assert f"line {line}: {key}" in str(error)


def test_what_is_no_toml_is_refused_with_the_line(write):
    error = complaint(write('[project]\nname = "open\n'), Settings)
    assert error.line == 2
    assert "not valid TOML" in str(error)


def test_what_is_no_yaml_is_refused_with_the_line(write):
    error = complaint(write("groups:\n  a: {names: [x}\n", "groups.yaml"), Groups)
    assert error.line == 2
    assert "not valid YAML" in str(error)


def test_a_missing_file_and_one_that_is_no_text_are_named(tmp_path):
    assert "there is no such file" in str(complaint(tmp_path / "none.yaml", Groups))
    (tmp_path / "picture.yaml").write_bytes(b"\xff\xfe\x00\x01\xd8")
    assert "not UTF-8" in str(complaint(tmp_path / "picture.yaml", Groups))


def test_the_one_faulty_entry_among_many_in_a_mapping_is_named(write):
    text = "groups:\n  Red Hand:\n    names: [Red Hand]\n  Blue.Hand:\n    names: [Blue]\n    fonded: 1990\n"
    error = complaint(write(text, "groups.yaml"), Groups)
    assert (error.key, error.line) == ("groups.Blue.Hand.fonded", 6)
    assert "Did you mean 'founded'?" in str(error)


def test_the_one_faulty_item_of_a_list_is_named(write):
    text = "groups: {}\norder:\n  - names: [Red]\n  - names:\n      - Blue\n      - 3\n"
    error = complaint(write(text, "groups.yaml"), Groups)
    assert (error.key, error.line) == ("order[1].names[1]", 6)


def test_a_missing_key_is_reported_at_the_entry_that_lacks_it(write):
    error = complaint(write("groups:\n  Red: {names: [Red]}\n  Blue: {founded: 1990}\n", "groups.yaml"), Groups)
    assert (error.key, error.line) == ("groups.Blue", 3)
    assert "names" in str(error)


def test_a_loader_can_point_at_a_value_that_has_the_right_shape_but_makes_no_sense(write):
    path = write("groups:\n  Red:\n    names: []\n", "groups.yaml")
    error = fault(path, ("groups", "Red", "names"), "is empty; give at least one name.")
    assert str(error) == f"{path}, line 3: groups.Red.names is empty; give at least one name."


@given(known=st.integers(0, 12), after=st.integers(0, 5))
def test_the_line_is_right_wherever_the_faulty_entry_stands(tmp_path_factory, known, after):
    lines = ["groups:", *(f"  G{n}: {{names: [n{n}]}}" for n in range(known))]
    lines += ["  Bad: {names: 1}", *(f"  H{n}: {{names: [m{n}]}}" for n in range(after))]
    path = tmp_path_factory.mktemp("lines") / "groups.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    error = complaint(path, Groups)
    assert (error.key, error.line) == ("groups.Bad.names", known + 2)
