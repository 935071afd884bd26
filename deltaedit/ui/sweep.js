/* The strength, answered in the browser.

   After an edit the server sends its frames at many strengths in one sheet. While the slider moves, the frame under the
   thumb is drawn on a canvas over the edited picture, and Gradio does not hear of it: what it does for an event takes
   longer than a frame may. When the hand rests it hears of the last move, as if that had been the only one; so the exact
   picture is asked for, and takes the place of the canvas. Without a sheet Gradio hears of every move, as it does without
   this file. */
window.deltaedit = (() => {
  "use strict";
  /* A keyboard says of no press that it is the last one. */
  const RESTS_AFTER_MS = 250;
  /* Nearer than this to where a finger came down it has pressed, not dragged. */
  const STILL_PIXELS = 4;
  const NEVER = new Promise(() => {});
  const UNCHANGED = { __type__: "update" };

  let edit = "";          // which edit is seen
  let sheet = null;       // its frames, once they are here
  let moves = 0;          // of the hand, counted
  let asked = 0;          // the move whose exact picture was asked for last
  let held = false;       // a finger or a button is down
  let withheld = false;   // Gradio has not heard of the last move
  let telling = false;    // it is being told
  let timer = 0;
  /* One edit after the other: each begins from what the one before it left. */
  const TURN_ENDS_AFTER_MS = 60000;
  let last = Promise.resolve();
  const ends = [];

  const find = (selector) => document.querySelector(selector);
  const slider = () => find("#strength input[type=range]");

  /* The canvas over the edited picture, where that is what is seen. */
  const canvas = () => {
    const picture = find("#edited");
    if (!sheet || !picture || !picture.offsetParent || !picture.querySelector("img")) return null;
    let over = picture.querySelector("canvas.frame");
    if (!over) {
      over = document.createElement("canvas");
      over.className = "frame";
      over.setAttribute("aria-hidden", "true");
      picture.append(over);
    }
    return over;
  };

  const hide = () => {
    const over = find("#edited canvas.frame");
    if (over) over.hidden = true;
  };

  /* Where a value stands among ascending ones: the index of the one before it, and which part of the way to the next. */
  const place = (values, value) => {
    let k = 0;
    while (k < values.length - 2 && values[k + 1] <= value) k += 1;
    const part = (value - values[k]) / (values[k + 1] - values[k]);
    return [k, Math.min(Math.max(part, 0), 1)];
  };

  /* The frame of a strength, or a blend of the two that it lies between. */
  const paint = (on, strength) => {
    const { image, columns, size, strengths } = sheet;
    const context = on.getContext("2d");
    const frame = (k) => context.drawImage(
      image, (k % columns) * size, Math.floor(k / columns) * size, size, size, 0, 0, on.width, on.height);
    const [k, part] = place(strengths, strength);
    context.globalAlpha = 1;
    frame(k);
    context.globalAlpha = part;
    if (part > 0) frame(k + 1);
  };

  /* Draw the frame of a strength; false where there is none, and the server has to be asked. */
  const show = (strength) => {
    const over = canvas();
    if (!over) return false;
    if (over.width !== sheet.size) {
      /* The stylesheet enlarges it, ten times as fast as the canvas would. Setting it also wipes it. */
      over.width = over.height = sheet.size;
      over.hidden = true;
    }
    if (over.hidden || over.dataset.strength !== String(strength)) paint(over, strength);
    over.dataset.strength = strength;
    over.hidden = false;
    return true;
  };

  const moved = () => slider().dispatchEvent(new Event("input", { bubbles: true }));

  /* The hand has come to rest: Gradio hears of where. */
  const rest = () => {
    clearTimeout(timer);
    if (!withheld) return;
    withheld = false;
    telling = true;
    moved();
    telling = false;
  };

  const restAfter = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(rest, milliseconds);
  };

  /* What Gradio would do to its slider. */
  const mirror = (range) => {
    range.style.setProperty("--range_progress", `${(100 * (range.value - range.min)) / (range.max - range.min)}%`);
    const number = find("#strength input[type=number]");
    if (number) number.value = range.value;
  };

  /* As if the slider had been moved there. */
  const set = (strength) => {
    slider().value = strength;
    moved();
  };

  /* The strength at a place along the strip, from 0 to 1: equal ways along it look equal. */
  const along = (share) => {
    const at = Math.min(Math.max(share, 0), 1) * (sheet.even.length - 1);
    const k = Math.min(Math.floor(at), sheet.even.length - 2);
    return sheet.even[k] + (at - k) * (sheet.even[k + 1] - sheet.even[k]);
  };

  const fillStrip = () => {
    const strip = find("#strip .frames");
    if (!strip) return;
    strip.replaceChildren();
    strip.hidden = !sheet;
    if (!sheet) return;
    const count = sheet.strip.length;
    for (const strength of sheet.strip) {
      const button = document.createElement("button");
      const picture = document.createElement("canvas");
      const label = document.createElement("span");
      picture.width = picture.height = Math.min(sheet.size, 128);
      picture.setAttribute("aria-hidden", "true");
      label.textContent = strength.toFixed(2);
      button.type = "button";
      button.setAttribute("aria-label", `Strength ${strength.toFixed(2)}`);
      button.append(picture, label);
      /* Pointers are seen to below; this is a press of the keyboard, or of what stands in for one. */
      button.addEventListener("click", (event) => event.detail || set(strength));
      paint(picture, strength);
      strip.append(button);
    }
    let from = null;
    let dragged = false;
    const share = (event) => {
      const box = strip.getBoundingClientRect();
      return (((event.clientX - box.left) / box.width) * count - 0.5) / (count - 1);
    };
    strip.onpointerdown = (event) => {
      from = event;
      held = true;
      dragged = false;
    };
    strip.onpointermove = (event) => {
      if (!from || !sheet) return;
      if (!dragged && Math.abs(event.clientX - from.clientX) > STILL_PIXELS) {
        dragged = true;
        strip.setPointerCapture(event.pointerId);
      }
      if (dragged) set(along(share(event)));
    };
    strip.onpointerup = () => {
      if (from && !dragged && sheet) {
        const pressed = [...strip.children].indexOf(from.target.closest("button"));
        if (pressed >= 0) set(sheet.strip[pressed]);
      }
      from = null;
    };
    strip.onpointercancel = () => (from = null);
  };

  /* Where the full edit is on the slider's way; the stylesheet draws it. */
  const markFull = () => {
    const range = slider();
    if (!range) return;
    const thumb = 16;
    const left = range.offsetLeft + thumb / 2 + ((1 - range.min) / (range.max - range.min)) * (range.offsetWidth - thumb);
    range.parentElement.style.setProperty("--full-edit", `${left}px`);
  };

  document.addEventListener("input", (event) => {
    const target = event.target;
    if (telling || !target.closest?.("#strength")) return;
    moves += 1;
    if (!Number.isFinite(target.valueAsNumber) || !show(target.valueAsNumber) || target.type !== "range") return;
    event.stopImmediatePropagation();
    withheld = true;
    mirror(target);
    clearTimeout(timer);
    if (!held) restAfter(RESTS_AFTER_MS);
  }, true);
  document.addEventListener("click", (event) => {
    /* The button that resets it. */
    if (event.target.closest?.("#strength button")) moves += 1;
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest?.("#strength")) held = true;
    /* Whatever is pressed next is to know of the last move. */
    else rest();
  }, true);
  document.addEventListener("focusout", (event) => {
    if (event.target.closest?.("#strength")) rest();
  }, true);
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      if (!held) return;
      held = false;
      /* After the strip, whose last move is its release. */
      restAfter(0);
    });
  }
  /* Touch: some browsers cancel the pointer of a slider without a word. */
  document.addEventListener("change", (event) => {
    if (event.target.closest?.("#strength") && held) {
      held = false;
      restAfter(0);
    }
  }, true);
  addEventListener("resize", markFull);

  return {
    /* What an event sends, as it stood when somebody asked, once the events before it are done. */
    turn: async (sent) => {
      const before = last;
      last = new Promise((resolve) => ends.push(resolve));
      await Promise.race([before, new Promise((resolve) => setTimeout(resolve, TURN_ENDS_AFTER_MS))]);
      return sent;
    },

    /* The oldest of them is done, whether it went well or not. */
    done: () => ends.shift()?.(),

    /* Another edit is seen now: the frames of the one before are of no use. */
    expect: (id) => {
      requestAnimationFrame(markFull);
      if (id === edit) return;
      edit = id;
      sheet = null;
      hide();
      fillStrip();
    },

    /* Its frames are here; those of any other edit came too late. Returns what changes of the slider. */
    arrived: async (got, strength) => {
      if (!got || got.edit !== edit) return UNCHANGED;
      if (got.src && sheet?.edit !== edit) {
        const picture = new Image();
        picture.src = got.src;
        await picture.decode();
        const image = await createImageBitmap(picture);
        if (got.edit !== edit) return UNCHANGED;
        sheet = { ...got, image };
        fillStrip();
        requestAnimationFrame(markFull);
      }
      /* Never under the thumb: what is seen was drawn at that strength. */
      const minimum = Math.min(got.slider.minimum, strength);
      const maximum = Math.max(got.slider.maximum, strength);
      return { __type__: "update", ...got.slider, minimum, maximum };
    },

    /* What a request for the exact picture sends; it is never sent where there is to be none. */
    ask: (seen) => {
      /* The server moved the slider, and has drawn already; or the hand has moved on meanwhile. */
      if (moves === asked || withheld) return NEVER;
      asked = moves;
      /* What somebody types may lie beyond both ends; Gradio corrects it once they leave the field. */
      const [session, typed, ...others] = seen;
      const { min, max } = slider();
      return [session, Math.min(Math.max(typed, min), max), ...others];
    },

    /* The exact picture is here: it takes the canvas's place, unless the hand has moved on. */
    settled: async () => {
      await new Promise(requestAnimationFrame);
      await find("#edited img")?.decode().catch(() => {});
      if (moves === asked) hide();
    },
  };
})();
