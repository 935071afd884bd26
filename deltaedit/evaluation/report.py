"""Measured figures as tables for people, and the page about a bundle that is kept in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deltaedit.evaluation.edits import Result, mean, mean_hit, mean_kept
from deltaedit.evaluation.sentences import KINDS
from deltaedit.training.drawn.domain import COLOUR, Domain

#: A phrase that hits less often than this is listed among those that fail, and a sentence among those that miss.
FAILS_BELOW, MISSES_BELOW = 0.5, 0.9
PAGE = """# {title}: the bundle, measured

By `python -m deltaedit evaluate {name} --calibrate`, on {drawings} drawings that nothing was trained or calibrated on.
Each was rendered, inverted and edited at strength 1, with the bundle's own threshold ({threshold:g}) and strength
scale ({strength_scale:g}). An edit *hits* where a judge, a small classifier trained on renders alone, reads the wanted
value; others are *kept* where its reading of them is that of the unedited reconstruction. The *oracle* changes just
that attribute in the generator's own code: a ceiling that neither mapper nor CLIP can pass. *Details* are the square
where what is small and matters lies. *Edges* are how steep the render's edges are drawn: less where they are blurred.

| what | measured |
| --- | --- |
| generator against the renders | {generator_psnr} dB, details {generator_focus_psnr} dB{generator_edges} |
| colour error of {colours} | {colour_error} of 255 |
| inversion against the renders | {inversion_psnr} dB, details {inversion_focus_psnr} dB{inversion_edges} |
| edits that hit, others kept | {hit:.0%}, {kept:.0%} |
| oracle edits that hit, others kept | {oracle_hit:.0%}, {oracle_kept:.0%} |
| wordings that CLIP was never trained on: hit, kept | {paraphrase_hit:.0%}, {paraphrase_kept:.0%} ({paraphrases}) |
{more_rows}| CLIP zero-shot on {zero_shot_drawings} other renders, mean over attributes | {zero_shot:.1%} |
| evenness: largest of ten steps of strength against their mean | {evenness} |

{table}

{by_attribute}

The judge reads {judge:.1%} of the attributes of fresh renders rightly, {judge_generated:.1%} of the generator's
drawings of the same codes, {judge_inverted:.1%} of inversions.
{outsiders}{sentences}
Four drawings, each unedited first and then under every phrase of the first table, in its order:

![Four drawings under every edit](../assets/{name}-edits.jpg)
"""
OUTSIDERS = """
The {outside} paraphrases are by somebody who had seen neither this project's code nor its words, and none was added to
what CLIP is trained on. Natural words coincide all the same: {outside_new} of them hold no wording about their
attribute that CLIP was trained on.

{failures}
"""
SENTENCES = """
Sentences as people type them, read as instructions; none was ever trained on. Removals and changes from one thing to
another are tried on eight drawings that have the thing, by their true codes. What is of nothing here should be refused,
or change nothing.

{table}
"""


@dataclass(frozen=True)
class Measured:
    """What was measured of a bundle.

    Attributes:
        figures: as they are stored.
        wishes, oracle: results of the domain's own wishes, in the same order.
        paraphrases: of wordings held out from training.
        outsiders: of the phrases of people who had not seen the words.
        sentences: of whole sentences.
    """

    figures: Mapping[str, Any]
    wishes: Sequence[Result]
    oracle: Sequence[Result]
    paraphrases: Sequence[Result] = ()
    outsiders: Sequence[Result] = ()
    sentences: Sequence[Result] = ()


def page(domain: Domain, measured: Measured) -> str:
    """The page about a bundle."""
    figures, rows, outsiders, sentences = measured.figures, [], "", ""
    if measured.sentences:
        sentences = SENTENCES.format(table=kind_table(measured.sentences))
    if measured.outsiders:
        outsiders = OUTSIDERS.format(failures=failures(measured.outsiders), **figures)
        rows.append(
            "| paraphrases by somebody who has never seen the word list: hit, kept | "
            f"{figures['outside_hit']:.0%}, {figures['outside_kept']:.0%} ({figures['outside']}) |\n"
        )
        if "outside_new_hit" in figures:
            rows.append(
                "| those of them that hold no wording that CLIP was trained on: hit | "
                f"{figures['outside_new_hit']:.0%} ({figures['outside_new']}) |\n"
            )
    names = ("generator_edges", "inversion_edges")
    edges = {name: f", edges {figures[name]:.0%}" if name in figures else "" for name in names}
    return PAGE.format(
        name=domain.name,
        title=domain.texts.title,
        colours=", ".join(domain.judged_colours),
        more_rows="".join(rows),
        table=result_table(measured.wishes, measured.oracle),
        by_attribute=attribute_table(figures["attributes"]),
        outsiders=outsiders,
        **{**figures, **edges, "sentences": sentences},
    )


def tables(measured: Measured) -> str:
    """All tables, one below the other."""
    shown = [
        kind_table(measured.sentences),
        result_table(measured.wishes, measured.oracle),
        attribute_table(measured.figures["attributes"]),
        result_table(measured.paraphrases),
    ]
    if measured.outsiders:
        shown += [result_table(measured.outsiders), failures(measured.outsiders)]
    return "\n\n".join(shown)


def kind_figures(sentences: Sequence[Result]) -> dict[str, dict[str, float]]:
    """By kind: how many sentences, hit and kept rates, every sentence counting the same, and how many were refused."""
    figures = {}
    for kind in KINDS:
        of_kind = [one for one in sentences if one.request.kind == kind and one.count]
        if of_kind:
            figures[kind] = {
                "sentences": len(of_kind),
                "hit": mean(one.figures["hit"] for one in of_kind),
                "kept": mean(one.figures["kept"] for one in of_kind),
                "refused": mean(float(one.refused) for one in of_kind),
            }
    return figures


def kind_table(sentences: Sequence[Result]) -> str:
    """The kinds, and below them every sentence that misses in more than a tenth of its drawings, as tables."""
    kinds = _table(
        ("kind", "sentences", "hit", "others kept", "refused"),
        (
            (kind, one["sentences"], f"{one['hit']:.0%}", f"{one['kept']:.0%}", f"{one['refused']:.0%}")
            for kind, one in kind_figures(sentences).items()
        ),
    )
    missed = [one for one in sentences if one.hit < MISSES_BELOW]
    if not missed:
        return kinds
    said = [f"{one.request.source} → {one.request.text}" if one.request.source else one.request.text for one in missed]
    lines = ((text, one.request.kind, *_rates(one)) for text, one in zip(said, missed))
    return f"{kinds}\n\n{_table(('sentence', 'kind', 'hit', 'others kept'), lines)}"


def result_table(results: Sequence[Result], oracle: Sequence[Result] | None = None) -> str:
    """A table of results, with the oracle's beside them where it was asked."""
    series = [results] if oracle is None else [results, oracle]
    head = ["phrase", "hit", "others kept", *(["oracle hit", "oracle kept"] if oracle else []), "drawings"]
    lines = [
        (line[0].request.text, *(rate for one in line for rate in _rates(one)), line[0].count) for line in zip(*series)
    ]
    means = [f"{mean_of(each):.0%}" for each in series for mean_of in (mean_hit, mean_kept)]
    return _table(head, [*lines, ("**mean**", *means, "")])


def attribute_table(attributes: Mapping[str, Mapping[str, float]]) -> str:
    """A table of :func:`deltaedit.evaluation.edits.by_attribute`."""
    return _table(
        ("attribute", "hit when asked for", "kept when not"),
        (
            (
                name,
                f"{figures['hit']:.1%}" if "hit" in figures else "not asked",
                f"{figures['kept']:.1%}" if "kept" in figures else "not seen",
            )
            for name, figures in attributes.items()
        ),
    )


def failures(results: Sequence[Result]) -> str:
    """The phrases that fail more often than not, the worst first, as a paragraph or a table."""
    failed = sorted((one for one in results if one.hit < FAILS_BELOW), key=lambda one: one.hit)
    if not failed:
        return f"Each of them hits in at least {FAILS_BELOW:.0%} of the drawings."
    lines = ((one.request.text, _in_words(one.request.wishes[0][0]), *_rates(one), one.count) for one in failed)
    return f"These {len(failed)} hit in less than {FAILS_BELOW:.0%} of the drawings:\n\n" + _table(
        ("phrase", "asks for", "hit", "others kept", "drawings"), lines
    )


def _table(head: Sequence[str], body: Iterable[Sequence[object]]) -> str:
    rows = (head, ["---"] * len(head), *body)
    lines = (f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)
    return "\n".join(line.replace("|  |", "| |") for line in lines)


def _rates(result: Result) -> tuple[str, str]:
    return f"{result.hit:.0%}", f"{result.kept:.0%}"


def _in_words(attribute: str) -> str:
    """``skinColour`` as "skin colour"."""
    return f"{attribute.removesuffix(COLOUR)} colour" if attribute.endswith(COLOUR) else attribute
