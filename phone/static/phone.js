// The page: one phone, or two side by side on a wide screen.

import * as api from "./api.js";
import { Pane } from "./pane.js";

const wide = window.matchMedia("(min-width: 1000px)");
const asked = new URLSearchParams(window.location.search);
const toggle = document.getElementById("layout");

const app = {
  setup: { numbers: [], citizens: [] },
  panes: [],
  double: asked.get("phones") !== "1",

  isDouble: () => app.double && wide.matches && app.setup.numbers.length > 1,

  /** Returns the next number; of a single number, that one. */
  otherNumber({ id }) {
    const { numbers } = app.setup;
    return numbers[(numbers.findIndex((one) => one.id === id) + 1) % numbers.length];
  },

  async newCitizen(t) {
    const citizen = await api.newCitizen(t.person(app.setup.citizens.length - 1));
    app.setup.citizens.push(citizen);
    return citizen;
  },

  /** Shows one phone or two; the second always has another number than the first. */
  async arrange() {
    const [first, second] = app.panes;
    const both = app.isDouble();
    toggle.hidden = app.setup.numbers.length < 2;
    toggle.setAttribute("aria-pressed", String(both));
    document.getElementById("phones").replaceChildren(...(both ? [first, second] : [first]).map((pane) => pane.root));
    first.label();
    if (both) await second.show(app.otherNumber(first.number), second.citizen);
    first.toEnd();
  },
};

function chosen(list, key, value, fallback) {
  return list.find((one) => one[key] === value) ?? list[fallback] ?? list[0];
}

async function start() {
  app.setup = await api.setup();
  const { numbers, citizens } = app.setup;
  const number = chosen(numbers, "jurisdiction", asked.get("number"), 0);
  app.panes = [new Pane("first", app), new Pane("second", app)];
  await app.panes[0].show(number, chosen(citizens, "wa_id", asked.get("citizen"), numbers.indexOf(number)));
  await app.panes[1].show(app.otherNumber(number), chosen(citizens, "wa_id", null, numbers.indexOf(app.otherNumber(number))));
  await app.arrange();
  toggle.addEventListener("click", () => { app.double = !app.double; app.arrange(); });
  wide.addEventListener("change", app.arrange);
  api.listen(
    (event) => app.panes.forEach((pane) => pane.hear(event)),
    () => app.panes.forEach((pane) => pane.load()),
  );
}

start();
