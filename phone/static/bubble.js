// One bubble of the conversation, with what hangs below it.

import { el, icon } from "./dom.js";
import { marked } from "./markup.js";
import * as parts from "./parts.js";

const FILES = ["image", "document", "audio", "video", "sticker"];
const TIME = new Intl.DateTimeFormat("en-IN", { hour: "numeric", minute: "2-digit", timeZone: "Asia/Kolkata" });

/** Returns the text by which a message is quoted. */
export function summary({ type, content, text }, t) {
  if (type === "text") return content.body;
  if (type === "template") return text;
  if (type === "interactive") return content.body?.text ?? content[content.type]?.title ?? "";
  return content?.caption ?? content?.filename ?? t[type] ?? "";
}

/** Makes the list item for a message. `pane` gives the words (`t`), the name, other messages and what taps do. */
export function bubble(message, pane) {
  if (message.type === "system") return el("li", { class: "system", text: message.content.body ?? message.content.type });
  const inside = body(message, pane);
  const mine = message.by === "citizen";
  const node = el("li", { class: classes(message, mine), testid: "message", "data-id": message.id, "data-by": message.by },
    el("div", { class: "bubble" },
      el("span", { class: "sr-only", text: `${mine ? pane.t.you : pane.number.name}: ` }),
      quote(message, pane), ...inside, meta(message, mine, pane.t), listButton(message, pane)),
    below(message, pane),
    el("span", { class: "why", testid: "failed", hidden: true }),
    el("span", { class: "reaction", testid: "reaction", hidden: true }));
  refresh(node, message, pane.t);
  return node;
}

/** Brings ticks, failure and reaction up to date without touching what a screen reader has read already. */
export function refresh(node, message, t) {
  if (message.type === "system") return;
  const [why, reaction] = [node.querySelector(".why"), node.querySelector(".reaction")];
  node.dataset.status = message.status;
  node.classList.toggle("failed", message.status === "failed");
  node.classList.toggle("reacted", Boolean(message.reaction));
  why.hidden = message.status !== "failed";
  why.textContent = message.error ? `${t.lost}: ${message.error.code} ${message.error.error_data.details}` : "";
  reaction.hidden = !message.reaction;
  reaction.textContent = message.reaction ?? "";
  const ticks = node.querySelector(".ticks");
  if (!ticks) return;
  ticks.classList.toggle("read", message.status === "read");
  ticks.setAttribute("aria-label", t[message.status] ?? "");
  ticks.firstChild.setAttribute("href", `/static/icons.svg#${message.status === "sent" ? "tick" : "ticks"}`);
}

function classes({ type, content, file }, mine) {
  const option = type === "interactive" && !mine;
  const names = ["row"];
  if (mine) names.push("mine");
  if (option) names.push("wide");
  if (option && content.type === "list") names.push("has-inside");
  if (option && content.footer) names.push("has-foot");
  if (FILES.includes(type) || type === "location" || type === "contacts") names.push("has-file");
  if (file && content.caption) names.push("captioned");
  return names.join(" ");
}

function body(message, { t }) {
  const { type, content, file } = message;
  if (type === "interactive") return interactive(content, file, t);
  if (type === "text" || type === "template") return [parts.words(summary(message, t))];
  if (FILES.includes(type)) {
    const caption = content.caption ? parts.words(content.caption) : null;
    return [parts.fileOf(type, file, content.caption, t), caption].filter(Boolean);
  }
  if (type === "location") return [parts.place(content)];
  if (type === "contacts") return parts.contacts(content, t);
  return [el("div", { class: "words odd", text: t.odd })];
}

function interactive(content, file, t) {
  const reply = content[content.type];
  if (reply) return [parts.words(reply.title + (reply.description ? `\n${reply.description}` : ""))];
  const { header, body: text, footer } = content;
  const head = !header ? null : header.type === "text"
    ? el("div", { class: "head", text: header.text }) : parts.fileOf(header.type, file, "", t);
  return [head, parts.words(text.text), footer ? el("div", { class: "foot", text: footer.text }) : null].filter(Boolean);
}

function meta(message, mine, t) {
  const ticks = mine ? icon("tick", "ticks") : null;
  ticks?.removeAttribute("aria-hidden");
  ticks?.setAttribute("role", "img");
  ticks?.setAttribute("aria-label", t.sent);
  return el("div", { class: "meta" }, el("time", { datetime: message.at, text: TIME.format(new Date(message.at)) }), ticks);
}

function quote(message, pane) {
  const source = message.context && pane.find(message.context);
  if (!source) return null;
  const name = source.by === "citizen" ? pane.t.you : pane.number.name;
  return el("span", { class: "quote", "aria-hidden": "true" }, el("b", { text: name }),
    el("span", {}, ...marked(summary(source, pane.t))));
}

function listButton(message, pane) {
  if (message.type !== "interactive" || message.content.type !== "list") return null;
  return el("button", {
    type: "button", class: "tap inside", testid: "open-list", "aria-haspopup": "dialog",
    click: () => pane.openList(message),
  }, icon("list"), message.content.action.button);
}

function below(message, pane) {
  const kind = message.type === "interactive" && message.by === "number" ? message.content.type : null;
  if (kind === "button") {
    return el("div", { class: "buttons", role: "group", "aria-label": pane.t.choose },
      ...message.content.action.buttons.map(({ reply }) => el("button", {
        type: "button", class: "tap", testid: "reply-button", "data-reply": reply.id,
        click: () => pane.tapButton(message, reply),
      }, icon("reply"), reply.title)));
  }
  if (kind === "location_request_message") {
    return el("div", { class: "buttons" }, el("button", {
      type: "button", class: "tap", testid: "send-location", "aria-haspopup": "dialog",
      click: () => pane.openLocation(message),
    }, icon("pin"), pane.t.sendLocation));
  }
  if (kind === "cta_url") {
    const { display_text: label, url } = message.content.action.parameters;
    return el("div", { class: "buttons" }, el("a", {
      class: "tap", href: url, target: "_blank", rel: "noopener noreferrer", testid: "open-link",
    }, icon("out"), label));
  }
  return null;
}
