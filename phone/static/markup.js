// WhatsApp's own marks: *bold*, _italic_, ~strike~, ```code```, and addresses that can be opened.

import { el } from "./dom.js";

const EDGE = "[\\s\\p{P}]";
const PATTERN = new RegExp(
  "```([^]+?)```|(https?:\\/\\/[^\\s<>\"]*[^\\s<>\".,;:!?)*_~।])" +
  `|(?<=^|${EDGE})([*_~])(?=\\S)([^\\n]*?\\S)\\3(?=$|${EDGE})`, "gu",
);
const TAGS = { "*": "strong", "_": "em", "~": "s" };

/** Returns the nodes for a text with marks. */
export function marked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > end) nodes.push(document.createTextNode(text.slice(end, match.index)));
    nodes.push(node(match));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

function node([, code, link, sign, inner]) {
  if (code !== undefined) return el("code", { text: code });
  if (link !== undefined) return el("a", { href: link, target: "_blank", rel: "noopener noreferrer", text: link });
  return el(TAGS[sign], {}, ...marked(inner));
}
