"""Measured figures as tables for people, and the page about a bundle that is kept in ``docs/``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from deltaedit.evaluation.scores import Score, mean_hit, mean_kept
from deltaedit.evaluation.sentences import Answer, kind_table
from deltaedit.training.drawn.domain import COLOUR
from deltaedit.training.drawn.drawn_domain import DrawnDomain

#: A phrase that hits less often than this is listed among those that fail.
FAILS_BELOW = 0.5
PAGE = """# {title}: the bundle, measured

By `python -m deltaedit evaluate {name} --calibrate`, on {drawings} drawings that nothing was trained or calibrated on.
Each was rendered, inverted and edited at strength 1, with the bundle's own threshold ({threshold:g}) and strength
scale ({strength_scale:g}). An edit *hits* where a judge, a small classifier trained on renders alone, reads the wanted
value; others are *kept* where its reading of them is that of the unedited reconstruction. The *oracle* changes just
that attribute in the generator's own code: a ceiling that neither mapper nor CLIP can pass. *Details* are the square
where what is small and matters lies.

| what | measured |
| --- | --- |
| generator against the renders | {generator_psnr} dB, details {generator_focus_psnr} dB |
| colour error of {colours} | {colour_error} of 255 |
| inversion against the renders | {inversion_psnr} dB, details {inversion_focus_psnr} dB |
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


def page(
    drawn: DrawnDomain,
    result: Mapping[str, Any],
    scores: Sequence[Score],
    oracle: Sequence[Score],
    outside: Sequence[Score],
    said: Sequence[Answer] = (),
) -> str:
    """The page about a bundle.

    Args:
        result: figures as :func:`deltaedit.evaluation.drawn.evaluate` stores them.
        scores, oracle: of the domain's own wishes, in the same order.
        outside: of the outsiders' phrases.
        said: to whole sentences.
    """
    rows, outsiders = [], ""
    if outside:
        outsiders = OUTSIDERS.format(failures=failures(outside), **result)
        rows.append(
            "| paraphrases by somebody who has never seen the word list: hit, kept | "
            f"{result['outside_hit']:.0%}, {result['outside_kept']:.0%} ({result['outside']}) |\n"
        )
        if "outside_new_hit" in result:
            rows.append(
                "| those of them that hold no wording that CLIP was trained on: hit | "
                f"{result['outside_new_hit']:.0%} ({result['outside_new']}) |\n"
            )
    return PAGE.format(
        name=drawn.name,
        title=drawn.texts.title,
        colours=", ".join(drawn.judged_colours),
        more_rows="".join(rows),
        table=score_table(scores, oracle),
        by_attribute=attribute_table(result["attributes"]),
        outsiders=outsiders,
        **{**result, "sentences": SENTENCES.format(table=kind_table(said)) if said else ""},
    )


def score_table(scores: Sequence[Score], oracle: Sequence[Score] | None = None) -> str:
    """A table of scores, with the oracle's beside them where it was asked."""
    series = [scores] if oracle is None else [scores, oracle]
    head = ["phrase", "hit", "others kept", *(["oracle hit", "oracle kept"] if oracle else []), "drawings"]
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    for line in zip(*series):
        figures = " | ".join(f"{one.rates.hit:.0%} | {one.rates.kept:.0%}" for one in line)
        lines.append(f"| {line[0].phrase} | {figures} | {line[0].count} |")
    means = " | ".join(f"{mean_hit(each):.0%} | {mean_kept(each):.0%}" for each in series)
    lines.append(f"| **mean** | {means} | |")
    return "\n".join(lines)


def attribute_table(attributes: Mapping[str, Mapping[str, float]]) -> str:
    """A table of :func:`deltaedit.evaluation.scores.by_attribute`."""
    lines = ["| attribute | hit when asked for | kept when not |", "| --- | --- | --- |"]
    for name, figures in attributes.items():
        hit = f"{figures['hit']:.1%}" if "hit" in figures else "not asked"
        kept = f"{figures['kept']:.1%}" if "kept" in figures else "not seen"
        lines.append(f"| {name} | {hit} | {kept} |")
    return "\n".join(lines)


def failures(scores: Sequence[Score]) -> str:
    """The phrases that fail more often than not, the worst first, as a paragraph or a table."""
    failed = sorted((one for one in scores if one.rates.hit < FAILS_BELOW), key=lambda one: one.rates.hit)
    if not failed:
        return f"Each of them hits in at least {FAILS_BELOW:.0%} of the drawings."
    lines = [
        f"These {len(failed)} hit in less than {FAILS_BELOW:.0%} of the drawings:",
        "",
        "| phrase | asks for | hit | others kept | drawings |",
        "|" + " --- |" * 5,
    ]
    lines += [
        f"| {one.phrase} | {_in_words(one.attribute)} | {one.rates.hit:.0%} | {one.rates.kept:.0%} | {one.count} |"
        for one in failed
    ]
    return "\n".join(lines)


def _in_words(attribute: str) -> str:
    """``skinColour`` as "skin colour"."""
    return f"{attribute.removesuffix(COLOUR)} colour" if attribute.endswith(COLOUR) else attribute
