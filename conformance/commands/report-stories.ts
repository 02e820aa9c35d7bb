// Makes of reports what every format tells: of each failure the program that was played and the words that play it again.
// Knows scenarios, files and the command line; knows no format.

import { dirname } from "node:path";
import type { CaseResult, Report } from "../../spec/report.ts";
import { corpusFor } from "../corpus/load.ts";
import { failed } from "../judge/judge.ts";
import { over } from "../judge/over-poll.ts";
import { type LoadedCase, loadCases } from "../load/load.ts";
import { standingOf } from "../report/standing.ts";
import type { FailureStory, ReportStory } from "../report/story.ts";
import { failuresOf, playedIn } from "./explain-failures.ts";
import { programFile } from "./properties.ts";
import { replayLine } from "./replay.ts";
import type { ModuleOptions } from "./session-options.ts";

/** The player of modules, as it stands in the words of an adapter. */
const PLAYER = /\bconformance\/adapters\/typescript\/main\.[jt]s$/;
const REFERENCE = /\breference\/index\.[jt]s$/;

/**
 * How the adapter of a report would be named on the command line: a module and the reference have options of their own,
 * which hold on any machine.
 */
export function asNamed(adapter: readonly string[]): { words: readonly string[]; options: ModuleOptions } {
  const player = adapter.findIndex((word) => PLAYER.test(word));
  const module = adapter[player + 1];
  if (player === -1 || module === undefined) return { words: adapter, options: {} };
  const [flag, variant] = adapter.slice(player + 2);
  const chosen = flag === "--variant" && variant !== undefined ? { variant } : {};
  return { words: [], options: REFERENCE.test(module) ? chosen : { module, ...chosen } };
}

function replayOf(result: CaseResult, report: Report, folder: string): string {
  const { target, profile, poller, limits, adapter, oracle, environment } = report;
  const { words, options } = asNamed(adapter);
  // A report says which interpreter was right, and not where it is found: `auto` asks the one that is here.
  const heard = oracle?.kind === "live" ? "auto" : "recorded";
  const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = limits;
  const asked = { target, profile, oracle: heard, poller, playLimit, runLimit, startLimit, ...options } as const;
  const played = result.program === undefined ? result : { scenario: programFile(folder, result) };
  return replayLine(played, asked, words, { PYTHONPATH: environment.pythonPath });
}

/** `report`, whose programs lie in `folder`, as it is told at `now`, milliseconds since 1970. */
export function storyOf(report: Report, folder: string, now: number, all: readonly LoadedCase[]): ReportStory {
  const cases = all.map((loaded) => over(report.poller, loaded));
  const told = (result: CaseResult): FailureStory => ({
    result,
    program: playedIn(cases, result) ?? null,
    replay: replayOf(result, report, folder),
  });
  return {
    report,
    standing: standingOf(report, now),
    failures: failuresOf(report, cases).map(told),
    known: report.cases.filter((result) => result.known === true).map(told),
  };
}

/** The reports, each with the path it was read from, as they are told at `now`. */
export function storiesOf(reports: readonly (readonly [path: string, Report])[], now: number): readonly ReportStory[] {
  const failing = reports.flatMap(([, { cases }]) => cases.filter(({ verdict }) => failed(verdict)));
  const cases = [...loadCases("ignore"), ...corpusFor(failing.map(({ scenario }) => scenario))];
  return reports.map(([path, report]) => storyOf(report, path.endsWith(".json") ? dirname(path) : path, now, cases));
}
