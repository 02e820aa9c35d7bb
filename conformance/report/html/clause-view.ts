// What the page knows of each clause: its text, what became of it in each report, and the scenarios that show it.
// Knows reports; knows nothing of how anything looks.

import type { Clause } from "../../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../../spec/clauses/index.ts";
import type { ClauseResult, Report } from "../../../spec/report.ts";
import type { ReportStory } from "../story.ts";
import type { Shown } from "./markup.ts";

/** A scenario as one clause lists it. */
export interface ScenarioView {
  readonly id: string;
  readonly title: string;
  /** One for each report: the outcome of its case, "known", or null where it was not selected. */
  readonly outcomes: readonly (string | null)[];
}

/** A clause over all reports. */
export interface ClauseView {
  readonly id: ClauseId;
  readonly area: string;
  readonly clause: Clause;
  /** One for each report. */
  readonly outcomes: readonly Shown[];
  /** The outcome they have in common, or "differs". */
  readonly together: Shown;
  readonly scenarios: readonly ScenarioView[];
}

/** The outcome that all have in common; a report whose target has no such clause has no say. */
function together(outcomes: readonly Shown[]): Shown {
  const [first = "absent", ...others] = outcomes.filter((outcome) => outcome !== "absent");
  return others.every((outcome) => outcome === first) ? first : "differs";
}

function byId<Item, Key>(items: readonly Item[], key: (item: Item) => Key): ReadonlyMap<Key, Item> {
  return new Map(items.map((item) => [key(item), item]));
}

function scenariosOf(
  found: readonly (ClauseResult | undefined)[],
  cases: readonly ReadonlyMap<string, Report["cases"][number]>[],
): readonly ScenarioView[] {
  const ids = [...new Set(found.flatMap((result) => result?.scenarios ?? []))];
  return ids.map((id) => {
    const results = cases.map((all) => all.get(id));
    return {
      id,
      title: results.find((result) => result !== undefined)?.title ?? id,
      outcomes: results.map((result) => (result?.known === true ? "known" : (result?.verdict.outcome ?? null))),
    };
  });
}

/** Every clause that some report says something of, in the order of the specification. */
export function clauseViews(stories: readonly ReportStory[]): readonly ClauseView[] {
  const results = stories.map(({ report }) => byId(report.clauses, ({ clause }) => clause));
  const cases = stories.map(({ report }) => byId(report.cases, ({ scenario }) => scenario));
  return CLAUSE_IDS.flatMap((id) => {
    const found = results.map((all) => all.get(id));
    if (found.every((result) => result === undefined)) return [];
    const outcomes = found.map((result): Shown => result?.outcome ?? "absent");
    const about = { id, area: areaOf(id), clause: clauseOf(id) };
    return [{ ...about, outcomes, together: together(outcomes), scenarios: scenariosOf(found, cases) }];
  });
}
