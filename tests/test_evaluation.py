"""Measuring drawn bundles: what counts as hit, as kept, as hidden by the edit itself, and what is reported."""

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
from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError, TrainingError
from deltaedit.evaluation.edits import (
    Request,
    Result,
    Subjects,
    by_attribute,
    mean_hit,
    mean_kept,
    measure,
    result_of,
    rows_for,
)
from deltaedit.evaluation.evaluate import evaluate, outside_figures, results_of
from deltaedit.evaluation.fidelity import colour_error, edges_drawn
from deltaedit.evaluation.judge import Judge, accuracy, labels_of, pictures_of, train_judge
from deltaedit.evaluation.report import Measured, attribute_table, failures, page, result_table
from deltaedit.evaluation.sentences import WISH, outsiders_of, paraphrases, wishes_of, without_trained_words
from deltaedit.training.drawn.bundle import write_trained
from deltaedit.training.drawn.captions import is_held_out
from deltaedit.training.drawn.domain import Domain, Wish
from deltaedit.training.drawn.domains import DOMAINS, UNFINISHED
from deltaedit.training.drawn.domains.avatars import AVATARS

pytestmark = pytest.mark.slow

EVERY = DOMAINS | UNFINISHED
EVERY_DOMAIN = pytest.mark.parametrize("drawn", EVERY.values(), ids=list(EVERY))
NEEDS_RENDERER = "drawing needs the packages of requirements-dev.txt"
LARGEST_FILE = 10_000_000


class Reader:
    """A judge with given readings, one per picture."""

    def __init__(self, readings: list[dict[str, str]]) -> None:
        self.readings = readings

    def read(self, image: torch.Tensor) -> list[dict[str, str]]:
        assert len(image) == len(self.readings)
        return self.readings


def judge_of(readings: list[dict[str, str]]) -> Judge:
    return cast(Judge, cast(Any, Reader(readings)))


def subjects_of(drawn: Domain, count: int) -> Subjects:
    drawings = drawn.sample(count, 5)
    empty = torch.zeros(count, 1)
    everything = {name: values[0] for name, values in drawn.judged_values.items()}
    readings = [{**everything, **drawing.judged()} for drawing in drawings]
    return Subjects(drawn, drawings, empty, empty, empty, empty, readings)


def result(text: str, attribute: str, hit: float, kept_of: dict[str, tuple[int, int]], count: int = 10) -> Result:
    return Result(Request(WISH, text, ((attribute, ()),)), count, hit, kept_of)


@EVERY_DOMAIN
def test_those_who_have_it_already_are_left_out(drawn: Domain) -> None:
    subjects = subjects_of(drawn, 60)
    for request in wishes_of(drawn):
        ((attribute, values),) = request.wishes
        rows = rows_for(subjects, request.wishes)
        assert 0 < len(rows) <= 60
        shown = [subjects.drawings[row].attributes().get(attribute) for row in rows]
        assert None not in shown and not set(shown) & set(values)


@EVERY_DOMAIN
def test_a_perfect_edit_hits_and_keeps_and_a_clumsy_one_does_not(drawn: Domain) -> None:
    subjects = subjects_of(drawn, 12)
    for request in wishes_of(drawn):
        ((attribute, (value, *_)),) = request.wishes
        rows = rows_for(subjects, request.wishes)
        perfect = [{**subjects.readings[row], attribute: value} for row in rows]
        found = result_of(subjects, rows, perfect, request)
        assert found.hit == found.kept == 1 and found.count == len(rows) and attribute not in found.kept_of
        assert result_of(subjects, rows, [subjects.readings[row] for row in rows], request).hit == 0
        other = "backgroundColour" if attribute != "backgroundColour" else next(iter(drawn.parts))
        clumsy = [{**reading, other: "nothing of the kind"} for reading in perfect]
        found = result_of(subjects, rows, clumsy, request)
        assert found.hit == 1 and found.kept < 1 and found.kept_of[other] == (0, len(rows))
        assert all(kept == of for name, (kept, of) in found.kept_of.items() if name != other)


def test_what_an_edit_hides_is_not_judged() -> None:
    subjects = subjects_of(AVATARS, 12)
    request = Request(WISH, "face with sunglasses", (AVATARS.wish("face with sunglasses"),))
    rows = rows_for(subjects, request.wishes)
    readings = [{**subjects.readings[row], "accessories": "sunglasses", "eyes": "wink"} for row in rows]
    found = result_of(subjects, rows, readings, request)
    assert found.kept == 1 and "eyes" not in found.kept_of


def test_what_nobody_can_tell_apart_is_judged_as_one() -> None:
    robots = UNFINISHED["robots-256"]
    plain, other = (robots.sample(1, 0)[0].with_part("texture", value) for value in ("none", "grunge02"))
    assert other.judged()["texture"] == "none" and other.attributes()["texture"] == "grunge02"
    assert "grunge02" not in robots.judged_values["texture"]
    assert (labels_of([plain, other], robots.judged_values)["texture"] == 0).all()
    assert robots.judged_as("texture", ("grunge02", "camo01", "none")) == ("none", "camo01")


@given(st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_kept_counts_drawings_and_not_attributes(counts: dict[str, tuple[int, int]]) -> None:
    kept_of = {name: (kept, kept + lost) for name, (kept, lost) in counts.items()}
    kept, lost = sum(k for k, _ in counts.values()), sum(n for _, n in counts.values())
    share = result("", "mouth", 0.5, kept_of).kept
    assert 0 <= share <= 1
    assert share * (kept + lost) == pytest.approx(kept) if kept + lost else share == 1


def test_a_wish_that_all_fulfil_or_that_says_nothing() -> None:
    subjects = subjects_of(AVATARS, 6)

    def speechless(*_: object) -> None:
        raise PromptError("This means nothing.")

    editor = cast(DeltaEditor, cast(Any, SimpleNamespace(understand=speechless)))
    everybody: Wish = ("mouth", AVATARS.parts["mouth"])
    sad: Wish = ("mouth", ("sad",))
    requests = [Request(WISH, "some mouth", (everybody,)), Request(WISH, "sad", (sad,))]
    (one,) = results_of(measure, editor, judge_of([]), subjects, requests)
    assert one.request.text == "sad" and one.count == len(rows_for(subjects, [sad])) and one.refused
    assert (one.hit, one.kept) == (0.0, 1.0)


@EVERY_DOMAIN
def test_tables(drawn: Domain) -> None:
    names = list(drawn.judged_values)
    first, second = names[-1], names[1]
    results = [
        result("one text", first, 0.5, {name: (9, 10) for name in names if name != first}),
        result("another", second, 1.0, {name: (10, 10) for name in names if name != second}),
    ]
    assert mean_hit(results) == 0.75 and mean_kept(results) == 0.95
    attributes = by_attribute(results, names)
    assert attributes[first] == {"hit": 0.5, "kept": 1.0} and attributes[names[2]] == {"kept": 0.95}
    table = result_table(results, results).splitlines()
    assert table[1] == "| --- | --- | --- | --- | --- | --- |"
    assert (
        table[2] == "| one text | 50% | 90% | 50% | 90% | 10 |"
        and table[-1] == "| **mean** | 75% | 95% | 75% | 95% | |"
    )
    assert f"| {names[2]} | not asked | 95.0% |" in attribute_table(attributes)
    assert "| unseen | not asked | not seen |" in attribute_table(by_attribute(results, ["unseen"]))
    assert results[0].figures == {"hit": 0.5, "kept": 0.9, "drawings": 10}


def test_phrases_that_fail_are_listed_and_the_worst_first() -> None:
    hits = {"bad": 0.3, "good": 0.9, "worst": 0.0, "just so": 0.5}
    listed = failures([result(text, "skinColour", hit, {"top": (7, 7)}, 7) for text, hit in hits.items()])
    assert [line.split(" | ")[0] for line in listed.splitlines()[4:]] == ["| worst", "| bad"]
    assert "These 2 hit" in listed and "| worst | skin colour | 0% | 100% | 7 |" in listed
    good = [result("good", "skinColour", 0.9, {})]
    assert failures(good) == "Each of them hits in at least 50% of the drawings."


@EVERY_DOMAIN
def test_page_has_a_row_for_what_was_measured_and_none_for_what_was_not(drawn: Domain) -> None:
    one = result("one text", "mouth", 0.4, {"top": (9, 10)})
    rate_names = ("hit", "kept", "oracle_hit", "oracle_kept", "paraphrase_hit", "paraphrase_kept", "zero_shot")
    figure_names = ("generator_psnr", "generator_focus_psnr", "inversion_psnr", "inversion_focus_psnr", "colour_error")
    judged = dict.fromkeys(("judge", "judge_generated", "judge_inverted"), 0.9)
    figures: dict[str, Any] = {
        **dict.fromkeys(rate_names, 0.5),
        **dict.fromkeys(figure_names, 21.5),
        **judged,
        **{"drawings": 8, "threshold": 0.02, "strength_scale": 1.1, "paraphrases": 30, "zero_shot_drawings": 40},
        "evenness": 1.5,
        "attributes": by_attribute([one], drawn.judged_values),
    }
    plain = page(drawn, Measured(figures, [one], [one]))
    assert drawn.texts.title in plain and f"../assets/{drawn.name}-edits.jpg" in plain and "{" not in plain
    assert "never seen the word list" not in plain
    full = page(drawn, Measured({**figures, **outside_figures(drawn, [one])}, [one], [one], outsiders=[one]))
    assert "| paraphrases by somebody who has never seen the word list: hit, kept | 40%, 90% (1) |" in full
    assert "| one text | mouth | 40% | 90% | 10 |" in full and "{" not in full


@EVERY_DOMAIN
def test_paraphrases_are_those_that_were_held_out(drawn: Domain) -> None:
    held_out = [phrase.words for phrase in drawn.language.phrases if is_held_out(phrase)]
    requests = paraphrases(drawn)
    assert len(requests) >= 15
    assert all(any(words in one.text for words in held_out) for one in requests)


#: Outsiders found these by themselves. The list only ever grows shorter: their words are not for training.
COINCIDENCES = {
    "avataaars": {"eyes shut", "ginger hair", "a scarlet outfit", "a sky blue backdrop", "dressed in red"},
    "bottts": {"a boxy head"},
}


@EVERY_DOMAIN
def test_outsiders_phrases_are_never_trained_on(drawn: Domain) -> None:
    requests = outsiders_of(drawn)
    assert len(requests) >= 70 and len({attribute for one in requests for attribute, _ in one.wishes}) >= 8
    trained = {text.lower() for text in drawn.language.texts()}
    assert {one.text for one in requests if one.text.lower() in trained} <= COINCIDENCES[drawn.style]
    # Enough phrases must be independent of the tables.
    assert len(without_trained_words(drawn, requests)) >= 10


def test_words_that_were_trained_on_are_found_whole_and_for_their_attribute_only() -> None:
    asked = {"somebody with GLASSES": "accessories", "fibreglasses": "accessories", "glasses on a shelf": "mouth"}
    requests = [Request(WISH, text, ((attribute, ("round",)),)) for text, attribute in asked.items()]
    assert without_trained_words(AVATARS, requests) == {"fibreglasses", "glasses on a shelf"}


@EVERY_DOMAIN
def test_judge_reads_every_attribute_of_its_domain(drawn: Domain) -> None:
    judge = Judge(drawn.judged_values).eval()
    readings = judge.read(torch.zeros(3, 3, 48, 48))
    assert len(readings) == 3
    for reading in readings:
        assert reading.keys() == drawn.judged_values.keys()
        assert all(value in drawn.judged_values[name] for name, value in reading.items())
    drawings = drawn.sample(30, 3)
    labels = labels_of(drawings, drawn.judged_values)
    for name, values in drawn.judged_values.items():
        shown = [None if i == -100 else values[i] for i in labels[name].tolist()]
        assert shown == [drawing.judged().get(name) for drawing in drawings]
    right = judge_of([{**dict.fromkeys(drawn.judged_values, ""), **one.judged()} for one in drawings])
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
def test_colours_of_a_perfect_drawing_have_no_error(drawn: Domain) -> None:
    pytest.importorskip("dicebear", reason=NEEDS_RENDERER)
    drawings = drawn.sample(4, 9)
    renders = pictures_of(drawings, 64)
    assert colour_error(drawn, renders, renders, drawings) < 1
    assert colour_error(drawn, -renders, renders, drawings) > 20


def test_a_blurred_picture_lacks_edges_and_so_does_one_that_is_moved() -> None:
    rng = torch.Generator().manual_seed(0)
    sharp = (torch.rand(2, 3, 8, 8, generator=rng) > 0.5).float().repeat_interleave(8, 2).repeat_interleave(
        8, 3
    ) * 2 - 1
    blurred = torch.nn.functional.avg_pool2d(sharp, 3, 1, 1, count_include_pad=False)
    assert edges_drawn(sharp, sharp) == 1 and edges_drawn(torch.zeros_like(sharp), sharp) == 0
    assert edges_drawn(blurred, sharp) < 0.4
    assert edges_drawn(sharp.roll(1, 3), sharp) < 0.6
    assert edges_drawn(0.5 * sharp, sharp) == 0.5


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
