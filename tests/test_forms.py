"""`language/forms.py`: lemmas and parts of speech are those of the parser's own components, whoever works them out."""

import pytest

from sayso.language.engine import DEFAULT_MODEL
from sayso.language.forms import read_forms, take_over_forms
from sayso.language.pipeline import load_pipeline

TEXTS = [
    "Ruritania's ministers weren't told what the rebels had done.",
    "There are three armies in the valley, and there's no treaty.",
    "They ain't gonna leave; y'all gotta let 's go.",
    "I said it to her, and she let us know that the  envoys' meetings were cancelled.",
    "The rebels do attack; they did so, and they have the guns that they had.",
    "That is what those of the north want of that.",
    "The rebels had been armed by Ruritania.",
    "Rebels had been armed; armed rebels had it.",
]


@pytest.fixture(scope="module")
def pipelines():
    return load_pipeline(DEFAULT_MODEL), load_pipeline(DEFAULT_MODEL)


@pytest.fixture(scope="module")
def forms_of(pipelines):
    return take_over_forms(pipelines[1])


@pytest.mark.parametrize("text", TEXTS)
def test_forms_are_those_of_the_whole_pipeline(pipelines, forms_of, text):
    whole, shortened = pipelines
    first = forms_of([shortened(text)])
    assert first == forms_of([shortened(text)]) == read_forms([whole(text)])


def test_forms_of_many_texts_are_those_of_each(pipelines, forms_of):
    whole, shortened = pipelines
    assert forms_of(list(map(shortened, TEXTS))) == read_forms(list(map(whole, TEXTS)))


@pytest.mark.usefixtures("forms_of")
def test_the_pipeline_no_longer_works_out_what_is_known(pipelines):
    assert {"attribute_ruler", "lemmatizer"}.isdisjoint(pipelines[1].pipe_names)


def test_a_pipeline_with_a_rule_that_looks_elsewhere_keeps_its_components():
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.get_pipe("attribute_ruler").add([[{"ENT_TYPE": "GPE"}]], {"LEMMA": "place"})
    assert take_over_forms(nlp) is read_forms
    assert "attribute_ruler" in nlp.pipe_names


def test_a_pipeline_without_lemmas_is_read_as_it_is():
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.remove_pipe("lemmatizer")
    assert take_over_forms(nlp) is read_forms


def test_a_memory_that_is_full_is_emptied_without_a_change(pipelines, forms_of, monkeypatch):
    docs = list(map(pipelines[1], TEXTS))
    first = forms_of(docs)
    monkeypatch.setattr("sayso.language.forms._MOST", 3)
    assert forms_of(docs) == first == forms_of(docs)
