"""One configuration for a whole training: read from a file and from settings, and told apart field by field."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from deltaedit.errors import TrainingError
from deltaedit.training.checkpoint import first_difference, plain
from deltaedit.training.config import TrainingConfig, read_config


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
        ("mapper.batch", "sets nothing"),
        ("=3", "sets nothing"),
        ("mapper=3", "'mapper' must be a table of fields, not 3"),
        ("mapper.batch=many", "'mapper.batch' must be a whole number, not 'many'"),
        ("mapper.batch=1.5", "a whole number, not 1.5"),
        ("mapper.batch=true", "a whole number, not True"),
        ("mapper.learning_rate=fast", "'mapper.learning_rate' must be a number, not 'fast'"),
        ("latents.half=1", "true or false, not 1"),
        ("latents.half=maybe", "true or false"),
        ("mapper.hidden=[1]", "a whole number or nothing"),
        ("encoder.stages=5", "must be a list, not 5"),
        ("encoder.stages=[[1, 2], [1, 2, 3]]", r"'encoder.stages\[1\]' must be a list of 2, not \[1, 2, 3\]"),
        ("encoder.stages=[[1, 2], [1, two]]", r"'encoder.stages\[1\]\[1\]' must be a whole number, not 'two'"),
        ("mapper.betas=[0.9]", r"'mapper.betas' must be a list of 2, not \[0.9\]"),
        ("mapper.betas=[0.9, much]", r"'mapper.betas\[1\]' must be a number, not 'much'"),
        ("mapper.batch=2001-99-99", "cannot be read"),
        ("mapper.batch=\0", "cannot be read"),
        (f"mapper.batch={'[' * 5000}", "cannot be read"),
        (f"mapper.batch={'9' * 5000}", "cannot be read"),
        (f"mapper.learning_rate={'9' * 400}", "'mapper.learning_rate' must be a number"),
        ("relevance.method=guess", "method must be one of 'jacobian', 'perturbation' and 'regression', not 'guess'"),
        ("relevance.pictures=-1", "pictures must be 0 .* or more, not -1"),
        ("relevance.directions=0", "directions must be 1 or more, not 0"),
        ("relevance.shift=-0.5", "shift must be a finite number, 0 or more, not -0.5"),
        ("relevance.shift=.inf", "shift must be .*, not inf"),
        ("relevance.ridge=0", "ridge must be a finite number above 0, not 0.0"),
        ("relevance.ridge=.nan", "ridge must be .*, not nan"),
        ("bundle.samples=7", "samples must be 8 or more, not 7"),
        ("bundle.fewest_pictures=0", "fewest_pictures must be 1 or more, not 0"),
        ("encoder.batch=1", "An encoder's batch must be 2 or more"),
        ("bundle.neutral=[a]", "must be words"),
        ("mapper.batch={a: 1}", "a whole number"),
        ("mapper.batch=[", "cannot be read"),
        ("latents.count=0", "count must be at least 1, not 0"),
    ],
)
def test_a_wrong_setting_is_named(setting: str, words: str) -> None:
    with pytest.raises(TrainingError, match=words):
        read_config(TrainingConfig(), None, [setting])


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


def test_every_field_of_the_defaults_can_be_set_to_itself() -> None:
    config = TrainingConfig()
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
