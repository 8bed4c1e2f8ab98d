// One phone on the screen: one number, one citizen, their conversation.

import * as api from "./api.js";
import { bubble, refresh } from "./bubble.js";
import { composer } from "./composer.js";
import { el } from "./dom.js";
import { attachSheet, listSheet, locationSheet, menuSheet, previewSheet } from "./sheets.js";
import { strings } from "./strings.js";

const TYPING = 25_000;
const AVATARS = { "mp-jhabua": "लो", ap: "మ" };

export class Pane {
  constructor(id, app) {
    this.id = id;
    this.app = app;
    this.root = document.getElementById("phone-template").content.cloneNode(true).firstElementChild;
    this.sheet = this.part("sheet");
    new ResizeObserver(() => this.toEnd()).observe(this.part("scroll"));
    composer(this, { text: (text) => this.sendText(text), voice: (file) => this.sendFile("audio", file) });
    this.part("menu").addEventListener("click", () => this.openMenu());
    this.part("attach").addEventListener("click", () => this.openAttach());
    this.part("swap").addEventListener("click", () => this.show(app.otherNumber(this.number), this.citizen));
  }

  /** Returns the part of this phone with a test id. */
  part(name) {
    return this.root.querySelector(`[data-testid="${name}"]`);
  }

  get chat() {
    return { number: this.number.id, wa_id: this.citizen.wa_id };
  }

  /** Shows the conversation of a citizen with a number. */
  async show(number, citizen) {
    Object.assign(this, { number, citizen, t: strings(number.language) });
    this.label();
    await this.load();
  }

  label() {
    const { t, number, root } = this;
    root.lang = number.language;
    root.dataset.number = number.jurisdiction;
    root.setAttribute("aria-label", number.name);
    root.querySelector(".avatar").textContent = AVATARS[number.jurisdiction] ?? "से";
    this.part("name").textContent = number.name;
    this.part("input").placeholder = t.input;
    const labels = { input: t.input, log: t.chat, scroll: t.chat, send: t.send, attach: t.attach, voice: t.voice, menu: t.menu, "voice-send": t.send, "voice-cancel": t.cancel };
    for (const [name, text] of Object.entries(labels)) this.part(name).setAttribute("aria-label", text);
    const other = this.app.otherNumber(number);
    this.part("swap").hidden = other.id === number.id || this.app.isDouble();
    this.part("swap").lastElementChild.textContent = other.short;
    this.part("swap").setAttribute("aria-label", t.swap(other.name));
    this.say("");
  }

  async load() {
    const { chat } = this;
    this.missed = [];
    const { messages, typing } = await api.conversation(chat);
    if (chat.number !== this.number.id || chat.wa_id !== this.citizen.wa_id) return;
    const missed = this.missed;
    this.missed = null;
    this.messages = new Map();
    this.nodes = new Map();
    this.part("log").replaceChildren();
    this.suggest();
    messages.forEach((message) => this.add(message));
    this.typing(typing);
    missed.forEach((event) => this.hear(event));
  }

  find(id) {
    return this.messages.get(id);
  }

  /** Takes an event of the stream if it is of this conversation. */
  hear(event) {
    if (event.type === "reset") return this.load();
    if (event.number !== this.number.id || event.wa_id !== this.citizen.wa_id) return undefined;
    if (this.missed) return this.missed.push(event);
    if (event.type === "message") this.add(event.message);
    if (event.type === "typing") this.typing(event.typing);
    if (event.type === "cleared") this.load();
    return undefined;
  }

  add(message) {
    const known = this.nodes.get(message.id);
    const before = this.messages.get(message.id);
    this.messages.set(message.id, message);
    if (message.type === "reaction") return;
    if (known && before.file?.url === message.file?.url) return refresh(known, message, this.t);
    const node = bubble(message, this);
    this.nodes.set(message.id, node);
    if (known) known.replaceWith(node);
    else this.append(node, message);
  }

  append(node, message) {
    const log = this.part("log");
    const day = new Date(message.at).toDateString();
    if (log.dataset.day !== day || !log.firstChild) log.append(this.dayChip(message, day));
    if (log.lastElementChild?.dataset.by === message.by) node.classList.add("follows");
    log.append(node);
    this.part("suggestions").hidden = true;
    this.toEnd();
    node.querySelectorAll("img").forEach((image) => image.addEventListener("load", () => this.toEnd()));
  }

  dayChip(message, day) {
    this.part("log").dataset.day = day;
    const today = day === new Date().toDateString();
    const date = new Intl.DateTimeFormat(`${this.number.language}-IN`, { day: "numeric", month: "long" });
    return el("li", { class: "day", text: today ? this.t.today : date.format(new Date(message.at)) });
  }

  toEnd() {
    const scroll = this.part("scroll");
    scroll.scrollTop = scroll.scrollHeight;
  }

  typing(on) {
    clearTimeout(this.typingTimer);
    this.part("dots").hidden = !on;
    this.part("state").textContent = on ? this.t.typing : this.t.as(this.citizen.name);
    if (!on) return;
    this.toEnd();
    this.typingTimer = setTimeout(() => this.typing(false), TYPING);
  }

  suggest() {
    const box = this.part("suggestions");
    box.hidden = false;
    box.replaceChildren(el("h2", { text: this.t.try }), ...this.number.suggestions.map(([lang, text]) =>
      el("button", { type: "button", class: "suggestion", testid: "suggestion", lang, text, click: () => this.sendText(text) })));
  }

  /** Says something below the conversation, and aloud to screen readers. */
  say(text) {
    this.part("toast").textContent = text;
  }

  async send(message) {
    this.say("");
    try {
      const { status } = await api.send(this.chat, message);
      if (status !== 200 && status !== null) this.say(this.t.unread);
    } catch {
      this.say(this.t.refused);
    }
  }

  sendText(body) {
    return this.send({ type: "text", text: { body } });
  }

  async sendFile(kind, file, caption) {
    try {
      const id = await api.upload(file);
      const more = { ...(caption && { caption }), ...(kind === "document" && { filename: file.name }) };
      await this.send({ type: kind, [kind]: { id, ...more } });
    } catch {
      this.say(this.t.refused);
    }
  }

  tapButton(message, { id }) {
    return this.send({ type: "button_reply", button_reply: { id }, context: { id: message.id } });
  }

  openList(message) {
    listSheet(this, message, ({ id }) =>
      this.send({ type: "list_reply", list_reply: { id }, context: { id: message.id } }));
  }

  openLocation(request) {
    locationSheet(this, (location) =>
      this.send({ type: "location", location, ...(request && { context: { id: request.id } }) }));
  }

  openAttach() {
    attachSheet(this, {
      file: (kind, file) => previewSheet(this, file, (caption) => this.sendFile(kind, file, caption)),
      place: () => this.openLocation(),
    });
  }

  openMenu() {
    menuSheet(this, {
      ...this.app.setup,
      pickNumber: (number) => this.show(number, this.citizen),
      pickCitizen: (citizen) => this.show(this.number, citizen),
      fresh: async () => this.show(this.number, await this.app.newCitizen(this.t)),
      clear: () => api.clear(this.chat),
    });
  }
}
