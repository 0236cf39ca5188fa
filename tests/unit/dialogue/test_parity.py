"""Domain, actions, responses, rules and examples name each other; none may name what is not there."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import wording
from actions.registry import build_actions
from actions.services import Services
from nlu.components.wishes import WISHES

ROOT = Path(__file__).resolve().parents[3]
NLU = ROOT / "nlu"
# What the engine puts into the metadata of every message; slots and actions may give more.
GIVEN = frozenset({"organisation_name"})
PRESSED = frozenset({"choose"})  # intents that only a button has
BUILT_IN = frozenset({"nlu_fallback"})
# What the caller of a response gives beside that.
CALLER_GIVES = {
    "utter_ask_which": {"first", "second"},
    "utter_several_wishes": {"count", "wishes"},
    "utter_next_wish": {"wish"},
}


def _files(folder: str) -> list[Path]:
    return sorted((NLU / folder).rglob("*.yml"))


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _merged(key: str) -> list[Any]:
    return [item for path in _files("domain") for item in _load(path).get(key) or ()]


def _responses() -> dict[str, list[dict[str, Any]]]:
    """Those of Rasa's rules and actions; what `bot.intake` says is held together by its own tests."""
    made = {name: made for path in _files("domain") for name, made in (_load(path).get("responses") or {}).items()}
    return {name: responses for name, responses in made.items() if not name.startswith("utter_intake_")}


def _rules() -> list[dict[str, Any]]:
    return [rule for path in _files("data/rules") for rule in _load(path)["rules"]]


def _names(items: list[Any]) -> list[str]:
    return [name for item in items for name in (item if isinstance(item, dict) else [item])]


@pytest.fixture(scope="module")
def built() -> list[str]:
    return [action.name() for action in build_actions(Services(None, None, None, None))]  # type: ignore[arg-type]


def test_every_action_of_the_domain_is_built_and_the_other_way_round(built: list[str]) -> None:
    custom = [name for name in _names(_merged("actions")) if not name.startswith("utter_")]

    assert sorted(custom) == sorted(built)


def test_no_two_actions_have_one_name(built: list[str]) -> None:
    assert len(built) == len(set(built))


def test_rules_name_only_what_there_is(built: list[str]) -> None:
    steps = [step for rule in _rules() for step in rule["steps"]]
    intents, actions = set(_names(_merged("intents"))), {*built, *_responses()}

    assert {s["intent"] for s in steps if "intent" in s} <= intents | BUILT_IN
    assert {s["action"] for s in steps if "action" in s} <= actions


def test_every_intent_begins_a_rule() -> None:
    begun = {rule["steps"][0].get("intent") for rule in _rules()}

    assert set(_names(_merged("intents"))) | BUILT_IN == begun


def test_every_intent_has_examples_and_every_example_an_intent() -> None:
    trained = {item["intent"] for path in _files("data/nlu") for item in _load(path)["nlu"] if "intent" in item}

    assert trained == set(_names(_merged("intents"))) - PRESSED


def test_every_response_is_used_and_every_used_one_is_there() -> None:
    paths = [*(ROOT / "actions").glob("*.py"), *(ROOT / "bot/dialogue").glob("*.py")]
    sources = "".join(path.read_text(encoding="utf-8") for path in paths)
    in_actions = set(re.findall(r"\"(utter_[a-z_]+)\"", sources)) - {"utter_action"}  # a key of Rasa's
    in_rules = {s["action"] for rule in _rules() for s in rule["steps"] if str(s.get("action")).startswith("utter_")}

    assert {name for name in in_actions | in_rules if not name.startswith("utter_intake_")} == set(_responses())


def test_every_wish_has_a_title_and_a_phrase() -> None:
    assert set(WISHES) == set(wording.WISHES) == set(wording.PHRASES)


def test_buttons_stand_for_intents_with_rules() -> None:
    payloads = [b["payload"] for made in _responses().values() for r in made for b in r.get("buttons") or ()]
    payloads += [wording.PERSON["payload"], wording.OTHER["payload"], *(f"/{name}" for name in wording.WISHES)]
    begun = {f"/{rule['steps'][0].get('intent')}" for rule in _rules()}

    assert set(payloads) <= begun


def test_responses_have_only_places_that_are_filled() -> None:
    slots = frozenset(_names(_merged("slots")))
    for name, made in _responses().items():
        for response in made:
            places = set(re.findall(r"\{([^}]*)\}", response.get("text") or ""))
            assert places <= GIVEN | slots | CALLER_GIVES.get(name, set()), name


class _Strict(yaml.SafeLoader):
    """Refuses a key that a mapping already has; YAML takes the last one without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # type: ignore[no-untyped-call]
        twice = [key for key, count in Counter(keys).items() if count > 1]
        assert not twice, f"{twice} in {node.start_mark}"
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("path", [*_files("domain"), *_files("data")], ids=lambda p: str(p.relative_to(NLU)))
def test_no_key_twice_in_a_file(path: Path) -> None:
    yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)


@pytest.mark.parametrize("section", ["intents", "entities", "slots", "responses", "actions", "forms", "session_config"])
def test_no_key_twice_across_files(section: str) -> None:
    names = [n for path in _files("domain") for n in _names(list(_load(path).get(section) or ()))]

    assert not [name for name, count in Counter(names).items() if count > 1]
