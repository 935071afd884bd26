"""Drawn domains: samples never change, captions are true, drawings show what was specified."""

from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deltaedit.bundles.weights import read_weights, save_generator
from deltaedit.errors import TrainingError
from deltaedit.models import Generator
from deltaedit.training.config import DrawingConfig
from deltaedit.training.drawn.captions import Language, Phrase, denials, is_held_out, phrases_of, say
from deltaedit.training.drawn.codes import CodeProjection, codes_to_w
from deltaedit.training.drawn.colours import common_name, from_hex, palette
from deltaedit.training.drawn.domain import COLOUR, UNNAMED, Domain
from deltaedit.training.drawn.domains import DOMAINS as FINISHED
from deltaedit.training.drawn.domains import UNFINISHED, find_domain
from deltaedit.training.drawn.sampler import FamilySampler
from deltaedit.training.drawn.source import DrawnSource
from deltaedit.training.drawn.stages import CODES, FAMILIES, PICTURES, drawn_stages, teacher_of
from deltaedit.training.run import Run, run_stages

DOMAINS = FINISHED | UNFINISHED
every = pytest.mark.parametrize("name", list(DOMAINS))
AVATARS = DOMAINS["avatars"]


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def test_avatars_are_those_that_the_weights_were_trained_on() -> None:
    domain = AVATARS
    portraits = domain.sample(200, 11)
    assert sum_of(domain.encode_all(portraits).tobytes()) == "7d1dc7cc7b6d61b2"
    assert sum_of(json.dumps([p.attributes() for p in portraits], sort_keys=True).encode()) == "5267e933f700258b"
    families = domain.sample_families(50, 4, 44)
    codes = np.stack([domain.encode_all(members) for _, members in families])
    assert sum_of(codes.tobytes()) == "5ebc703d386dbe8d"
    assert sum_of(" ".join(name for name, _ in families).encode()) == "42af1a9d6d2d90fb"
    seen = [member.attributes() for _, members in families for member in members]
    assert sum_of(json.dumps(seen, sort_keys=True).encode()) == "512d7816e17c1de4"


def test_robots_are_those_that_the_weights_were_trained_on() -> None:
    domain = DOMAINS["robots"]
    assert sum_of(domain.encode_all(domain.sample(200, 11)).tobytes()) == "8398ffc878ccd127"
    families = domain.sample_families(50, 4, 44)
    codes = np.stack([domain.encode_all(members) for _, members in families])
    assert sum_of(codes.tobytes()) == "acf8915ee4e50aaf"


@pytest.mark.parametrize(
    ("name", "single", "related"),
    [
        ("avatars-256", "3181e1a0e1fa3fb1", "989cdcb98c89fe68"),
        ("robots-256", "65f82bac0a693ba9", "7004a9eee24fdc17"),
    ],
)
def test_codes_of_the_full_style_are_those_that_the_weights_are_trained_on(
    name: str, single: str, related: str
) -> None:
    domain = DOMAINS[name]
    assert sum_of(domain.encode_all(domain.sample(500, 11)).tobytes()) == single
    codes = np.stack([domain.encode_all(members) for _, members in domain.sample_families(50, 4, 44)])
    assert sum_of(codes.tobytes()) == related


@pytest.mark.parametrize(
    ("digits", "name"),
    [
        ("ff0000", "red"),
        ("ffff00", "yellow"),
        ("00ff00", "green"),
        ("0000ff", "blue"),
        ("000080", "blue"),
        ("006400", "green"),
        ("800000", "red"),
        ("8b4513", "brown"),
        ("5c3317", "brown"),
        ("ffc0cb", "pink"),
        ("ff1493", "pink"),
        ("ff8c00", "orange"),
        ("4b0082", "purple"),
        ("008080", "teal"),
        ("0a0a0a", "black"),
        ("fafafa", "white"),
        ("7f7f7f", "gray"),
    ],
)
def test_colours_are_called_what_people_call_them(digits: str, name: str) -> None:
    assert common_name(from_hex(digits)) == name


@pytest.mark.parametrize("name", list(UNFINISHED))
def test_free_colours_are_named_as_people_would(name: str) -> None:
    domain = DOMAINS[name]
    for part in domain.colours:
        for colour, rgb in domain.named_colours(part).items():
            assert domain.name_of_colour(part, rgb) == colour
    plain = {"ff0000": "red", "ffff00": "yellow", "000080": "blue", "101010": "black", "5c3317": "brown"}
    assert {digits: domain.name_of_colour("background", from_hex(digits)) for digits in plain} == plain


def test_a_colour_that_a_part_has_no_word_for_is_not_spoken_of() -> None:
    domain = DOMAINS["avatars-256"]
    green = domain.sample(1, 0)[0].with_colour("skin", domain.name_of_colour("skin", (0, 160, 40)), (0, 160, 40))
    assert green.colours["skin"] == UNNAMED and green.shows("skin") and "skinColour" not in green.attributes()
    for part, digits, name in (
        ("hair", "ffe040", "blond"),
        ("hair", "ffffff", "platinum"),
        ("clothes", "101060", "navy"),
    ):
        assert domain.name_of_colour(part, from_hex(digits)) == name


def test_drawings_travel_to_other_processes_without_words() -> None:
    drawings = AVATARS.sample(8, 1)
    assert AVATARS.language.phrases and len(pickle.dumps(drawings)) < 20_000
    assert pickle.loads(pickle.dumps(drawings)) == drawings


@every
@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_codes(name: str, seed: int) -> None:
    domain = DOMAINS[name]
    drawings = domain.sample(3, seed)
    assert drawings == domain.sample(3, seed)
    codes = domain.encode_all(drawings)
    parts = sum(len(values) for values in domain.parts.values())
    assert codes.shape == (3, domain.code_size) == (3, parts + 3 * len(domain.colours)) and codes.dtype == np.float32
    assert (codes[:, :parts].sum(axis=1) == len(domain.parts)).all() and np.abs(codes).max() <= 1
    for drawing in drawings:
        assert all(value in domain.values[attribute] for attribute, value in drawing.attributes().items())
        for part, colour in drawing.colours.items():
            named = domain.named_colours(part).get(colour)
            off = 0 if named is None else np.abs(np.subtract(drawing.rgb[part], named)).max()
            assert off <= domain.jitter or (
                domain.any_colour and colour == domain.name_of_colour(part, drawing.rgb[part])
            )


@every
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), size=st.integers(2, 4))
def test_a_family_differs_in_one_attribute_that_can_be_seen(name: str, seed: int, size: int) -> None:
    drawn = DOMAINS[name]
    varied, members = drawn.sample_family(np.random.default_rng(seed), size)
    seen = [member.attributes() for member in members]
    assert len({attributes[varied] for attributes in seen}) == size
    for part in drawn.parts:
        assert len({member.parts[part] for member in members}) == (size if part == varied else 1)
    for colour in drawn.colours:
        assert len({member.colours[colour] for member in members}) == (size if f"{colour}{COLOUR}" == varied else 1)


def test_hidden_attributes_are_not_seen() -> None:
    portrait = AVATARS.sample(1, 0)[0].with_part("top", "hijab").with_part("accessories", "sunglasses")
    seen = portrait.attributes()
    assert "hairColour" not in seen and "eyes" not in seen and "hatColour" in seen
    assert "hairColour" not in portrait.with_part("top", "none").attributes()


@every
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_captions_are_true(name: str, seed: int) -> None:
    drawn = DOMAINS[name]
    rng = np.random.default_rng(seed)
    language = drawn.language
    drawing = drawn.sample_drawing(rng)
    attributes = drawing.attributes()
    caption = language.draw_caption(attributes, rng)
    assert caption.text.strip() and caption.holds(attributes)
    assert not any(is_held_out(fact) for fact in caption.facts)
    for attribute in attributes:
        change = language.draw_change(attribute, attributes, rng)
        if change is None:
            # There are no words for the colour of sunglasses and eye patches.
            assert attribute == "glassesColour"
            continue
        assert change.holds(attributes)
        # It is false for values that the words do not name.
        for value in set(drawn.values[attribute]) - change.facts[0].values:
            assert not change.holds({**attributes, attribute: value})
    assert language.neutral_text(rng).strip()


@every
@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_two_texts_say_the_change_of_a_family(name: str, seed: int) -> None:
    drawn = DOMAINS[name]
    rng = np.random.default_rng(seed)
    varied, members = drawn.sample_family(rng, 2)
    before, after = (member.attributes() for member in members)
    difference = drawn.language.draw_difference(varied, before, after, rng)
    if difference is None:
        return
    assert difference.fits(varied, before[varied], after[varied])
    assert not difference.fits(varied, after[varied], before[varied])
    assert not difference.before & difference.after
    assert difference.source.strip() and difference.target.strip() and difference.source != difference.target


@pytest.mark.parametrize(
    ("words", "denied"),
    [
        ("face with a hat", {"face without a hat", "face without hat", "face with no hat"}),
        ("face wearing glasses", {"face not wearing glasses", "face with no glasses", "face wearing no glasses"}),
        ("smiling face", {"face not smiling", "face that is not smiling"}),
        ("face with no beard", set()),
        ("face without hair", set()),
    ],
)
def test_denials(words: str, denied: set[str]) -> None:
    phrase = next(p for p in AVATARS.language.phrases if say(p, "face") == words)
    said = {say(p, "face") for p in denials(phrase)}
    assert denied <= said and bool(said) == bool(denied)


def test_what_is_there_without_a_thing() -> None:
    language = AVATARS.language
    said = {say(p, "face"): p for p in language.phrases}
    assert language.absent("accessories", said["face with sunglasses"]) == {"none"}
    assert "none" not in language.absent("top", said["face with a hat"])
    assert language.absent("top", said["face with a hat"]).isdisjoint({"hat", "hijab", "winterHat02"})
    assert language.absent("top", said["face wearing a red hat"]) == language.absent("top", said["face with a hat"])
    assert language.absent("top", said["face with hair"]) == {"none"}
    assert language.absent("mouth", said["smiling face"]) == set(AVATARS.values["mouth"]) - {"smile"}
    assert language.neutral_values("facialHair", "moustacheFancy") == {"none"}
    assert language.neutral_values("facialHair", "none") == {"beardMedium", "beardMajestic", "moustacheFancy"}
    assert language.neutral_values("mouth", "smile") == frozenset()


@every
def test_words(name: str) -> None:
    drawn = DOMAINS[name]
    phrases = drawn.language.phrases
    assert len({phrase.words for phrase in phrases}) > 600
    said = {say(phrase, drawn.texts.neutral): phrase for phrase in phrases}
    suggested = [text for texts in drawn.texts.suggestions.values() for text in texts]
    assert set(drawn.wishes) | {*suggested, drawn.texts.default_target} <= set(said)
    for text in drawn.wishes:
        attribute, values = drawn.wish(text)
        assert said[text].attribute == attribute and said[text].values <= set(values) <= set(drawn.values[attribute])
    for attribute, values in drawn.values.items():
        for value in values:
            trained = [p for p in phrases if p.attribute == attribute and value in p.values and not is_held_out(p)]
            assert trained, f"nothing is said of {attribute} {value}"
    assert drawn.texts.neutral in drawn.language.subjects[:2]


@pytest.mark.parametrize("name", ["robots", "robots-256"])
def test_no_words_mean_two_robots(name: str) -> None:
    meanings: dict[str, set[object]] = {}
    for phrase in DOMAINS[name].language.phrases:
        meanings.setdefault(phrase.words, set()).add((phrase.attribute, phrase.values, phrase.condition))
    assert [words for words, meant in meanings.items() if len(meant) > 1] == []


@every
def test_examples_can_be_drawn_and_seen(name: str) -> None:
    drawn = DOMAINS[name]
    examples = drawn.example_drawings()
    assert len(examples) == 6 and len({str(example) for example in examples}) == 6
    for example in examples:
        assert all(example.parts[part] in values for part, values in drawn.parts.items())
    assert set(drawn.judged_colours) <= set(drawn.colours)
    assert set(drawn.hides) <= set(drawn.values)


@every
def test_every_value_is_drawn_differently(name: str) -> None:
    drawn = DOMAINS[name]
    pytest.importorskip("dicebear", reason="drawing needs the packages of requirements-dev.txt")
    from deltaedit.training.drawn.render import render_array

    base = drawn.example_drawings()[1]
    plain = render_array(base, 64).astype(int)
    assert tuple(plain[1, 1]) == base.rgb["background"]
    for part, values in drawn.parts.items():
        told_apart = [value for value in values if value not in drawn.judged_alike.get(part, ())]
        shown = base.with_part("clothes", "graphicShirt") if part == "clothesGraphic" else base
        pictures = [render_array(shown.with_part(part, value), 64).astype(int) for value in told_apart]
        for number, picture in enumerate(pictures):
            for other in pictures[:number]:
                assert (np.abs(picture - other).sum(axis=2) > 30).sum() >= 4, part
    for part in drawn.judged_colours:
        for colour, rgb in drawn.colours[part].items():
            picture = render_array(base.with_colour(part, colour), 64)
            assert (np.abs(picture.astype(int) - rgb).max(axis=2) < 3).sum() > 50


TINY = Domain(
    "tiny",
    "bottts",
    {"head": ("a", "b")},
    {"background": palette({"white": "ffffff"})},
    phrases=lambda values: (),
    subjects=("thing", "things"),
    texts=AVATARS.texts,
)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"colours": {}}, "no colour 'background'"),
        ({"weights": {"head": (1.0,)}}, "must be 2 shares"),
        ({"weights": {"head": (0.9, 0.9)}}, "add up to 1"),
        ({"weights": {"head": (1.5, -0.5)}}, "must be 2 shares"),
        ({"weights": {"tail": (1.0,)}}, "no 'tail', which is in its weights; there are 'head'"),
        ({"options": {"hair": "x"}}, "no 'hair'"),
        ({"colour_hidden": {"hair": ("head", frozenset("a"))}}, "no 'hair'"),
        ({"colour_hidden": {"background": ("tail", frozenset("a"))}}, "no 'tail'"),
        ({"colour_hidden": {"background": ("head", frozenset("c"))}}, "no 'c'"),
        ({"part_hidden": {"tail": ("head", frozenset("a"))}}, "no 'tail'"),
        ({"part_hidden": {"head": ("head", frozenset("c"))}}, "no 'c'"),
        ({"copies": {"background": ("hair", 0.5)}}, "no 'hair'"),
        ({"free_colours": {"hair": {}}}, "no 'hair'"),
        ({"colour_names": {"background": {"red": ("crimson",)}}}, "no 'crimson'"),
        ({"colour_names": {"background": {"navy": ("white",)}}}, "no 'navy'"),
        ({"judged_colours": ("hair",)}, "no 'hair'"),
        ({"judged_alike": {"head": {"a": "c"}}}, "no 'c'"),
    ],
)
def test_a_domain_that_does_not_fit_together_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        replace(TINY, **changes)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        (Phrase("head", frozenset("a"), "under", "x"), "unknown form 'under'"),
        (Phrase("tail", frozenset("a"), "with", "x"), "is about 'tail', which is none of 'head'"),
        (Phrase("head", frozenset("ac"), "with", "x"), "is about head 'c'"),
        (Phrase("head", frozenset("a"), "with", "x", ("tail", frozenset("a"))), "is about 'tail'"),
        (Phrase("head", frozenset("a"), "with", "x", ("head", frozenset("z"))), "is about head 'z'"),
    ],
)
def test_phrases_about_unknown_things_are_refused(phrase: Phrase, message: str) -> None:
    with pytest.raises(TrainingError, match=message):
        Language((phrase,), ("thing", "things"), TINY.values)


def test_a_table_of_words() -> None:
    phrases = phrases_of({"head": {"a|b": {"with": "a head|any head"}, "a": {"before": "round"}}})
    assert [(say(p, "thing"), sorted(p.values)) for p in phrases] == [
        ("thing with a head", ["a", "b"]),
        ("thing with any head", ["a", "b"]),
        ("round thing", ["a"]),
    ]


@pytest.mark.parametrize("name", ["", "robot", "Avatars", "nowhere", "../avatars"])
def test_an_unknown_domain_is_answered_with_those_there_are(name: str) -> None:
    with pytest.raises(TrainingError, match=r"'avatars'.*'robots'"):
        find_domain(name)


@pytest.mark.parametrize("field", ["count", "family_every", "size", "family"])
def test_drawings_that_make_no_sense_are_refused(field: str) -> None:
    for value in (0, -1):
        with pytest.raises(TrainingError, match=rf"'{field}' must be \d or more"):
            replace(DrawingConfig(), **{field: value})


def test_a_code_larger_than_z_is_refused() -> None:
    with pytest.raises(TrainingError, match="style_dim is 8"):
        CodeProjection.of(9, 8, 0)


def small_code(generator: Generator) -> tuple[Domain, CodeProjection]:
    """A domain whose codes fit a tiny generator, and a projection for them."""
    return TINY, CodeProjection.of(TINY.code_size, generator.config.style_dim, 1)


def test_a_sampler_makes_the_same_rows_in_any_pieces(tiny_generator: Generator) -> None:
    domain, code = small_code(tiny_generator)
    for group in (1, 3):
        sampler = FamilySampler(domain, tiny_generator, code, 7, group)
        whole = sampler(2, range(0, 12))
        assert whole.shape == (12, 1, tiny_generator.config.style_dim)
        pieces = torch.cat([sampler(2, range(0, 2)), sampler(2, range(2, 7)), sampler(2, range(7, 12))])
        assert torch.allclose(whole, pieces, atol=1e-6)
        assert not torch.allclose(whole, sampler(3, range(0, 12)))
        assert not torch.allclose(whole, FamilySampler(domain, tiny_generator, code, 8, group)(2, range(0, 12)))


def test_codes_to_w_is_the_bundles_own_mapping(tiny_generator: Generator, tmp_path: Path) -> None:
    domain, code = small_code(tiny_generator)
    save_generator(tmp_path / "generator.safetensors", tiny_generator)
    code.save(tmp_path)
    drawings = domain.sample(5, 3)
    expected = tiny_generator.mapping(code.z(torch.from_numpy(domain.encode_all(drawings))))
    assert torch.allclose(codes_to_w(tmp_path, drawings), expected, atol=1e-5)


@every
def test_a_teacher_speaks_of_what_was_drawn(name: str) -> None:
    domain = DOMAINS[name]
    data = DrawingConfig(count=5, family_every=2)
    teacher = teacher_of(domain, data, 5, (2, 4), lambda rng: ())
    assert teacher.attributes == [d.attributes() for d in domain.sample(5, data.seed)]
    assert len(teacher.varied) == 2 and [len(members) for members in teacher.family_attributes] == [4, 4]
    for varied, members in zip(teacher.varied, teacher.family_attributes):
        assert len({member[varied] for member in members}) == 4


def test_the_data_stage(tmp_path: Path) -> None:
    pytest.importorskip("dicebear", reason="drawing needs the packages of requirements-dev.txt")
    from deltaedit.training.drawn.render import render_array

    drawn = DOMAINS["robots"]
    config = replace(DrawnSource(drawn).default_config(), data=DrawingConfig(count=6, family_every=3, size=32))
    place = Run(tmp_path / "bundle", tmp_path / "runs", config)
    run_stages(drawn_stages(drawn), ["data"], place, report=lambda _: None)
    singles, families = np.load(place.path(PICTURES)), np.load(place.path(FAMILIES))
    assert singles.shape == (6, 32, 32, 3) and families.shape == (2, 4, 32, 32, 3)
    assert read_weights(place.path(CODES), "codes")[0]["codes"].shape == (6, drawn.code_size)
    assert (singles[3] == render_array(drawn.sample(6, 11)[3], 32)).all()
    assert (families[1, 2] == render_array(drawn.sample_families(2, 4, 44)[1][1][2], 32)).all()
    with pytest.raises(TrainingError, match=r"32 pixels and the generator 128.*data\.size=128"):
        run_stages(drawn_stages(drawn), ["generator"], place, report=lambda _: None)


@pytest.mark.parametrize("stage", ["generator", "clip"])
def test_a_stage_without_drawings_says_what_to_run(stage: str, tmp_path: Path) -> None:
    drawn = DOMAINS["robots"]
    place = Run(tmp_path / "bundle", tmp_path / "runs", DrawnSource(drawn).default_config())
    with pytest.raises(TrainingError, match="run --stage data first"):
        run_stages(drawn_stages(drawn), [stage], place, report=lambda _: None)
    assert not (tmp_path / "bundle").exists()
