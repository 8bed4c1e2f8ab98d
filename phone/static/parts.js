// What can stand inside a bubble: words, pictures, papers, sounds, places, contacts.

import { el, icon } from "./dom.js";
import { marked } from "./markup.js";

export const words = (text) => el("div", { class: "words" }, ...marked(text));

export function picture(file, alt) {
  return el("a", { class: "picture", href: file.url, target: "_blank", rel: "noopener" },
    el("img", { src: file.url, alt, testid: "image" }));
}

export function paper(file, t) {
  const kind = (file.name.split(".").pop() ?? "").slice(0, 4).toUpperCase() || "FILE";
  return el("a", { class: "paper", href: file.url, target: "_blank", rel: "noopener", testid: "document" },
    el("span", { class: "paper-kind", "aria-hidden": "true", text: kind }),
    el("span", {},
      el("span", { class: "sr-only", text: `${t.opens}: ` }),
      el("span", { class: "paper-name", text: file.name }),
      el("span", { class: "paper-size", text: `${size(file.size)} · ${kind}` })));
}

export const sound = (file, t) =>
  el("audio", { class: "sound", controls: true, preload: "metadata", src: file.url, "aria-label": t.audio });

export const film = (file) => el("video", { class: "picture", controls: true, preload: "metadata", src: file.url });

export function place({ latitude, longitude, name, address }) {
  return el("div", { testid: "location" },
    el("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    name ? el("b", { text: name }) : null,
    el("span", { class: "small", text: address ?? `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}` }));
}

export function contacts(list, t) {
  return list.map((one) => el("div", {},
    el("b", { text: one.name?.formatted_name ?? t.contact }),
    ...(one.phones ?? []).map(({ phone }) => el("span", { class: "small", text: phone }))));
}

export function fileOf(kind, file, alt, t) {
  if (!file) return el("span", { class: "odd", text: "…" });
  if (kind === "image" || kind === "sticker") return picture(file, alt || t.photo);
  if (kind === "audio") return sound(file, t);
  if (kind === "video") return film(file);
  return paper(file, t);
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
