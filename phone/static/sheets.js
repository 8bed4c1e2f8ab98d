// What rises from below: a list to choose from, what to attach, a preview, places, the menu.

import { el, icon } from "./dom.js";

/** Opens the pane's sheet with a title and content; returns a function that closes it. */
function open(pane, title, body, end) {
  const { sheet, t } = pane;
  const heading = `${pane.id}-sheet-title`;
  const close = () => sheet.close();
  sheet.setAttribute("aria-labelledby", heading);
  sheet.replaceChildren(
    el("div", { class: "sheet-top" },
      el("button", { type: "button", class: "round", "aria-label": t.close, testid: "sheet-close", click: close }, icon("close")),
      el("h2", { id: heading, text: title })),
    el("div", { class: "sheet-body" }, ...body),
    ...(end ? [el("div", { class: "sheet-end" }, end)] : []));
  sheet.onclick = (event) => { if (event.target === sheet && outside(sheet, event)) close(); };
  sheet.showModal();
  fit(pane);
  return close;
}

/** A modal dialog lies above the whole page; this keeps it inside its own phone. */
function fit({ root, sheet }) {
  if (!sheet.open) return;
  const { left, bottom, height } = root.getBoundingClientRect();
  sheet.style.left = `${left + root.clientLeft}px`;
  sheet.style.width = `${root.clientWidth}px`;
  sheet.style.bottom = `${window.innerHeight - bottom + root.clientTop}px`;
  sheet.style.maxHeight = `${height * 0.85}px`;
  window.addEventListener("resize", () => fit({ root, sheet }), { once: true });
}

function outside(sheet, { clientX, clientY }) {
  const { left, right, top, bottom } = sheet.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}

/** Lets the citizen choose a row of a list message; `choose` gets the row. */
export function listSheet(pane, message, choose) {
  const { sections, button } = message.content.action;
  const send = el("button", { type: "button", class: "main-button", testid: "list-send", disabled: true, text: pane.t.send });
  let chosen = null;
  const pick = (row) => { chosen = row; send.disabled = false; };
  const close = open(pane, button, sections.flatMap((section) => [
    section.title ? el("h3", { class: "section-name", text: section.title }) : null,
    ...section.rows.map((row) => rowChoice(row, pick)),
  ].filter(Boolean)), send);
  pane.sheet.querySelector("input").focus();
  send.onclick = () => { close(); choose(chosen); };
}

function rowChoice(row, pick) {
  return el("label", { class: "choice", testid: "list-row", "data-row": row.id },
    el("span", { class: "choice-words" }, row.title,
      row.description ? el("span", { class: "choice-about", text: row.description }) : null),
    el("input", { type: "radio", name: "row", value: row.id, change: () => pick(row) }));
}

/** Offers photo, paper and place; `file(kind, file)` gets what was picked, `place()` is asked for the last. */
export function attachSheet(pane, { file, place }) {
  const { t } = pane;
  const pictures = picker("image/jpeg,image/png", "pick-photo", (one) => { close(); file("image", one); });
  const papers = picker("application/pdf,image/*,.doc,.docx", "pick-document", (one) => { close(); file("document", one); });
  const close = open(pane, t.attach, [
    el("div", { class: "kinds" },
      kind("paper-pick", "paper", t.document, "attach-document", () => papers.click()),
      kind("photo", "photo", t.photo, "attach-photo", () => pictures.click()),
      kind("place", "pin", t.location, "attach-location", () => { close(); place(); })),
    pictures, papers,
  ]);
}

function picker(accept, testid, done) {
  return el("input", { type: "file", accept, testid, hidden: true, change: (event) => done(event.target.files[0]) });
}

function kind(classes, name, label, testid, click) {
  return el("button", { type: "button", class: `kind ${classes}`, testid, click }, el("span", {}, icon(name)), label);
}

/** Shows what is about to be sent, with room for a caption; `send` gets the caption. */
export function previewSheet(pane, file, send) {
  const { t } = pane;
  const caption = el("input", { class: "caption", testid: "caption", placeholder: t.caption, "aria-label": t.caption, maxlength: 1024 });
  const url = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  const picture = url ? el("img", { src: url, alt: file.name }) : el("p", { text: file.name });
  const button = el("button", { type: "submit", class: "main-button", testid: "preview-send", text: t.send });
  const form = el("form", { submit: (event) => { event.preventDefault(); close(); send(caption.value.trim()); } },
    el("div", { class: "preview" }, picture), caption, el("div", { class: "kinds" }, button));
  const close = open(pane, file.name, [form]);
  pane.sheet.addEventListener("close", () => { if (url) URL.revokeObjectURL(url); }, { once: true });
  caption.focus();
}

/** Offers places to share; `send` gets latitude and longitude, perhaps name and address. */
export function locationSheet(pane, send) {
  const { t, number } = pane;
  const here = () => {
    close();
    if (!navigator.geolocation) { pane.say(t.noPlace); return; }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => send({ latitude: coords.latitude, longitude: coords.longitude }),
      () => pane.say(t.noPlace), { timeout: 8000 });
  };
  const close = open(pane, t.sendLocation, [
    item("pin", number.place.name ?? t.location, "location-sample", () => { close(); send(number.place); }),
    item("pin", t.here, "location-here", here),
  ]);
}

/** The menu: whom to talk to, who is writing, emptying the chat. */
export function menuSheet(pane, { numbers, citizens, pickNumber, pickCitizen, fresh, clear }) {
  const { t } = pane;
  const done = (act) => () => { close(); act(); };
  const group = (name, ...items) => el("div", { class: "menu-group", role: "group", "aria-label": name },
    el("h3", { class: "section-name", text: name }), ...items);
  const close = open(pane, t.menu, [
    group(t.numbers, ...numbers.map((one) =>
      item("chat", one.name, `number-${one.jurisdiction}`, done(() => pickNumber(one)), one.id === pane.number.id))),
    group(t.people, ...citizens.map((one) =>
      item("person", one.name, `citizen-${one.wa_id}`, done(() => pickCitizen(one)), one.wa_id === pane.citizen.wa_id)),
    item("person", `+ ${t.fresh}`, "new-citizen", done(fresh))),
    el("div", { class: "menu-group" }, item("bin", t.clear, "clear-chat", done(clear))),
  ]);
}

function item(name, label, testid, click, pressed) {
  return el("button", { type: "button", class: "menu-item", testid, click, "aria-pressed": pressed === undefined ? null : String(pressed) },
    icon(name), el("span", { text: label }));
}
