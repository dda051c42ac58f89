// Marks that are drawn: without an emoji font, as on a bare Debian, they would be boxes.

import { h } from "./dom.js";

const FILES = { "👍": "thumb-up", "👎": "thumb-down", "🚨": "siren", "✚": "cross" };
const MARKS = new RegExp(`(${Object.keys(FILES).join("|")})`, "u");

/** Return one mark as a picture that is read out, and copied, as the character it stands for. */
export function mark(character) {
  return h("img", { src: `/static/${FILES[character]}.svg`, alt: character, class: "mark-drawn", draggable: false });
}

/** Return a text with its marks drawn, to be put into an element. */
export function marked(text) {
  return text.split(MARKS).map((part) => (part in FILES ? mark(part) : part)).filter(Boolean);
}
