"""The configuration of a training: read from a file and from settings, checked, and compared field by field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deltaedit.errors import TrainingError
from deltaedit.training.config import (
    DrawnConfig,
    GeneratorTraining,
    TrainingConfig,
    first_difference,
    plain,
    published_view,
    read_config,
    with_budgets,
)


def test_settings_come_after_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mapper: {batch: 64, steps: 10}\nlatents:\n  count: 500\n", encoding="utf-8")
    config = read_config(TrainingConfig(), path, ["mapper.batch=32", "encoder.learning_rate=1e-3"])
    assert (config.mapper.batch, config.mapper.steps, config.latents.count) == (32, 10, 500)
    assert config.encoder.learning_rate == 1e-3
    assert config.relevance == TrainingConfig().relevance


def test_what_is_stored_reads_back_as_the_same(tmp_path: Path) -> None:
    config = read_config(TrainingConfig(), None, ["encoder.stages=[[8, 1], [16, 2], [16, 1]]", "latents.batch=3"])
    path = tmp_path / "config.yaml"
    path.write_text(yaml.safe_dump(plain(config)), encoding="utf-8")
    assert read_config(TrainingConfig(), path) == config


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("mapper.bach=1", "no field 'mapper.bach'; there are .*'batch'"),
        ("maper.batch=1", "no field 'maper'; there are .*'mapper'"),
        ("mapper.batch", "is not a setting"),
        ("=3", "is not a setting"),
        ("mapper=3", "'mapper' must be a table of fields, not 3"),
        ("mapper.batch=many", "'mapper.batch' must be a whole number, not 'many'"),
        ("mapper.batch=0", "'mapper.batch' must be 1 or more, not 0"),
        ("encoder.stages=[[1, 2], [1, 2], [1, two]]", r"'encoder.stages\[2\]\[1\]' must be a whole number, not 'two'"),
        ("mapper.batch=2001-99-99", "cannot be read"),
        ("mapper.batch=\0", "cannot be read"),
        (f"mapper.batch={'[' * 5000}", "cannot be read"),
        (f"mapper.batch={'9' * 5000}", "cannot be read"),
        ("mapper.batch=[", "cannot be read"),
        ("relevance.method=guess", "method' must be 'jacobian', 'perturbation' or 'regression', not 'guess'"),
        ("relevance.ridge=.nan", "ridge' must be a finite number, not NaN"),
        ("mapper.minutes=0", "'minutes' must be more than 0 where 'steps' is 0"),
        ("encoder.minutes=-1", "'encoder.minutes' must be 0 or more, not -1"),
        ("clip.train=pictures", "'clip.train' must be 'both' or 'text', not 'pictures'"),
        ("mapper.related=0.5", "'related' plus 'neutral' must be 1 or less, not 1.2"),
        ("generator.focus=[0.6, 0.3]", r"'focus' must be two rising numbers, not \[0.6, 0.3\]"),
        ("generator.channels=[8, 8, 8]", "'growth' must be shorter than 'channels', which has 3 entries"),
    ],
)
def test_a_wrong_setting_is_named(setting: str, words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        read_config(DrawnConfig(), None, [setting])


@pytest.mark.parametrize(
    "content",
    ["- 1\n- 2\n", "mapper: 3\n", "a: [", "just words", "\x00", "mapper:\n  x: 1\n", "x: 2001-99-99", "[" * 5000],
)
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"wrong\.yaml"):
        read_config(TrainingConfig(), path)


def test_a_missing_or_empty_file(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be read"):
        read_config(TrainingConfig(), tmp_path / "none.yaml")
    with pytest.raises(TrainingError, match="cannot be read"):
        read_config(TrainingConfig(), Path("a\0b.yaml"))
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    assert read_config(TrainingConfig(), tmp_path / "empty.yaml") == TrainingConfig()


def test_a_value_is_checked_wherever_it_is_made() -> None:
    with pytest.raises(TrainingError, match="In GeneratorTraining, 'batch' must be 1 or more, not 0"):
        GeneratorTraining(batch=0)
    assert GeneratorTraining(minutes=0.0, steps=1).steps == 1


def test_one_budget_for_all_sections_that_have_one() -> None:
    config = with_budgets(DrawnConfig(), minutes=3.0, count=7)
    assert {config.generator.minutes, config.clip.minutes, config.encoder.minutes, config.mapper.minutes} == {3.0}
    assert (config.data.count, config.latents.count) == (7, 7)
    assert with_budgets(config, minutes=None, count=None) == config
    with pytest.raises(TrainingError, match="'minutes' must be more than 0"):
        with_budgets(config, minutes=0.0, count=None)


def test_what_is_published_tells_no_path() -> None:
    config = read_config(TrainingConfig(), None, ["bundle.pictures=/home/somebody/photos"])
    assert published_view(config)["bundle"]["pictures"] == "photos"


def test_every_field_of_the_defaults_can_be_set_to_itself() -> None:
    config = DrawnConfig()
    for section in fields(config):
        value = getattr(config, section.name)
        assert is_dataclass(value)
        settings = [f"{section.name}.{k}={yaml.safe_dump(v).strip()}" for k, v in plain(value).items()]  # type: ignore
        settings = [setting.removesuffix("\n...") for setting in settings]
        assert read_config(config, None, settings) == config


NESTED = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(max_size=3)),
    lambda inner: st.dictionaries(st.text("abc", min_size=1, max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(NESTED.filter(lambda value: isinstance(value, dict)), NESTED.filter(lambda value: isinstance(value, dict)))
def test_configurations_are_equal_or_a_field_says_why(before: dict[str, Any], now: dict[str, Any]) -> None:
    found = first_difference(before, now)
    if found is None:
        assert before == now or {} in _values(before) + _values(now)
    else:
        name, old, new = found
        assert old != new and name


def _values(content: dict[str, Any]) -> list[Any]:
    return [v for value in content.values() for v in ([value, *_values(value)] if isinstance(value, dict) else [value])]
