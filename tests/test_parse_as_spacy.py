"""`language/pipeline.py`: the quick way through the model finds what spaCy finds, whatever was parsed before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language import load_parser
from sayso.language.engine import DEFAULT_MODEL
from sayso.language.forms import take_over_forms
from sayso.language.pipeline import QuickPipeline, load_pipeline, quickest, use_numpy_gemm
from sayso.model import Document

TEXTS = [
    "Prime Minister Orla Venn of Ruritania met the Free Valley Front in Strelsau on 3 May 2021. She said nothing.",
    "The   Lake  Council, led by J. R. Holm III, gave the United Syldavian Relief Agency of the North $20 million.",
    'Reported by the Borduria Times: "Five of the seven Klow Accords\' articles," Mr. Holm wrote, "are dead."',
    "No.",
    "…",
    "In 1998, the Ministry of Foreign Affairs of the Republic of Syldavia and the Front for the Liberation of the "
    "Lakes signed the Treaty of Klow; 4,000 Bordurians, most of them from Szohôd, left within a week.",
]
WORDS = st.sampled_from(
    [
        *" ".join(TEXTS).split(),
        " ",
        "  ",
        "and",
        "the",
        "Klow",
        "Holm",
        "Monday",
        "U.S.",
        "12th",
        "naïve",
        "-",
        "(",
        "😀",
    ]
)


@pytest.fixture(scope="module")
def plain():
    return _without_forms()


@pytest.fixture(scope="module")
def pipeline():
    return quickest(_without_forms())


def _without_forms():
    nlp = load_pipeline(DEFAULT_MODEL)
    use_numpy_gemm(nlp)
    take_over_forms(nlp)
    return nlp


def _of_spacy(plain, texts):
    return [
        [(w.text, w.tag_, w.dep_, w.head.i, f"{w.ent_iob_}-{w.ent_type_}" if w.ent_type_ else "") for w in doc]
        for doc in plain.pipe(texts, batch_size=64)
    ]


def _of_sayso(pipeline, texts):
    return [
        [(w.text, w.tag_, w.dep_, w.head.i, entity) for w, entity in zip(doc, entities, strict=True)]
        for batch in pipeline(texts)
        for doc, entities in batch
    ]


def test_tags_arcs_and_names_are_those_of_spacy(plain, pipeline):
    found = _of_sayso(pipeline, TEXTS)
    assert found == _of_spacy(plain, TEXTS)
    assert {"B-PERSON", "I-PERSON", "B-GPE", "B-ORG", "I-ORG"} <= {word[-1] for text in found for word in text}


@settings(max_examples=30, deadline=None)
@given(texts=st.lists(st.lists(WORDS, min_size=1, max_size=30).map(" ".join), min_size=1, max_size=5))
def test_any_words_are_parsed_as_spacy_parses_them(plain, pipeline, texts):
    assert _of_sayso(pipeline, texts) == _of_spacy(plain, texts)


def test_what_was_parsed_before_changes_no_bit(pipeline):
    list(pipeline([*reversed(TEXTS), "Nothing of this stands in the other texts, said Ola Brandt."]))
    first, second = (next(parse(TEXTS)) for parse in (pipeline, quickest(_without_forms())))
    assert [p.doc.tensor.tobytes() for p in first] == [p.doc.tensor.tobytes() for p in second]


def test_a_memory_that_is_full_is_emptied_without_a_change(pipeline, monkeypatch):
    first = [p.doc.tensor.tobytes() for p in next(pipeline(TEXTS))]
    monkeypatch.setattr("sayso.language.vectors._MOST", 3)
    for _ in range(2):
        assert [p.doc.tensor.tobytes() for p in next(pipeline(TEXTS))] == first


def test_more_stretches_than_one_batch_are_all_parsed(plain, pipeline):
    texts = [f"Envoy {number} of Ruritania left Strelsau." for number in range(150)]
    assert _of_sayso(pipeline, texts) == _of_spacy(plain, texts)


def test_a_pipeline_with_another_component_goes_its_own_way():
    nlp = load_pipeline(DEFAULT_MODEL)
    nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "ORG", "pattern": "grey herons"}])
    take_over_forms(nlp)
    pipeline = quickest(nlp)
    assert not isinstance(pipeline, QuickPipeline)
    assert next(pipeline(["The grey herons met."]))[0].entities == ["", "B-ORG", "I-ORG", "", ""]


def test_white_space_is_no_word_and_offsets_are_exact():
    text = "  Orla Venn  met   envoys.\n\nThey left  Klow ."
    parsed = load_parser()(Document(id="d", text=text))
    assert (
        [text[w.start : w.end] for w in parsed.tokens]
        == [w.text for w in parsed.tokens]
        == text.replace(".", " . ").split()
    )
    assert all(w.head in w.sentence.tokens for w in parsed.tokens)
