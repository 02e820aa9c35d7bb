// Draws a divergence: lanes that run side by side while both traces agree, and fork where they part.
// Knows rows and lanes; what they say is decided elsewhere.

import { breakable, html, type Piece, shown } from "./markup.ts";
import type { Lane, Picture, Row } from "./swim.ts";

/** So many of the rows that agree are drawn at once; those before them are folded away. */
const NEAR = 16;

const TITLES: Readonly<Record<Lane["kind"], string>> = { peer: "peer", kernel: "kernel", channel: "channel" };

function laneHeads(lanes: readonly Lane[]): Piece {
  return html`<div class="heads" aria-hidden="true">
    ${lanes.map(({ kind, names }) => {
      const name = kind === "kernel" ? "" : names.join(", ");
      return html`<div class=${`head ${kind}`}><span>${TITLES[kind]}</span>${name === "" ? null : html` <b>${shown(name)}</b>`}</div>`;
    })}
  </div>`;
}

/** Columns an arrow runs over, counted from 1, and the side on which its head is. */
function arrowOf({ lane, arrow }: Row): Piece {
  if (lane === null || arrow === null) return null;
  const [from, to] = arrow.way === "in" ? [arrow.lane, lane] : [lane, arrow.lane];
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  const way = to > from ? "right" : "left";
  const style = `--a:${first + 1};--b:${last + 2};--k:${last - first + 1}`;
  return html`<i class=${`wire ${way} ${arrow.way}`} style=${style} aria-hidden="true"></i>`;
}

/** For those who hear the page: whose moment it is, which others see by its lane. */
function spoken({ lane, of }: Row, lanes: readonly Lane[]): string {
  if (of !== "" || lane === null) return "";
  const { kind, names } = lanes[lane] ?? { kind: "kernel", names: [] };
  return kind === "kernel" ? "kernel: " : `${kind} ${names.join(", ")}: `;
}

function rowOf(row: Row, lanes: readonly Lane[], parting: string | null): Piece {
  const { lane, kind, step, depth, of, text } = row;
  const where = lane === null ? "--l:1;--m:-1" : `--l:${lane + 1};--m:${lane + 2}`;
  const from = row.arrow?.way === "in" && lane !== null ? (row.arrow.lane < lane ? "from-left" : "from-right") : "";
  const classes = [
    "row",
    from,
    kind,
    lane === null ? "all" : (lanes[lane]?.kind ?? ""),
    parting === null ? "" : "parting",
  ];
  return html`<li class=${classes.filter((name) => name !== "").join(" ")} style=${`${where};--d:${Math.min(depth, 5)}`}>
    ${arrowOf(row)}
    <span class="card">
      ${parting === null ? null : html`<b class="flag">${parting}</b>`}
      ${step === null ? null : html`<span class="step"><span class="sr">step </span>${step}</span>`}
      <span class="sr">${shown(spoken(row, lanes))}</span>
      <span class="text">${of === "" ? null : html`<span class="owner">${shown(of)}.</span>`}${breakable(text)}</span>
    </span>
  </li>`;
}

/** A stretch of the picture; `parting` marks its first row. */
function stretch(rows: readonly Row[], lanes: readonly Lane[], parting: string | null): Piece {
  const lines = lanes.map(
    ({ kind }, index) => html`<span class=${`life ${kind}`} style=${`--at:${(index + 0.5) / lanes.length}`}></span>`,
  );
  return html`<div class="water" style=${`--n:${lanes.length}`}>
    <div class="lives" aria-hidden="true">${lines}</div>
    <ol>${rows.map((row, index) => rowOf(row, lanes, index === 0 ? parting : null))}</ol>
  </div>`;
}

/** Where each lane's line splits in two. */
function fork(lanes: readonly Lane[]): Piece {
  const paths = lanes.flatMap((_, index) => {
    const from = ((index + 0.5) / lanes.length) * 1000;
    return [[from * 0.49, "expected"] as const, [510 + from * 0.49, "observed"] as const].map(
      ([to, side]) =>
        html`<path class=${side} d=${`M${from} 0C${from} 34 ${to} 26 ${to} 60`} vector-effect="non-scaling-stroke" />`,
    );
  });
  return html`<svg viewBox="0 0 1000 60" preserveAspectRatio="none" aria-hidden="true">${paths}</svg>`;
}

function side(
  title: string,
  kind: "expected" | "observed",
  rows: readonly Row[],
  later: number,
  lanes: readonly Lane[],
): Piece {
  const mark = kind === "expected" ? "expected" : "observed";
  const nothing = html`<p class="nothing parting"><b class="flag">${mark}</b> nothing more</p>`;
  return html`<div class=${`side ${kind}`}>
    <h4>${title}</h4>
    ${laneHeads(lanes)}
    ${rows.length === 0 ? nothing : stretch(rows, lanes, mark)}
    ${later === 0 ? null : html`<p class="later">… and ${later} more moments</p>`}
  </div>`;
}

function agreement(picture: Picture): Piece {
  const { agreed, lanes } = picture;
  const near = agreed.slice(-NEAR);
  const far = agreed.slice(0, -NEAR);
  return [
    far.length === 0
      ? null
      : html`<details class="far"><summary>${far.length} earlier moments, on which both agree</summary>${stretch(far, lanes, null)}</details>`,
    laneHeads(lanes),
    near.length === 0 ? null : stretch(near, lanes, null),
  ];
}

/** The picture as a figure. \`who\` is called what observed it. */
export function drawn(picture: Picture, title: string): Piece {
  return html`<figure class="picture" aria-label=${shown(`What happened in: ${title}`)}>
    ${agreement(picture)}
    <div class="fork">${fork(picture.lanes)}<p>here they part</p></div>
    <div class="parted">
      ${side("Expected: the original", "expected", picture.expected, picture.later.expected, picture.lanes)}
      ${side("Observed", "observed", picture.observed, picture.later.observed, picture.lanes)}
    </div>
  </figure>`;
}
