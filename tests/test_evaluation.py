"""The measuring of drawn bundles: what counts as hit, as kept, as hidden by the edit itself, and what is reported."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from deltaedit.__main__ import main
from deltaedit.bundles.find import CHECKPOINTS, project_root
from deltaedit.bundles.weights import save_weights
from deltaedit.errors import PromptError, TrainingError
from deltaedit.evaluation.drawn import (
    Subjects,
    colour_error,
    evaluate,
    outside_figures,
    paraphrases,
    rates,
    rows_for,
    score,
    without_trained_words,
)
from deltaedit.evaluation.judge import Judge, accuracy, labels_of, pictures_of, train_judge
from deltaedit.evaluation.report import attribute_table, failures, page, score_table
from deltaedit.evaluation.scores import Rates, Score, by_attribute, mean_hit, mean_kept, phrase_figures
from deltaedit.training.drawn.bundle import write_trained
from deltaedit.training.drawn.captions import is_held_out
from deltaedit.training.drawn.domains import DOMAINS
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.domains.outside import outside_wishes
from deltaedit.training.drawn.drawn_domain import DrawnDomain

EVERY_DOMAIN = pytest.mark.parametrize("drawn", DOMAINS.values(), ids=list(DOMAINS))
NEEDS_RENDERER = "drawing needs the packages of requirements-dev.txt"
LARGEST_FILE = 10_000_000


class Oracle:
    """Reads what it was told, one reading a picture."""

    def __init__(self, readings: list[dict[str, str]]) -> None:
        self.readings = readings

    def read(self, image: torch.Tensor) -> list[dict[str, str]]:
        assert len(image) == len(self.readings)
        return self.readings


def subjects_of(drawn: DrawnDomain, count: int) -> Subjects:
    drawings = drawn.domain.sample(count, 5)
    empty = torch.zeros(count, 1)
    everything = {name: values[0] for name, values in drawn.judged_values.items()}
    readings = [{**everything, **drawing.attributes()} for drawing in drawings]
    return Subjects(drawn, drawings, empty, empty, empty, empty, readings)


def judge_of(readings: list[dict[str, str]]) -> Judge:
    return cast(Judge, cast(Any, Oracle(readings)))


@EVERY_DOMAIN
def test_those_who_have_it_already_are_left_out(drawn: DrawnDomain) -> None:
    subjects = subjects_of(drawn, 60)
    for wish in drawn.wishes.values():
        rows = rows_for(subjects, wish)
        assert 0 < len(rows) <= 60
        shown = [subjects.drawings[row].attributes().get(wish[0]) for row in rows]
        assert None not in shown and not set(shown) & set(wish[1])


@EVERY_DOMAIN
def test_a_perfect_edit_hits_and_keeps_and_a_clumsy_one_does_not(drawn: DrawnDomain) -> None:
    subjects = subjects_of(drawn, 12)
    for wish in drawn.wishes.values():
        attribute, (value, *_) = wish
        rows = rows_for(subjects, wish)
        image = torch.zeros(len(rows), 1)
        perfect = [{**subjects.readings[row], attribute: value} for row in rows]
        result = rates(subjects, rows, image, wish, judge_of(perfect))
        assert result.hit == result.kept == 1 and attribute not in result.kept_of
        nothing = [subjects.readings[row] for row in rows]
        assert rates(subjects, rows, image, wish, judge_of(nothing)).hit == 0
        other = "backgroundColour" if attribute != "backgroundColour" else next(iter(drawn.domain.parts))
        clumsy = [{**reading, other: "nothing of the kind"} for reading in perfect]
        result = rates(subjects, rows, image, wish, judge_of(clumsy))
        assert result.hit == 1 and result.kept < 1 and result.kept_of[other] == (0, len(rows))
        assert all(kept == of for name, (kept, of) in result.kept_of.items() if name != other)


def test_what_an_edit_hides_is_not_judged() -> None:
    subjects = subjects_of(AVATARS, 12)
    wish = ("accessories", ("sunglasses",))
    rows = rows_for(subjects, wish)
    readings = [{**subjects.readings[row], "accessories": "sunglasses", "eyes": "wink"} for row in rows]
    result = rates(subjects, rows, torch.zeros(len(rows), 1), wish, judge_of(readings))
    assert result.kept == 1 and "eyes" not in result.kept_of


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_kept_counts_drawings_and_not_attributes(counts: dict[str, tuple[int, int]]) -> None:
    kept_of = {name: (kept, kept + lost) for name, (kept, lost) in counts.items()}
    kept, lost = sum(k for k, _ in counts.values()), sum(n for _, n in counts.values())
    result = Rates(0.5, kept_of).kept
    assert 0 <= result <= 1
    assert result * (kept + lost) == pytest.approx(kept) if kept + lost else result == 1


def test_a_wish_that_all_fulfil_or_that_says_nothing() -> None:
    subjects = subjects_of(AVATARS, 6)

    def speechless(*_: object) -> torch.Tensor:
        raise PromptError("This means nothing.")

    editor = cast(
        Any, SimpleNamespace(clip=SimpleNamespace(text_delta=speechless), manifest=SimpleNamespace(neutral=""))
    )
    everybody = ("mouth", AVATARS.domain.parts["mouth"])
    nobody = ("mouth", ("sad",))
    rows = rows_for(subjects, nobody)
    judge = judge_of([subjects.readings[row] for row in rows])
    (one,) = score(editor, judge, subjects, {"some mouth": everybody, "sad": nobody})
    assert (one.phrase, one.count, one.rates.hit, one.rates.kept) == ("sad", len(rows), 0.0, 1.0)


@EVERY_DOMAIN
def test_tables(drawn: DrawnDomain) -> None:
    names = list(drawn.judged_values)
    first, second = names[-1], names[1]
    scores = [
        Score("one text", first, 10, Rates(0.5, {name: (9, 10) for name in names if name != first})),
        Score("another", second, 10, Rates(1.0, {name: (10, 10) for name in names if name != second})),
    ]
    assert mean_hit(scores) == 0.75 and mean_kept(scores) == 0.95
    attributes = by_attribute(scores, names)
    assert attributes[first] == {"hit": 0.5, "kept": 1.0} and attributes[names[2]] == {"kept": 0.95}
    table = score_table(scores, scores).splitlines()
    assert table[2] == "| one text | 50% | 90% | 50% | 90% | 10 |" and table[-1].startswith("| **mean** | 75% | 95% |")
    assert f"| {names[2]} | not asked | 95.0% |" in attribute_table(attributes)
    assert "| unseen | not asked | not seen |" in attribute_table(by_attribute(scores, ["unseen"]))
    assert phrase_figures(scores)["one text"] == {"hit": 0.5, "kept": 0.9, "drawings": 10}


def test_phrases_that_fail_are_told_and_the_worst_first() -> None:
    def scored(phrase: str, hit: float) -> Score:
        return Score(phrase, "skinColour", 7, Rates(hit, {"top": (7, 7)}))

    told = failures([scored("bad", 0.3), scored("good", 0.9), scored("worst", 0.0), scored("just so", 0.5)])
    assert [line.split(" | ")[0] for line in told.splitlines()[4:]] == ["| worst", "| bad"]
    assert "These 2 hit" in told and "| worst | skin colour | 0% | 100% | 7 |" in told
    assert failures([scored("good", 0.9)]) == "Each of them hits in at least 50% of the drawings."


@EVERY_DOMAIN
def test_page_has_a_row_for_what_was_measured_and_none_for_what_was_not(drawn: DrawnDomain) -> None:
    score_of = Score("one text", "mouth", 10, Rates(0.4, {"top": (9, 10)}))
    rate_names = ("hit", "kept", "oracle_hit", "oracle_kept", "paraphrase_hit", "paraphrase_kept", "zero_shot")
    figure_names = ("generator_psnr", "generator_focus_psnr", "inversion_psnr", "inversion_focus_psnr", "colour_error")
    judged = dict.fromkeys(("judge", "judge_generated", "judge_inverted"), 0.9)
    result: dict[str, Any] = {
        **dict.fromkeys(rate_names, 0.5),
        **dict.fromkeys(figure_names, 21.5),
        **judged,
        **{"drawings": 8, "threshold": 0.02, "strength_scale": 1.1, "paraphrases": 30, "zero_shot_drawings": 40},
        "evenness": 1.5,
        "attributes": by_attribute([score_of], drawn.judged_values),
    }
    plain = page(drawn, result, [score_of], [score_of], [])
    assert drawn.texts.title in plain and f"../assets/{drawn.name}-edits.jpg" in plain and "{" not in plain
    assert "never seen the word list" not in plain
    outside = {"mouth": ("mouth", drawn.domain.parts["mouth"][:1])}
    more = outside_figures(drawn, outside, [Score("mouth", "mouth", 10, Rates(0.4, {"top": (9, 10)}))])
    full = page(drawn, {**result, **more}, [score_of], [score_of], [score_of])
    assert "| paraphrases by somebody who has never seen the word list: hit, kept | 40%, 90% (1) |" in full
    assert "| one text | mouth | 40% | 90% | 10 |" in full and "{" not in full


@EVERY_DOMAIN
def test_paraphrases_are_those_that_were_held_out(drawn: DrawnDomain) -> None:
    held_out = [phrase.words for phrase in drawn.language.phrases if is_held_out(phrase)]
    wishes = paraphrases(drawn)
    assert len(wishes) >= 15
    assert all(any(words in text for words in held_out) for text in wishes)


#: Outsiders found these by themselves. The list only ever grows shorter: their words are not for training.
COINCIDENCES = {
    "avatars": {"eyes shut", "ginger hair", "a scarlet outfit", "a sky blue backdrop", "dressed in red"},
    "robots": {"a boxy head"},
}


@EVERY_DOMAIN
def test_outsiders_phrases_are_never_trained_on(drawn: DrawnDomain) -> None:
    wishes = outside_wishes(drawn)
    assert len(wishes) >= 70 and len({attribute for attribute, _ in wishes.values()}) >= 8
    trained = {text.lower() for text in drawn.language.texts()}
    assert {text for text in wishes if text.lower() in trained} <= COINCIDENCES[drawn.name]
    # Enough of them to say something about words that nobody here thought of.
    assert len(without_trained_words(drawn, wishes)) >= 10


def test_words_that_were_trained_on_are_found_whole_and_for_their_attribute_only() -> None:
    wishes = {
        "somebody with GLASSES": ("accessories", ("round",)),
        "fibreglasses": ("accessories", ("round",)),
        "glasses on a shelf": ("mouth", ("sad",)),
    }
    assert without_trained_words(AVATARS, wishes) == {"fibreglasses", "glasses on a shelf"}


def test_outside_wishes_are_read(tmp_path: Path) -> None:
    assert outside_wishes(AVATARS, tmp_path) == {}
    content = {"a blonde": ["hairColour", ["platinum", "blond"]]}
    (tmp_path / "avatars_outside.json").write_text(json.dumps(content), encoding="utf-8")
    assert outside_wishes(AVATARS, tmp_path) == {"a blonde": ("hairColour", ("platinum", "blond"))}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "cannot be read"),
        ("{", "cannot be read"),
        ("[]", "a table from phrase"),
        ('{"a": ["nose", ["long"]]}', "'a' asks for 'nose'"),
        ('{"a": ["mouth", ["smirk"]]}', "mouth 'smirk'; there are "),
        ('{"a": ["mouth", ["sad", 7]]}', "mouth 7"),
        ('{"a": ["mouth", ["sad", null]]}', "mouth None"),
        ('{"a": ["mouth", []]}', "'a' must be followed by"),
        ('{"a": ["mouth"]}', "'a' must be followed by"),
        ('{"a": ["mouth", "sad"]}', "'a' must be followed by"),
        ('{"a": ["mouth", ["sad"], 1]}', "'a' must be followed by"),
        ('{"a": [1, ["sad"]]}', "'a' must be followed by"),
        ('{"a": {"mouth": "sad"}}', "'a' must be followed by"),
        ('{"a": null}', "'a' must be followed by"),
        ('{" ": ["mouth", ["sad"]]}', "is empty"),
        ('{"a": ["glassesColour", ["black"]]}', "cannot be judged"),
    ],
)
def test_outside_wishes_that_make_no_sense(text: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "avatars_outside.json").write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match=says):
        outside_wishes(AVATARS, tmp_path)


@EVERY_DOMAIN
def test_judge_reads_every_attribute_of_its_domain(drawn: DrawnDomain) -> None:
    judge = Judge(drawn.judged_values).eval()
    readings = judge.read(torch.zeros(3, 3, 48, 48))
    assert len(readings) == 3
    for reading in readings:
        assert reading.keys() == drawn.judged_values.keys()
        assert all(value in drawn.judged_values[name] for name, value in reading.items())
    drawings = drawn.domain.sample(30, 3)
    labels = labels_of(drawings, drawn.judged_values)
    for name, values in drawn.judged_values.items():
        shown = [None if i == -100 else values[i] for i in labels[name].tolist()]
        assert shown == [drawing.attributes().get(name) for drawing in drawings]
    right = judge_of([{**dict.fromkeys(drawn.judged_values, ""), **one.attributes()} for one in drawings])
    right.values = dict(drawn.judged_values)
    assert set(accuracy(right, torch.zeros(30, 1), drawings).values()) == {1.0}


def test_judge_of_other_values_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dicebear", reason=NEEDS_RENDERER)
    monkeypatch.setattr("deltaedit.evaluation.judge.STEPS", 2)
    path = tmp_path / "judge.safetensors"
    save_weights(path, "judge", {"weight": torch.zeros(1)}, {})
    first = train_judge(AVATARS, path, 16, count=4)
    monkeypatch.setattr("deltaedit.evaluation.judge.STEPS", 0)
    again = train_judge(AVATARS, path, 16, count=4)
    image = torch.linspace(-1, 1, 2 * 3 * 64 * 64).reshape(2, 3, 64, 64)
    assert all(torch.equal(a, b) for a, b in zip(first(image).values(), again(image).values()))


@EVERY_DOMAIN
def test_colours_of_a_perfect_drawing_have_no_error(drawn: DrawnDomain) -> None:
    pytest.importorskip("dicebear", reason=NEEDS_RENDERER)
    drawings = drawn.domain.sample(4, 9)
    renders = pictures_of(drawings, 64)
    assert colour_error(drawn, renders, renders, drawings) < 1
    assert colour_error(drawn, -renders, renders, drawings) > 20


@pytest.mark.parametrize("count", [0, -3])
def test_nothing_can_be_measured_on_nothing(count: int) -> None:
    with pytest.raises(TrainingError, match=f"on {count} drawings"):
        evaluate(AVATARS, count)


@pytest.mark.parametrize("name", ["nobody", "", "../avatars", "Avatars"])
def test_only_drawn_domains_are_evaluated(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", name]) == 2
    assert "'avatars' and 'robots'" in capsys.readouterr().err


@pytest.mark.parametrize("calibrated", [True, False])
def test_training_again_keeps_what_was_calibrated(calibrated: bool, tmp_path: Path) -> None:
    pytest.importorskip("dicebear", reason=NEEDS_RENDERER)
    bundle = tmp_path / "avatars"
    shutil.copytree(project_root() / CHECKPOINTS / "avatars", bundle)
    path = bundle / "manifest.json"
    before = json.loads(path.read_text(encoding="utf-8"))
    evaluation = {"mapper": {"old": 1}, **({"hit": 0.9, "kept": 0.8} if calibrated else {})}
    before.update(threshold=0.05, strength_scale=1.3, evaluation=evaluation)
    path.write_text(json.dumps(before), encoding="utf-8")
    trained = {"mapper": {"steps": 7}, "training": {"mapper": {"batch": 48}}}
    measured = {"threshold": 0.0, "strength_scale": 2.0, "evaluation": trained}
    manifest = write_trained(AVATARS, bundle, measured)
    wanted = (0.05, 1.3) if calibrated else (0.0, 2.0)
    assert (manifest.threshold, manifest.strength_scale) == wanted
    assert manifest.evaluation == {**evaluation, **trained}
    assert json.loads(path.read_text(encoding="utf-8"))["evaluation"] == {**evaluation, **trained}


def test_committed_bundles_hold_no_large_file() -> None:
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z", CHECKPOINTS], cwd=project_root(), capture_output=True, check=True, timeout=30
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    files = [project_root() / name for name in listing.stdout.decode().split("\0") if name]
    assert files
    sizes = {file: file.stat().st_size for file in files if file.is_file()}
    assert {str(file): size for file, size in sizes.items() if size > LARGEST_FILE} == {}
