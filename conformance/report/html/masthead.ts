// The top of the page: the verdict, unmistakable, and the counts. Good news is given by the standing alone.

import type { Report } from "../../../spec/report.ts";
import { clauseScore } from "../clause-score.ts";
import { plural } from "../plural.ts";
import type { Standing } from "../standing.ts";
import { nameOf, type ReportStory } from "../story.ts";
import { html, type Piece, shown } from "./markup.ts";

/** The day of a time stamp, for people. */
export function dayOf(time: string): string {
  return shown(time.slice(0, 10));
}

/** A sign for each standing: another shape, not only another colour. */
const SIGNS: Readonly<Record<Standing, Piece>> = {
  certified: html`<path d="M32 3l7.6 6.1 9.7-1 2.6 9.4 8.6 4.6-3.2 9.2 3.2 9.2-8.6 4.6-2.6 9.4-9.7-1L32 61l-7.6-6.5-9.7 1-2.6-9.4-8.6-4.6 3.2-9.2-3.2-9.2 8.6-4.6 2.6-9.4 9.7 1z"/><path class="ink" d="M20 33l8.5 8.5L45 24"/>`,
  "known-failures": html`<path d="M32 4l25 14.5v27L32 60 7 45.500v-27z"/><path class="ink" d="M18 28c5-6 9-6 14 0s9 6 14 0M18 40c5-6 9-6 14 0s9 6 14 0"/>`,
  expired: html`<circle cx="32" cy="32" r="28"/><path class="ink" d="M32 15v18l11 8"/>`,
  failing: html`<path d="M21 4h22l17 17v22L43 60H21L4 43V21z"/><path class="ink" d="M22 22l20 20M42 22L22 42"/>`,
  incomplete: html`<circle class="dashed" cx="32" cy="32" r="27"/><path class="ink" d="M32 17v19M32 45v2"/>`,
};

/** The sign of a standing. */
export function sign(standing: Standing): Piece {
  return html`<svg class="sign" viewBox="0 0 64 64" aria-hidden="true">${SIGNS[standing]}</svg>`;
}

/** What a standing says of `report`, as a heading. */
export function headline(standing: Standing, { target, counts, expiresAt }: Report): string {
  switch (standing) {
    case "certified":
      return `Conformant to CPython ${target}`;
    case "known-failures":
      return `Conformant to CPython ${target}, with ${plural(counts.known, "known failure")}`;
    case "expired":
      return `Expired on ${dayOf(expiresAt)}`;
    case "failing":
      return `Not conformant to CPython ${target}`;
    case "incomplete":
      return "Incomplete: this run says nothing";
  }
}

/** The sentence below the heading. */
export function subline({ report, standing }: ReportStory): string {
  const { oracle, profile, scope, reason } = report;
  const against = oracle === null ? "nothing yet" : `${oracle.kind} ${oracle.interpreters.join(", ")}`;
  const judged = `judged against ${against} in the ${profile} profile${scope === null ? "" : `, scope ${scope}`}.`;
  if (standing === "incomplete") return `Not finished, because ${reason ?? "the run was broken off"}; ${judged}`;
  if (standing === "expired") return `It was conformant once, and nobody has looked since; ${judged}`;
  const because = reason === undefined ? "" : ` ${reason}`;
  return `${judged.charAt(0).toUpperCase()}${judged.slice(1)}${because}`;
}

interface Figure {
  readonly number: string;
  readonly of?: string;
  readonly words: string;
  readonly tone: "plain" | "bad" | "good";
}

function figuresOf({ report, standing }: ReportStory): readonly Figure[] {
  const { counts } = report;
  const score = clauseScore(report);
  const good = standing === "certified" || standing === "known-failures" ? "good" : "plain";
  const all: readonly (Figure & { readonly count: number })[] = [
    { number: String(score.kept), of: String(score.of), words: "clauses kept", tone: good, count: 1 },
    {
      number: String(counts.passed),
      of: String(counts.passed + counts.failed + counts.known),
      words: "cases passed",
      tone: good,
      count: 1,
    },
    { number: String(counts.failed), words: "failed", tone: counts.failed > 0 ? "bad" : "plain", count: 1 },
    { number: String(counts.known), words: "known failures", tone: "plain", count: counts.known },
    { number: String(counts.notApplicable), words: "not applicable", tone: "plain", count: counts.notApplicable },
    { number: String(unplayed(report)), words: "not played", tone: "plain", count: unplayed(report) },
  ];
  return all.filter(({ count }) => count > 0);
}

function unplayed({ counts }: Report): number {
  return Math.max(0, counts.selected - counts.passed - counts.failed - counts.known - counts.notApplicable);
}

/** How the cases ended, as one bar. */
function bar(report: Report): Piece {
  const { passed, failed, known, notApplicable } = report.counts;
  const parts = { passed, failed, known, "not-applicable": notApplicable, unplayed: unplayed(report) };
  return html`<div class="bar" aria-hidden="true">
    ${Object.entries(parts).map(([name, count]) => (count === 0 ? null : html`<span class=${name} style=${`flex-grow:${count}`}></span>`))}
  </div>`;
}

/** The masthead of one report. */
export function masthead(story: ReportStory): Piece {
  const { report, standing } = story;
  return html`<header class=${`masthead ${standing}`} role="banner">
    <p class="over">asyncore-conformance ${shown(report.suite.version)}</p>
    <div class="verdict">
      ${sign(standing)}
      <div>
        <h1>${headline(standing, report)}</h1>
        <p class="who">${shown(nameOf(report))}${report.implementation === null ? "" : html` <span class="kind">${shown(report.implementation.language)}</span>`}</p>
        <p class="sub">${shown(subline(story))}</p>
      </div>
    </div>
    <dl class="figures">
      ${figuresOf(story).map(({ number, of, words, tone }) => html`<div class=${tone}><dt>${words}</dt><dd>${number}${of === undefined ? null : html`<span class="of">/${of}</span>`}</dd></div>`)}
    </dl>
    ${bar(report)}
  </header>`;
}
