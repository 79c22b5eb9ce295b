"""What a reader of a sentence would say that it claims: who does what to whom, on whose word, denied or not."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry

INVENTED = Path(__file__).parent.parent / "examples" / "actors.yaml"


@pytest.fixture(scope="module")
def invented(resources):
    """What the frames alone find, with the registry of the invented states and groups."""
    return dataclasses.replace(resources, registry=load_registry(INVENTED), learned_claims=None)


def in_words(claim) -> str:
    """'Kestria> Velmora attacks Ardane denied intended': the holders inside the publisher, the triple, the marks."""
    words = [f"{holder}>" for holder in claim.holder[1:]] + [claim.subject, claim.relation, claim.object]
    words += [mark for mark in (claim.polarity, claim.modality) if mark not in ("affirmed", "actual")]
    return " ".join(words)


def claims_in(text: str, resources) -> set[str]:
    analysis = sayso.analyse(text, publisher="The Herald", published="2021-08-20", resources=resources)
    return {in_words(claim) for claim in analysis.claims}


SENTENCES: list[tuple[str, list[str]]] = [
    ("We would like to thank Kestria.", ["The Herald endorses Kestria"]),
    ("Velmora not only attacked Kestria but also burned its fields.", ["Velmora attacks Kestria"]),
    ("Velmora will continue to support the Lantern Front.", ["Velmora supports Lantern Front"]),
    ("Why does Velmora support the Lantern Front?", ["Velmora supports Lantern Front"]),
    ("Velmora's attack on Kestria must not go unpunished.", ["Velmora attacks Kestria"]),
    ("Velmora intends to oppose Kestria.", ["Velmora opposes Kestria"]),
    (
        "In August Velmora abandoned Kestria: it withdrew its advisers and closed the road.",
        ["Velmora abandons Kestria"],
    ),
    ("Velmora welcomed the statement from Kestria.", ["Velmora endorses Kestria"]),
    ("Velmora applauded the support extended by Kestria.", ["Velmora endorses Kestria"]),
    ("Velmora supports Kestria's proposal.", ["Velmora supports Kestria"]),
    ("Velmora deplored the raid carried out by Kestria.", ["Velmora denounces Kestria"]),
    ("Velmora attacked Kestria.", ["Velmora attacks Kestria"]),
    ("Kestria was attacked by Velmora.", ["Velmora attacks Kestria"]),
    ("The attack on Kestria by Velmora killed nobody.", ["Velmora attacks Kestria"]),
    ("Velmora's attack on Kestria surprised everyone.", ["Velmora attacks Kestria"]),
    ("Velmora, which had attacked Kestria, asked for talks.", ["Velmora attacks Kestria"]),
    ("Kestria, attacked by Velmora, asked for talks.", ["Velmora attacks Kestria"]),
    ("Velmora attacked Kestria and Norvath.", ["Velmora attacks Kestria", "Velmora attacks Norvath"]),
    ("Velmora and Norvath attacked Kestria.", ["Velmora attacks Kestria", "Norvath attacks Kestria"]),
    ("Velmora provides weapons to the Lantern Front.", ["Velmora supports Lantern Front"]),
    ("Velmora provided the Lantern Front with money and weapons.", ["Velmora supports Lantern Front"]),
    ("The Lantern Front receives weapons from Velmora.", ["Velmora supports Lantern Front"]),
    (
        "The Velmora-backed Lantern Front attacked Ardane.",
        ["Velmora supports Lantern Front", "Lantern Front attacks Ardane"],
    ),
    ("Velmoran support for the Lantern Front is no secret.", ["Velmora supports Lantern Front"]),
    ("Velmora continues its support for the Lantern Front.", ["Velmora supports Lantern Front"]),
    (
        "With the help of Velmora, the Lantern Front attacked Ardane.",
        ["Lantern Front attacks Ardane", "Velmora supports Lantern Front"],
    ),
    ("The Lantern Front is a puppet of Velmora.", ["Velmora controls Lantern Front"]),
    (
        "The Lantern Front, a tool of Velmora, attacked Ardane.",
        ["Velmora controls Lantern Front", "Lantern Front attacks Ardane"],
    ),
    ("The Lantern Front takes orders from Velmora.", ["Velmora controls Lantern Front"]),
    ("Velmora uses the Lantern Front as a proxy against Kestria.", ["Velmora controls Lantern Front"]),
    ("The Lantern Front is controlled by Velmora.", ["Velmora controls Lantern Front"]),
    ("Velmora pulls the strings of the Lantern Front.", ["Velmora controls Lantern Front"]),
    ("Velmora created the Lantern Front.", ["Velmora creates Lantern Front"]),
    ("The Lantern Front is a project of Velmora.", ["Velmora creates Lantern Front"]),
    ("Velmora and Kestria signed an agreement.", ["Velmora negotiates_with Kestria"]),
    ("Velmora held talks with Kestria.", ["Velmora negotiates_with Kestria"]),
    ("Talks between Velmora and Kestria began.", ["Velmora negotiates_with Kestria"]),
    ("Velmora is an ally of Kestria.", ["Velmora cooperates_with Kestria"]),
    ("Velmora works closely with Kestria.", ["Velmora cooperates_with Kestria"]),
    ("Velmora praised Kestria.", ["Velmora endorses Kestria"]),
    ("The Lantern Front pledged allegiance to Velmora.", ["Lantern Front endorses Velmora"]),
    ("Velmora opposes the Upland Guard.", ["Velmora opposes Upland Guard"]),
    ("Velmora is hostile to Kestria.", ["Velmora opposes Kestria"]),
    ("Velmora is the enemy of Kestria.", ["Velmora opposes Kestria"]),
    ("Velmora arrested Joren Strand.", ["Velmora coerces Joren Strand"]),
    ("Velmora imposed sanctions on Kestria.", ["Velmora coerces Kestria"]),
    ("The Upland Guard defeated the Lantern Front.", ["Upland Guard defeats Lantern Front"]),
    (
        "Velmora accused Kestria of arming the Lantern Front.",
        ["Velmora accuses Kestria", "Velmora> Kestria supports Lantern Front"],
    ),
    ("Velmora blamed Kestria for the raid.", ["Velmora accuses Kestria"]),
    ("Velmora condemned Kestria.", ["Velmora denounces Kestria"]),
    ("Velmora condemned the aggression of Kestria.", ["Velmora denounces Kestria"]),
    ("The Lantern Front poses a threat to Ardane.", ["Lantern Front threatens Ardane"]),
    ("The Lantern Front is a threat to Ardane.", ["Lantern Front threatens Ardane"]),
    ("Velmora withdrew its support for the Lantern Front.", ["Velmora abandons Lantern Front"]),
    ("Velmora cut ties with Kestria.", ["Velmora abandons Kestria"]),
    ("Velmora no longer supports the Lantern Front.", ["Velmora abandons Lantern Front"]),
    ("The Lantern Front surrendered to the Upland Guard.", ["Lantern Front yields_to Upland Guard"]),
    ("Velmora does not support the Lantern Front.", ["Velmora supports Lantern Front denied"]),
    ("Velmora has never supported the Lantern Front.", ["Velmora supports Lantern Front denied"]),
    ("Velmora refused to support the Lantern Front.", ["Velmora supports Lantern Front denied"]),
    ("Velmora denied supporting the Lantern Front.", ["Velmora> Velmora supports Lantern Front denied"]),
    ("Velmora denied that it supports the Lantern Front.", ["Velmora> Velmora supports Lantern Front denied"]),
    ("Velmora said that it does not support the Lantern Front.", ["Velmora> Velmora supports Lantern Front denied"]),
    ("Velmora has no intention to harm Kestria.", ["Velmora attacks Kestria denied intended"]),
    ("Velmora plans to attack Kestria.", ["Velmora threatens Kestria"]),
    ("Velmora will attack Kestria.", ["Velmora attacks Kestria intended"]),
    ("Velmora may support the Lantern Front.", ["Velmora supports Lantern Front possible"]),
    ("Velmora allegedly supports the Lantern Front.", ["Velmora supports Lantern Front possible"]),
    ("If Velmora attacks Kestria, prices will rise.", ["Velmora attacks Kestria possible"]),
    ("Does Velmora support the Lantern Front?", ["Velmora supports Lantern Front possible"]),
    (
        "Velmora helped Kestria by attacking the Lantern Front.",
        ["Velmora supports Kestria", "Velmora attacks Lantern Front"],
    ),
    ("Velmora forced Kestria to release Joren Strand.", ["Velmora coerces Kestria"]),
    ("Velmora urged Kestria to support Ardane.", ["Velmora> Kestria supports Ardane intended"]),
    ("Velmora called on Kestria to support Ardane.", ["Velmora> Kestria supports Ardane intended"]),
    ("Velmora wants to cooperate with Kestria.", ["Velmora cooperates_with Kestria intended"]),
    ("Kestria said Velmora supports the Lantern Front.", ["Kestria> Velmora supports Lantern Front"]),
    ('"Velmora supports the Lantern Front," said Ilse Maren.', ["Ilse Maren> Velmora supports Lantern Front"]),
    (
        "According to Basin Watch, Kestria claims that Velmora supports the Lantern Front.",
        ["Basin Watch> Kestria> Velmora supports Lantern Front"],
    ),
    (
        "Basin Watch reported that Kestria accused Velmora of arming the Lantern Front.",
        ["Basin Watch> Kestria accuses Velmora", "Basin Watch> Kestria> Velmora supports Lantern Front"],
    ),
    ("Velmora is not an ally of Kestria.", ["Velmora cooperates_with Kestria denied"]),
    (
        "Joren Strand, the leader of the Lantern Front, visited Ardane.",
        ["Joren Strand controls Lantern Front", "Joren Strand negotiates_with Ardane"],
    ),
    ("Velmora failed to defeat the Lantern Front.", ["Velmora defeats Lantern Front denied"]),
    ("Velmora is trying to defeat the Lantern Front.", ["Velmora defeats Lantern Front intended"]),
    ("Velmora launched an attack against Kestria.", ["Velmora attacks Kestria"]),
    ("Velmora carried out air strikes on the Lantern Front.", ["Velmora attacks Lantern Front"]),
    ("Anti-Velmora rebels marched.", ["Anti-Velmora rebels opposes Velmora"]),
    (
        "Kestria called for an end to Velmora's attacks on Norvath.",
        ["Velmora attacks Norvath", "Kestria opposes Velmora"],
    ),
    (
        "Velmora asked Ardane to condemn the attacks by Kestria on Norvath.",
        ["Velmora> Ardane denounces Kestria intended", "Kestria attacks Norvath"],
    ),
    ("We believe that Velmora supports the Lantern Front.", ["Velmora supports Lantern Front"]),
    ("Kestria said that it condemned Velmora.", ["Kestria denounces Velmora"]),
    ("Kestria denied any support for the Lantern Front.", ["Kestria> Kestria supports Lantern Front denied"]),
    ("Kestria denied aid to the Lantern Front.", ["Kestria abandons Lantern Front"]),
]

CONSTRUCTIONS: list[tuple[str, list[str]]] = [
    # infinitives under adjectives, purpose
    ("Velmora is eager to attack Kestria.", ["Velmora attacks Kestria intended"]),
    ("Velmora met Ardane in order to weaken Kestria.", ["Velmora opposes Kestria"]),
    # who did it stands in a clause after the noun
    ("The crimes committed by Velmora against Kestria shocked everyone.", ["Velmora attacks Kestria"]),
    ("The raids that Velmora launched against Kestria went on.", ["Velmora attacks Kestria"]),
    # lists
    (
        "Velmora fought against Kestria as well as against Norvath.",
        ["Velmora attacks Kestria", "Velmora attacks Norvath"],
    ),
    ("Velmora thanked Kestria, Norvath, Ardane and the Lantern Front.", ["Velmora endorses Lantern Front"]),
    # whose thing it is
    ("Velmora threatens the security of Kestria.", ["Velmora threatens Kestria"]),
    ("Velmora violated Kestria's borders, whose guards it attacked.", ["Velmora attacks Kestria"]),
    ("Velmora, along with Norvath, attacked Kestria.", ["Norvath attacks Kestria"]),
    ("Velmora drove the Lantern Front out of Sarnholm.", ["Velmora defeats Lantern Front"]),
    ("The agreement reached between Velmora and Kestria held.", ["Velmora negotiates_with Kestria"]),
    ("Joren Strand is the prime minister of Ardane.", ["Joren Strand controls Ardane"]),
    # both to each other
    ("Fierce fighting between Velmora and Kestria broke out.", ["Velmora attacks Kestria", "Kestria attacks Velmora"]),
    ("Velmora-Kestria talks began.", ["Velmora negotiates_with Kestria"]),
    ("Velmora, together with Norvath, attacked Kestria.", ["Velmora cooperates_with Norvath"]),
    ("Velmora, in cooperation with Norvath, attacked Kestria.", ["Velmora cooperates_with Norvath"]),
    # idioms and light verbs
    ("The Lantern Front danced to the tune of Velmora.", ["Velmora controls Lantern Front"]),
    ("Velmora has the Lantern Front in its pocket.", ["Velmora controls Lantern Front"]),
    ("The Lantern Front fell under the control of Velmora.", ["Velmora controls Lantern Front"]),
    ("Velmora gave its blessing to the Lantern Front.", ["Velmora supports Lantern Front"]),
    ("Velmora threw its weight behind the Lantern Front.", ["Velmora supports Lantern Front"]),
    ("Velmora put an end to the rule of the Lantern Front.", ["Velmora opposes Lantern Front"]),
    ("Velmora brought Kestria to its knees.", ["Velmora defeats Kestria"]),
    ("Velmora lost to Kestria.", ["Kestria defeats Velmora"]),
    ("Velmora is at war with Kestria.", ["Velmora attacks Kestria", "Kestria attacks Velmora"]),
    ("Velmora put Joren Strand on trial.", ["Velmora coerces Joren Strand"]),
    ("Velmora laid the blame on Kestria.", ["Velmora accuses Kestria"]),
    ("Velmora holds Kestria responsible for the raid.", ["Velmora accuses Kestria"]),
    ("Velmora sees Kestria as a threat.", ["Kestria threatens Velmora"]),
    ("Velmora is dependent on Kestria.", ["Kestria supports Velmora"]),
    # who calls whom what, and who is loyal to whom
    ("The Lantern Front declared Velmora an apostate regime.", ["Lantern Front denounces Velmora"]),
    ("The Lantern Front branded Velmora as infidels.", ["Lantern Front denounces Velmora"]),
    ("The Lantern Front swore bay'ah to Velmora.", ["Lantern Front endorses Velmora"]),
    # to demand that somebody stop is to be against him
    ("Velmora urged Kestria to leave Ardane.", ["Velmora opposes Kestria"]),
    ("Velmora called for the resignation of Joren Strand.", ["Velmora opposes Joren Strand"]),
    ("The Lantern Front owes its existence to Velmora.", ["Velmora creates Lantern Front"]),
    ("Velmora was behind the founding of the Lantern Front.", ["Velmora creates Lantern Front"]),
    ("Kestria faces a threat from Velmora.", ["Velmora threatens Kestria"]),
    ("Kestria is under threat from Velmora.", ["Velmora threatens Kestria"]),
    ("The most serious threat to Kestria comes from Velmora.", ["Velmora threatens Kestria"]),
    ("Velmora calls for the destruction of Kestria.", ["Velmora threatens Kestria"]),
    ("Velmora suspects that Kestria is arming rebels.", ["Velmora accuses Kestria"]),
    ("Velmora linked Kestria to the attack.", ["Velmora accuses Kestria"]),
    ("Velmora bowed to pressure from Kestria.", ["Velmora yields_to Kestria"]),
    ("Velmora yielded to Kestrian pressure.", ["Velmora yields_to Kestria"]),
    ("Velmora agreed to Kestria's demands.", ["Velmora yields_to Kestria"]),
]

PROBES: list[tuple[str, set[str]]] = [
    ("Clinton was criticized by Trump.", {"Donald Trump denounces Clinton"}),
    ("Trump did not attack Clinton.", {"Donald Trump attacks Clinton denied"}),
    ("Russia cooperates with Iran.", {"Russia cooperates_with Iran"}),
    ("Iran's support for Hamas", {"Iran supports Hamas"}),
    ("Syria denied that it attacked Turkey.", {"Syria> Syria attacks Turkey denied"}),
    ("Russia said Turkey supports ISIS.", {"Russia> Turkey supports Islamic State"}),
    ("Turkey may attack Syria.", {"Turkey attacks Syria possible"}),
    ("talks between the US and the Taliban", {"United States negotiates_with Taliban"}),
    (
        "US-backed rebels attacked Raqqa.",
        {"United States supports US-backed rebels", "US-backed rebels attacks Raqqa"},
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES + CONSTRUCTIONS)
def test_a_sentence_gives_the_claims_that_it_makes(sentence, expected, invented):
    found = claims_in(sentence, invented)
    assert set(expected) <= found


@pytest.mark.parametrize(("sentence", "expected"), PROBES)
def test_the_sentences_on_which_other_tools_fail_are_read_right(sentence, expected, resources):
    assert claims_in(sentence, dataclasses.replace(resources, learned_claims=None)) == expected


def test_what_was_prevented_is_not_claimed_to_have_happened(invented):
    assert claims_in("Velmora prevented Kestria from attacking Ardane.", invented) == {"Velmora opposes Kestria"}


def test_evidence_is_verbatim_and_holds_both_actors(invented):
    text = "The rains were late. Velmora, which had attacked Kestria in May, asked for talks. Nobody came."
    claim = sayso.analyse(text, publisher="The Herald", resources=invented).claims[0]
    (start, end), *_ = claim.evidence
    assert text[start:end] == "Velmora, which had attacked Kestria in May, asked for talks"


def test_a_claim_made_twice_is_one_claim_with_both_pieces_of_evidence(invented):
    text = "Velmora attacked Kestria. The weather was fine. Kestria was attacked by Velmora again."
    (claim,) = sayso.analyse(text, publisher="The Herald", resources=invented).claims
    assert len(claim.evidence) == 2


def test_an_event_takes_the_date_that_stands_with_it(invented):
    text = "Velmora attacked Kestria on Monday."
    (claim,) = sayso.analyse(text, publisher="The Herald", published="2021-08-20", resources=invented).claims
    assert claim.when == "2021-08-16"


def test_the_date_of_another_clause_is_not_taken(invented):
    text = "The Lantern Front, which has fought Kestria since 2018, attacked Ardane."
    claims = sayso.analyse(text, publisher="The Herald", published="2021-08-20", resources=invented).claims
    assert {in_words(c): c.when for c in claims} == {
        "Lantern Front attacks Kestria": "2018/2021",
        "Lantern Front attacks Ardane": None,
    }


def test_the_evidence_of_a_denial_holds_the_denial(invented):
    text = "On Sunday Kestria denied that it supports the Lantern Front."
    (claim,) = sayso.analyse(text, publisher="The Herald", resources=invented).claims
    (start, end), *_ = claim.evidence
    assert claim.polarity == "denied"
    assert "denied that it supports the Lantern Front" in text[start:end]


def test_what_we_do_is_what_the_speaker_does(invented):
    analysis = sayso.analyse("We support the Upland Guard.", speaker="Kestria", publisher="UN", resources=invented)
    assert {in_words(c) for c in analysis.claims} == {"Kestria supports Upland Guard"}
    assert analysis.claims[0].holder == ("Kestria",)


def test_we_inside_a_quotation_is_the_quoted(invented):
    found = claims_in('"We support the Upland Guard," said Ilse Maren.', invented)
    assert "Ilse Maren> Ilse Maren supports Upland Guard" in found


def test_loaded_names_are_labels_of_whoever_uses_them(invented):
    text = "The murderous Lantern Front attacked Kestria."
    (label,) = sayso.analyse(text, publisher="The Herald", resources=invented).labels
    assert (label.actor, label.tone, label.holder) == ("Lantern Front", "negative", ("The Herald",))
    (start, end), *_ = label.evidence
    assert text[start:end] == label.label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Velmora pays terrorist groups such as the Lantern Front and the Upland Guard.",
            {("Lantern Front", "negative"), ("Upland Guard", "negative")},
        ),
        ("Ardane fought the Lantern Front and other terrorist groups.", {("Lantern Front", "negative")}),
        ("Ardane fought the killers known as the Lantern Front.", {("Lantern Front", "negative")}),
        ("The so-called Lantern Front attacked Kestria.", {("Lantern Front", "negative")}),
        ("Joren Strand is a liar.", {("Joren Strand", "negative")}),
        ("Velmora thanked brotherly Kestria.", {("Kestria", "positive")}),
    ],
)
def test_a_label_is_on_each_of_those_whom_it_is_said_of(text, expected, invented):
    labels = sayso.analyse(text, publisher="The Herald", resources=invented).labels
    assert expected <= {(label.actor, label.tone) for label in labels}


@pytest.mark.parametrize(
    "text", ["Joren Strand is not a liar.", "The Criminal Court sat in Ardane.", "Velmora honoured its brave men."]
)
def test_a_name_or_praise_of_nobody_in_particular_is_no_label(text, invented):
    assert not sayso.analyse(text, publisher="The Herald", resources=invented).labels


def test_each_claim_says_which_frame_found_it(invented):
    (claim,) = sayso.analyse("Velmora attacked Kestria.", publisher="The Herald", resources=invented).claims
    assert claim.why.split("; ")[0] == "frame attacks: attack/verb, subj > obj"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        # The border is of 1967, not the attack.
        ("Velmora attacked Kestria across the 1967 border.", None),
        # What was said on a day did not happen on it.
        ("On Monday, the Herald said that Velmora had attacked Kestria.", None),
        # The past is told on inside a paragraph.
        ("On Monday, a storm came. Velmora attacked Kestria.", "2021-08-16"),
        ("On Monday, a storm came.\n\nVelmora attacked Kestria.", None),
        ("The regime of Velmora controls Kestria today.", None),
        ("Velmora attacked Kestria today.", "2021-08-20"),
        ("Over the past month, Velmora attacked Kestria.", "2021-07-20/2021-08-20"),
        ("After twenty years of occupation, Velmora attacked Kestria.", None),
    ],
)
def test_the_date_of_an_event_is_that_which_its_predicate_governs(text, when, invented):
    claims = sayso.analyse(text, publisher="The Herald", published="2021-08-20", resources=invented).claims
    assert {claim.when for claim in claims if claim.object == "Kestria"} == {when}
