"""What is read of a release: everything with a name, however much it is, once however many ask."""

import threading
from dataclasses import replace

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import ResultTooLarge
from kg.query.question import Answer, Engine, Question
from kg.rdf.iris import Base
from kg.rdf.namespaces import OWL, SKOS
from kg.serve.reconcile import register
from kg.serve.reconcile.register import Register, Registers
from kg.serve.shelf import Edition
from tests.serve import world

BASE = Base(world.BASE)


class Narrow:
    """An engine that gives no answer of more rows than a few; it counts what it is asked."""

    def __init__(self, engine: Engine, most: int) -> None:
        self._engine = engine
        self._most = most
        self.asked = 0
        self.refused = 0

    def ask(self, question: Question) -> Answer:
        """The whole answer, or none."""
        self.asked += 1
        answer = self._engine.ask(question)
        found = parse_query_results(answer.body, QueryResultsFormat.JSON) if answer.form == "SELECT" else None
        if isinstance(found, QuerySolutions) and len(list(found)) > self._most:
            self.refused += 1
            raise ResultTooLarge("There is more.")
        return answer


def test_what_is_too_much_for_one_answer_is_read_in_parts(matched: Edition, names: Register) -> None:
    narrow = Narrow(matched.engine, 60)
    read = register.read(replace(matched, engine=narrow), BASE)
    assert narrow.refused > 0
    assert read.entities == names.entities


def test_everything_with_a_name_is_there_with_its_codes(names: Register) -> None:
    sala = names.entities["place/sala"]
    assert sala.names == {"sv": "Sala", "en": "Sala"}
    assert (SKOS.notation.value, "1981") in sala.codes
    assert sala.described.alt_labels == ("Sala kommun", "Sala Municipality")
    assert names.entities["actor/stockholms-kommun"].described.organisationsnummer == "212000-0142"
    role = names.entities["concept/roll/utforare"]
    assert role.types == {"https://w3id.org/samverkan/concept/roll", SKOS.Concept.value}
    assert not any("#" in each for each in names.entities)


def test_an_entity_is_of_every_wider_type(names: Register) -> None:
    ns = "https://w3id.org/samverkan/ns#"
    assert names.entities["place/sala"].types == {f"{ns}Place", f"{ns}Municipality"}
    assert names.entities["place/uppsala-lan"].types == {f"{ns}Place", f"{ns}County"}


def test_links_to_other_registers_are_codes_of_their_own(names: Register) -> None:
    assert [each.decides for each in names.schema.properties if each.iri == OWL.sameAs.value] == [True]
    for form in ("Q1754", "wd:Q1754", "http://www.wikidata.org/entity/Q1754", " q1754 "):
        assert register.code_form(form) == "q1754"


def test_a_register_is_read_once_however_many_ask_at_the_same_time(matched: Edition) -> None:
    counting = Narrow(matched.engine, 10**6)
    asked, registers = replace(matched, engine=counting), Registers(BASE)
    start = threading.Barrier(4)
    found: list[Register] = []

    def ask() -> None:
        start.wait(10)
        found.append(registers.of(asked))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    alone = Narrow(matched.engine, 10**6)
    register.read(replace(matched, engine=alone), BASE)
    assert counting.asked == alone.asked
    assert all(each is found[0] for each in found)


@pytest.mark.parametrize("prefix", ["s", "sal", "Sala k", "198", "place/s", "upp"])
def test_a_beginning_finds_what_begins_so(names: Register, prefix: str) -> None:
    found = [each.id for each in names.beginning(prefix, ())]
    assert found
    for id_ in found:
        each = names.entities[id_]
        texts = (*each.described.names, *(value for _, value in each.codes), id_, id_.rpartition("/")[2])
        folded = [text.casefold().replace("/", " ").replace("-", " ") for text in texts]
        assert any(f" {prefix.casefold().replace('/', ' ')}" in f" {text}" for text in folded)


def test_nothing_begins_with_nothing(names: Register) -> None:
    assert list(names.beginning(" ", ())) == []
