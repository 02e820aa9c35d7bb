// What identifies a run: who was judged, how reached, by whom, how far, within what. Everything here came from the report.

import type { Report } from "../../../spec/report.ts";
import { undeclared } from "../../judge/judge.ts";
import { tooUnsteady } from "../../play/steady.ts";
import { describeUnsteady } from "../failure.ts";
import { plural } from "../plural.ts";
import { nameOf, type ReportStory } from "../story.ts";
import { html, type Piece, shown } from "./markup.ts";
import { dayOf } from "./masthead.ts";

/** What of a run is shown. An example that must be the same wherever it is made leaves out when and where it was. */
export interface FactOptions {
  readonly dated: boolean;
}

function link(address: string | undefined): Piece {
  if (address === undefined) return null;
  return /^https?:\/\//.test(address) && shown(address) === address
    ? html` <a href=${address} rel="noreferrer">${address}</a>`
    : html` <span class="kind">${shown(address)}</span>`;
}

function fact(term: string, ...pieces: readonly Piece[]): Piece {
  return html`<div><dt>${term}</dt><dd>${pieces}</dd></div>`;
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

function known({ knownFailures }: Report): Piece {
  if (knownFailures.length === 0) return null;
  return fact(
    "Known failures",
    html`<ul>${knownFailures.map(
      ({ id, reason, link: where, expires, problem }) =>
        html`<li><code>${shown(id)}</code> until ${shown(expires)}: ${shown(reason)}${link(where)}${problem === undefined ? null : html` <strong>${shown(problem)}</strong>`}</li>`,
    )}</ul>`,
  );
}

function unsteady({ cases }: Report): Piece {
  const items = cases.flatMap(({ scenario, unsteady: divergence }) =>
    divergence === undefined ? [] : [html`<li><code>${shown(scenario)}</code> ${describeUnsteady(divergence)}</li>`],
  );
  const problem = tooUnsteady(cases);
  const last = problem === null ? null : html`<strong>${problem}</strong>`;
  return items.length === 0 ? null : fact("Played again", html`<ul>${items}</ul>`, last);
}

function lacking({ capabilities }: Report): Piece {
  const missing = capabilities === null ? [] : undeclared(capabilities);
  return missing.length === 0 ? null : fact("Not declared, not judged", missing.join(", "));
}

function when({ startedAt, finishedAt, expiresAt, environment }: Report): readonly Piece[] {
  const ended = finishedAt === null ? "never finished" : `finished ${finishedAt}`;
  return [
    fact("Run", shown(`began ${startedAt}, ${ended}`)),
    fact("Good until", dayOf(expiresAt)),
    fact("Environment", shown(`${environment.platform}, ${environment.kernel}, Node ${environment.node}`)),
    environment.pythonPath === undefined ? null : fact("PYTHONPATH", shown(environment.pythonPath)),
  ];
}

/** The facts of one report, as a list of terms. */
export function factsOf({ report }: ReportStory, { dated }: FactOptions): Piece {
  const { implementation, oracle, limits, coverage, killScore, shard, specification } = report;
  return html`<dl class="facts">
    ${fact("Implementation", shown(nameOf(report)), link(implementation?.homepage))}
    ${dated ? fact("Adapter", html`<code>${shown(report.adapter.join(" ")) || "none"}</code>`) : null}
    ${fact("Oracle", oracle === null ? "none" : html`${shown(`${oracle.kind} ${oracle.interpreters.join(", ")}`)} <code>${oracle.digest.slice(0, 12)}</code>`)}
    ${fact("Claim", `CPython ${report.target}, ${report.profile} profile`)}
    ${fact("Scope", shown(report.scope ?? "below the core"))}
    ${lacking(report)}
    ${fact("Passes", `over ${report.poller}`)}
    ${fact("Random programs", `seed ${report.seed}`)}
    ${shard === null ? null : fact("Part", `${shard.turn} of ${shard.of}`)}
    ${fact("Limits", `${seconds(limits.playMs)} a play, ${seconds(limits.runMs)} the run, ${seconds(limits.startMs)} to start`)}
    ${fact("The suite", `${coverage.all.declared} clauses declared, ${coverage.all.exercised} exercised, ${coverage.all.proven} proven`)}
    ${killScore === null ? null : fact("Mutants caught", `${killScore.killed} of ${killScore.killable}`)}
    ${fact("Specification", html`<code>${specification.clauses.slice(0, 12)}</code>`)}
    ${dated ? when(report) : null}
    ${known(report)}
    ${unsteady(report)}
    ${report.transcript === null ? null : fact("Transcript", html`${plural(report.transcript.cases, "case")} in ${shown(report.transcript.file)}`)}
    ${dated ? fact("Seal", html`<code>${report.seal ?? "none: the run is not sealed"}</code>`) : null}
  </dl>`;
}
