// Says what in a report is not of this suite: other cases than a whole run has, other titles, other figures.
// Knows reports and plans; what was observed in a case is judged in verify.ts.

import type { CaseResult, Report } from "../../spec/report.ts";
import { clausesOf } from "../corpus/blame.ts";
import { clausesOverPoll } from "../judge/over-poll.ts";
import { aboutOf } from "../load/load.ts";
import { clausesHere } from "../play/run-case.ts";
import { caseIdOf } from "../properties/property.ts";
import { idsIn, openReport, type RunPlan } from "./certify.ts";
import { canonicalJson } from "./digest.ts";

/** What stands in a report whoever is judged. */
const OF_THE_SUITE = ["suite", "specification", "protocolVersion", "killScore", "coverage"] as const;

type About = Pick<CaseResult, "title" | "clauses">;

/** What the suite itself says of `result`. */
function aboutIn({ scenarios, properties, target, poller }: RunPlan, result: CaseResult): About | undefined {
  const loaded = scenarios.find(({ id }) => id === result.scenario);
  if (loaded !== undefined) return { title: aboutOf(loaded).title, clauses: clausesOf(loaded, result.verdict, target) };
  const property = properties?.properties.find((candidate) => caseIdOf(candidate) === result.scenario);
  if (property === undefined) return undefined;
  const here = clausesHere(property.clauses, target);
  return { title: property.title, clauses: poller === "poll" ? clausesOverPoll(here) : here };
}

/**
 * What of `report` is otherwise than in every report of a whole run by `plan`, as the end of a sentence, or null. `plan` is
 * the whole of what this suite would play for it.
 */
export function strangenessOf(report: Report, plan: RunPlan): string | null {
  const ids = idsIn(plan);
  if (report.cases.length !== ids.length)
    return `is about ${report.cases.length} cases, and a whole run of this suite about ${ids.length}`;
  for (const [index, result] of report.cases.entries()) {
    const { title, clauses } = result;
    if (result.scenario !== ids[index]) return `lacks the case ${ids[index]} in its place`;
    if (canonicalJson({ title, clauses }) !== canonicalJson(aboutIn(plan, result)))
      return `says of the case ${result.scenario} what this suite does not`;
  }
  const opened = openReport(plan, Date.parse(report.startedAt));
  const other = OF_THE_SUITE.find((name) => canonicalJson(report[name]) !== canonicalJson(opened[name]));
  return other === undefined ? null : `says something else as "${other}" than this suite`;
}
