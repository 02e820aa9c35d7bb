// What every part of the page is written in: elements, which escape what stands in them, and pieces that several parts use.
// Knows how an outcome looks; knows no report.

import { html } from "htm/preact";
import type { VNode } from "preact";
import { printable } from "../printable.ts";

export { html };

/** A piece of the page. */
export type Piece = VNode | readonly Piece[] | string | null;

/** What a cell of the matrix can show: the outcome of a clause, or that several reports do not agree on it. */
export type Shown = "kept" | "broken" | "not-applicable" | "not-shown" | "differs" | "absent";

/** How each is shown: a shape, so that nothing depends on colour, and words. */
export const SHOWN: Readonly<Record<Shown, { readonly mark: string; readonly words: string }>> = {
  broken: { mark: "✘", words: "broken" },
  differs: { mark: "≠", words: "differs" },
  "not-shown": { mark: "?", words: "not shown" },
  "not-applicable": { mark: "–", words: "not applicable" },
  kept: { mark: "✔", words: "kept" },
  absent: { mark: " ", words: "no clause of its target" },
};

/** `text` of unknown origin, fit to be seen: what would turn or hide other text is written as an escape. */
export function shown(text: string): string {
  return printable(text)
    .replace(
      /[\u200b-\u200f\u061c\ufeff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    )
    .toWellFormed();
}

/** A sentence of ours, in which backquotes stand around code. */
export function prose(text: string): Piece {
  return text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

/** `text` of unknown origin that may be broken after an underline or a stop, where a lane is narrow. */
export function breakable(text: string): Piece {
  const parts = shown(text).split(/(?<=[_.])(?=\w)/);
  return parts.map((part, index) => (index === 0 ? part : [html`<wbr />`, part]));
}

/** `text` as the name of a place in the page. */
export function anchor(text: string): string {
  return shown(text).replace(/[^\w-]+/g, ".");
}
