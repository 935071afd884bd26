"""How the page looks: colours, the visitor's own system fonts, and the few rules that Gradio's themes do not cover."""

from __future__ import annotations

import gradio as gr
from gradio.themes.utils import colors, sizes

#: On a narrow screen everything stands in one column, in the order of use: the picture, the words, then the strength
#: beside the result, so that both are seen together.
CSS = """
.gradio-container { max-width: 1180px !important; margin: 0 auto !important; }
#title h1 { font-size: 1.9rem; letter-spacing: -0.02em; margin-bottom: 0.15em; }
#unlike { border: 2px solid #d97706; border-radius: var(--radius-lg); padding: 10px 14px; gap: 6px !important;
  background: var(--block-background-fill); }
#unlike button { flex: 0 0 auto !important; min-width: 0 !important; padding: 4px 12px; }
#pair { flex-wrap: nowrap !important; gap: 10px !important; }
#pair > * { min-width: 0 !important; aspect-ratio: 1; height: auto !important; }
#original img, #edited img { width: 100%; height: 100%; object-fit: contain; }
#suggestions { gap: 6px !important; }
.suggest { display: flex; align-items: center; gap: 6px; padding: 0 !important; }
.suggest > .label { flex: 0 0 80px; margin: 0; font-weight: 600; font-size: var(--text-md); }
.suggest > .label svg, #hints > .label svg, .examples > .label svg { display: none; }
.suggest .gallery-item, #hints .gallery-item { border-radius: 999px; padding: 4px 12px; font-weight: 500;
  font-size: var(--text-sm); background: var(--button-secondary-background-fill);
  border-color: var(--button-secondary-border-color); }
.suggest .gallery-item:hover, #hints .gallery-item:hover { background: var(--button-secondary-background-fill-hover); }
#edited { position: relative; }
#edited canvas.frame { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain;
  pointer-events: none; }
#strip .frames { display: flex; gap: 6px; max-width: 460px; touch-action: pan-y; user-select: none; }
canvas.frame[hidden] { display: none !important; }
/* Its place stays, so that nothing below jumps while the frames of the next edit are on their way. */
#strip .frames { min-height: 106px; }
#strip .frames[hidden] { visibility: hidden; }
#strip button { flex: 1 1 0; min-width: 44px; margin: 0; padding: 0; border: 1px solid var(--block-border-color);
  border-radius: var(--radius-md); overflow: hidden; cursor: pointer; background: var(--block-background-fill); }
#strip button:focus-visible { outline: 3px solid var(--color-accent); outline-offset: 1px; }
#strip canvas { display: block; width: 100%; aspect-ratio: 1; pointer-events: none; }
#strip span { display: block; font-size: var(--text-xs); line-height: 1.6; pointer-events: none; }
#strength .slider_input_container { position: relative; }
#strength .slider_input_container::after { content: ""; position: absolute; left: var(--full-edit, -99px); top: 50%;
  width: 2px; height: 18px; transform: translate(-50%, -50%); background: var(--body-text-color); opacity: 0.55;
  pointer-events: none; }
#edit { align-self: stretch; }
#steps, .kept { flex-wrap: wrap; align-items: center; gap: 6px !important; }
#steps button, .kept button { flex: 0 0 auto !important; min-width: 0 !important; padding: 4px 12px; }
#history .grid-container { grid-template-columns: repeat(auto-fill, 84px) !important; }
#history .caption-label { inset-inline: 0; bottom: 0; max-width: 100%; width: 100%; font-size: 11px; padding: 1px 4px;
  border-radius: 0; text-align: center; }
#fetch { background: var(--block-background-fill); border: 1px solid var(--block-border-color);
  border-radius: var(--radius-lg); padding: 6px 16px 16px; }
#more { justify-content: flex-start; }
#more button { flex: 0 0 auto !important; min-width: 0 !important; padding: 4px 14px; }
#status { opacity: 0.9; }
footer { display: none !important; }
#faces .grid-wrap, #history .grid-wrap { padding-top: 26px; }
#faces .grid-container { grid-template-columns: repeat(auto-fill, 78px) !important; }
@media (max-width: 760px) {
  #top { flex-wrap: wrap; }
  #top > *, #bundle { flex: 1 1 100% !important; }
  #columns { flex-direction: column; }
  #columns > .column { display: contents; }
  #columns > .column > * { order: 9; }
  #columns > .column > #photo { order: 1; }
  #columns > .column > #faces, #columns > .column > #centre { order: 2; }
  #columns > .column > #words { order: 3; }
  #columns > .column > :is(#hints, #steps, .kept) { order: 4; }
  #columns > .column > :is(#strength, :has(> #strength)) { order: 5; }
  #columns > .column > :is(#unlike, #pair, #compared, #whole, #strip) { order: 6; }
  #columns > .column > :is(#view, #status, #history) { order: 7; }
  #steps button, .kept button, #more button, #unlike button, .gallery-item, #strip button { min-height: 44px; }
  #columns > .column > :is(#suggestions, #chance) { order: 8; }
  #edit { flex-grow: 1 !important; }
  #pair label, #pair .label-wrap { font-size: 12px; }
  .suggest { flex-wrap: wrap; }
  .suggest > .label { flex-basis: 100%; }
}
"""
#: Names for the buttons that Gradio leaves without any: pictures that open when pressed, and examples. And the keys of
#: undo and redo, outside of what is typed.
PAGE_JS = """
() => {
  const name = (selector, label) => document.querySelectorAll(selector).forEach((button, index) =>
    button.setAttribute("aria-label", label(index)));
  const all = () => {
    name(".examples button.gallery-item", (index) => `Example ${index + 1}`);
    name("#faces button.gallery-item, #faces .grid-container button", (index) => `Face ${index + 1}`);
    name("#original button:has(> .image-frame)", () => "The picture as the model sees it, enlarge");
    name("#edited button:has(> .image-frame)", () => "Edited picture, enlarge");
  };
  new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  all();
  /* Read out when it changes. */
  document.querySelector("#status")?.setAttribute("aria-live", "polite");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("textarea, input:not([type=range], [type=checkbox], [type=radio])");
    if (typing || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    const button = key === "y" || (key === "z" && event.shiftKey) ? "#redo" : key === "z" ? "#undo" : null;
    if (button) {
      event.preventDefault();
      document.querySelector(button)?.click();
    }
  });
}
"""
#: The visitor's words outlive a reload of the page, in this tab alone; a link that is opened in it has its own.
KEEP_WORDS_JS = "(...words) => { sessionStorage.setItem('deltaedit-words', JSON.stringify(words)); return []; }"
KEPT_WORDS_JS = """
(source, target, ...others) => {
  const reloaded = (sessionStorage.getItem("deltaedit-link") ?? "") === location.search;
  const kept = reloaded ? JSON.parse(sessionStorage.getItem("deltaedit-words") ?? "[]") : [];
  /* The last one is the page's own address, which may reopen an edit; null, that nothing was typed. */
  return [kept[0] ?? null, kept[1] ?? null, ...others.slice(0, -1), location.search];
}
"""


class DeltaTheme(gr.themes.Base):
    """Quiet surfaces, one strong colour for what can be done next. Loads nothing from anywhere."""

    def __init__(self) -> None:
        super().__init__(
            primary_hue=colors.indigo,
            secondary_hue=colors.indigo,
            neutral_hue=colors.slate,
            radius_size=sizes.radius_lg,
            font=("system-ui", "-apple-system", "Segoe UI", "sans-serif"),
            font_mono=("ui-monospace", "monospace"),
        )
        self.set(
            body_background_fill="*neutral_100",
            body_background_fill_dark="*neutral_950",
            block_background_fill="white",
            block_background_fill_dark="*neutral_900",
            block_border_width="1px",
            block_border_color="*neutral_200",
            block_border_color_dark="*neutral_800",
            block_shadow="0 1px 2px rgb(15 23 42 / 0.06)",
            # On top of pictures, so it needs a ground of its own.
            block_label_background_fill="rgb(255 255 255 / 0.88)",
            block_label_background_fill_dark="rgb(15 23 42 / 0.82)",
            block_label_text_color="*neutral_700",
            block_label_text_color_dark="*neutral_200",
            block_label_text_weight="600",
            block_label_border_width="0px",
            block_title_text_color="*neutral_800",
            block_title_text_color_dark="*neutral_100",
            block_title_text_weight="600",
            body_text_color_subdued="*neutral_600",
            body_text_color_subdued_dark="*neutral_300",
            block_info_text_color="*neutral_600",
            block_info_text_color_dark="*neutral_300",
            button_border_width="1px",
            input_border_width="1px",
            input_background_fill="*neutral_50",
            input_background_fill_dark="*neutral_800",
            input_border_color="*neutral_300",
            input_border_color_dark="*neutral_600",
            button_primary_background_fill="*primary_600",
            button_primary_background_fill_hover="*primary_700",
            button_primary_background_fill_dark="*primary_600",
            button_primary_background_fill_hover_dark="*primary_500",
            button_primary_text_color="white",
            button_primary_border_color="*primary_600",
            button_primary_border_color_dark="*primary_600",
            button_secondary_background_fill="white",
            button_secondary_background_fill_hover="*primary_50",
            button_secondary_background_fill_dark="*neutral_800",
            button_secondary_background_fill_hover_dark="*neutral_700",
            button_secondary_border_color="*neutral_300",
            button_secondary_border_color_dark="*neutral_600",
            slider_color="*primary_600",
            slider_color_dark="*primary_400",
        )
