"""What somebody who codes another field gets from a codebook of his own, without a line of code: companies in trade."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import sayso
from sayso.actors import load_registry
from sayso.claims import load_codebook

TRADE = Path(__file__).parent.parent / "examples" / "codebooks" / "trade.yaml"

COMPANIES = """
actors:
  - {id: brightwater, name: Brightwater Foods, type: organisation, names: [Brightwater]}
  - {id: corvane, name: Corvane, type: organisation}
  - {id: lindhal, name: Lindhal Motors, type: organisation, names: [Lindhal]}
  - {id: ostrand, name: Ostrand Bank, type: organisation, names: [Ostrand]}
"""


@pytest.fixture(scope="module")
def trade(resources, tmp_path_factory):
    """The resources of a project that codes trade among invented companies."""
    registry = tmp_path_factory.mktemp("trade") / "actors.yaml"
    registry.write_text(COMPANIES)
    codebook = load_codebook(TRADE)
    return dataclasses.replace(resources, codebook=codebook, registry=load_registry(registry), learned_claims=None)


def said_in(text: str, resources) -> set[str]:
    """The claims in the codebook's own words."""
    claims = sayso.analyse(text, publisher="The Ledger", resources=resources).claims
    relations = resources.codebook.relations
    return {
        (relations[c.relation].denied_wording if c.polarity == "denied" else relations[c.relation].wording).format(
            subject=c.subject, object=c.object
        )
        for c in claims
    }


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Lindhal sells engines to Corvane.", "Lindhal Motors sells to Corvane"),
        ("Corvane buys its engines from Lindhal.", "Lindhal Motors sells to Corvane"),
        ("Corvane, a customer of Lindhal, closed a plant.", "Lindhal Motors sells to Corvane"),
        ("Lindhal won an order from Corvane.", "Lindhal Motors sells to Corvane"),
        ("Lindhal and Corvane formed a joint venture.", "Lindhal Motors works with Corvane"),
        ("Lindhal acquired Corvane last year.", "Lindhal Motors takes over Corvane"),
        ("Corvane was taken over by Lindhal.", "Lindhal Motors takes over Corvane"),
        ("Lindhal bought a stake in Corvane.", "Lindhal Motors takes over Corvane"),
        ("Corvane is a subsidiary of Lindhal.", "Lindhal Motors takes over Corvane"),
        ("Ostrand invested heavily in Lindhal.", "Ostrand Bank invests in Lindhal Motors"),
        ("The Ostrand-backed Lindhal opened a plant.", "Ostrand Bank invests in Lindhal Motors"),
        ("Lindhal has long competed with Corvane.", "Lindhal Motors competes with Corvane"),
        ("Lindhal filed a lawsuit against Brightwater.", "Lindhal Motors goes to law against Brightwater Foods"),
        ("Lindhal took Brightwater to court.", "Lindhal Motors goes to law against Brightwater Foods"),
        ("Lindhal does not sell to Brightwater.", "Lindhal Motors does not sell to Brightwater Foods"),
        ("Lindhal no longer sells to Brightwater.", "Lindhal Motors no longer deals with Brightwater Foods"),
        ("Corvane cancelled its contract with Lindhal.", "Corvane no longer deals with Lindhal Motors"),
    ],
)
def test_a_sentence_on_trade_gives_the_claim_that_it_makes(sentence, says, trade):
    assert says in said_in(sentence, trade)


def test_what_the_codebook_does_not_code_is_no_claim(trade):
    assert not said_in("Lindhal condemned the attack on Corvane.", trade)


def test_one_company_speaks_of_another(trade):
    (claim,) = sayso.analyse(
        "Corvane said that Lindhal had sued Brightwater.", publisher="The Ledger", resources=trade
    ).claims
    assert claim.holder == ("The Ledger", "Corvane")


def test_a_codebook_without_grammar_and_scope_has_those_that_ship(resources):
    trade = load_codebook(TRADE)
    assert (trade.grammar, trade.scope) == (resources.codebook.grammar, resources.codebook.scope)
