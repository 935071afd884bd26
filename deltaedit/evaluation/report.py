"""Measured figures as Markdown tables, and the page about a bundle in ``docs/``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deltaedit.evaluation.edits import Result, mean, mean_hit, mean_kept
from deltaedit.evaluation.sentences import KINDS
from deltaedit.training.drawn.domain import COLOUR, Domain

#: Phrases with a lower hit rate are listed as failures, and sentences with a lower one as missed.
FAILS_BELOW, MISSES_BELOW = 0.5, 0.9
PAGE = """# {title}: the bundle, measured

By `python -m deltaedit evaluate {name} --calibrate`, on {drawings} drawings that nothing was trained or calibrated on.
Each was rendered, inverted and edited at strength 1, with the bundle's own threshold ({threshold:g}) and strength
scale ({strength_scale:g}). An edit *hits* where a judge, a small classifier trained on renders alone, reads the wanted
value; others are *kept* where its reading of them is that of the unedited reconstruction. The *oracle* changes just
that attribute in the generator's own code: a ceiling that neither mapper nor CLIP can pass. *Details* is the centred
square with the small, important features. *Edges* are how steep the render's edges are drawn: less where they are
blurred.

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
    """Everything that was measured of a bundle.

    Attributes:
        figures: as they are stored.
        wishes, oracle: results of the domain's wishes, and of the oracle for them, in the same order.
        paraphrases: results of held-out wordings.
        outsiders: results of phrases by people who had not seen the tables of words.
        sentences: results of whole sentences.
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
    """All tables."""
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
    """By kind: number of sentences, hit and kept rates (all sentences have the same weight), and share of refusals."""
    figures = {}
    for kind in KINDS:
        of_kind = [result for result in sentences if result.request.kind == kind and result.count]
        if of_kind:
            figures[kind] = {
                "sentences": len(of_kind),
                "hit": mean(result.figures["hit"] for result in of_kind),
                "kept": mean(result.figures["kept"] for result in of_kind),
                "refused": mean(float(result.refused) for result in of_kind),
            }
    return figures


def kind_table(sentences: Sequence[Result]) -> str:
    """A table of the kinds, and a table of the sentences that miss in more than a tenth of their drawings."""
    kinds = _table(
        ("kind", "sentences", "hit", "others kept", "refused"),
        (
            (kind, figures["sentences"], f"{figures['hit']:.0%}", f"{figures['kept']:.0%}", f"{figures['refused']:.0%}")
            for kind, figures in kind_figures(sentences).items()
        ),
    )
    missed = [(result, result.request) for result in sentences if result.hit < MISSES_BELOW]
    if not missed:
        return kinds
    rows = (
        (
            f"{request.source} → {request.text}" if request.source else request.text,
            request.kind,
            *_rates(result),
        )
        for result, request in missed
    )
    return f"{kinds}\n\n{_table(('sentence', 'kind', 'hit', 'others kept'), rows)}"


def result_table(results: Sequence[Result], oracle: Sequence[Result] | None = None) -> str:
    """A table of results, with those of the oracle beside them if they are given."""
    series = [results] if oracle is None else [results, oracle]
    head = ["phrase", "hit", "others kept", *(["oracle hit", "oracle kept"] if oracle else []), "drawings"]
    rows = [
        (row[0].request.text, *(rate for result in row for rate in _rates(result)), row[0].count)
        for row in zip(*series)
    ]
    means = [f"{mean_of(each):.0%}" for each in series for mean_of in (mean_hit, mean_kept)]
    return _table(head, [*rows, ("**mean**", *means, "")])


def attribute_table(attributes: Mapping[str, Mapping[str, float]]) -> str:
    """A table of the figures from :func:`deltaedit.evaluation.edits.by_attribute`."""
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
    """A table of the phrases that fail more often than not, the worst first; a sentence if there are none."""
    failed = sorted((result for result in results if result.hit < FAILS_BELOW), key=lambda result: result.hit)
    if not failed:
        return f"Each of them hits in at least {FAILS_BELOW:.0%} of the drawings."
    rows = (
        (result.request.text, _in_words(result.request.wishes[0][0]), *_rates(result), result.count)
        for result in failed
    )
    return f"These {len(failed)} hit in less than {FAILS_BELOW:.0%} of the drawings:\n\n" + _table(
        ("phrase", "asks for", "hit", "others kept", "drawings"), rows
    )


def _table(head: Sequence[str], body: Iterable[Sequence[object]]) -> str:
    rows = (head, ["---"] * len(head), *body)
    lines = (f"| {' | '.join(str(cell) for cell in row)} |" for row in rows)
    return "\n".join(line.replace("|  |", "| |") for line in lines)


def _rates(result: Result) -> tuple[str, str]:
    return f"{result.hit:.0%}", f"{result.kept:.0%}"


def _in_words(attribute: str) -> str:
    """An attribute in words: ``skinColour`` as "skin colour"."""
    return f"{attribute.removesuffix(COLOUR)} colour" if attribute.endswith(COLOUR) else attribute
