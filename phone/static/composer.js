// The line at the bottom: typing, sending, recording.

import { Recorder } from "./voice.js";

/** Wires the composer of a pane; `send.text(text)` and `send.voice(file)` do the sending. */
export function composer(pane, send) {
  const form = pane.part("composer");
  const input = pane.part("input");
  const [go, mic] = [pane.part("send"), pane.part("voice")];

  const fit = () => {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight}px`;
    const empty = !input.value.trim();
    go.hidden = empty;
    mic.hidden = !empty;
  };
  input.addEventListener("input", fit);
  input.addEventListener("keydown", (event) => {
    // While a Hindi or Telugu keyboard still composes a letter, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    fit();
    input.focus();
    send.text(text);
  });
  recording(pane, send.voice);
}

function recording(pane, send) {
  const [form, strip] = [pane.part("composer"), pane.part("recording")];
  const time = strip.querySelector(".recording-time");
  const recorder = new Recorder();
  let ticking;

  const show = (on) => {
    form.hidden = on;
    strip.hidden = !on;
    clearInterval(ticking);
    if (!on) return;
    const begun = Date.now();
    const tell = () => { const s = Math.floor((Date.now() - begun) / 1000); time.textContent = `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`; };
    tell();
    ticking = setInterval(tell, 1000);
    pane.part("voice-send").focus();
  };
  const end = async (keep) => {
    show(false);
    const file = await recorder.stop(keep);
    pane.part("voice").focus();
    if (file) send(file);
  };
  pane.part("voice").addEventListener("click", async () => {
    try {
      await recorder.start();
      show(true);
    } catch {
      pane.say(pane.t.noVoice);
    }
  });
  pane.part("voice-send").addEventListener("click", () => end(true));
  pane.part("voice-cancel").addEventListener("click", () => end(false));
}
