// The command that lists what there is: scenarios, or clauses with what is known of them.

import { corpusFor } from "../corpus/load.ts";
import { type ClauseCoverage, cover } from "../judge/cover.ts";
import { readProofs } from "../judge/prove.ts";
import { aboutOf, loadCases } from "../load/load.ts";
import { PROPERTIES } from "../properties/index.ts";
import { asShowing } from "../properties/property.ts";
import { describeClause, describeCoverage } from "../report/coverage-text.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { clauseNamed, selectNamed, unknownClause } from "./selection.ts";
import type { Surroundings } from "./surroundings.ts";

/** Options of `list`. */
export interface ListOptions {
  readonly clauses: boolean;
  readonly json: boolean;
}

const NAMED_BY_AREA = "`asyncore-conformance list --clauses AREA` shows those of an area.";

/**
 * The clauses that `selectors` (areas and ids, in any case) name, or all of them, with what is known of them.
 * Throws SuiteError for a selector that names none.
 */
export function clausesNamed(selectors: readonly string[]): readonly ClauseCoverage[] {
  const showings = loadCases("ignore").map((loaded) => ({ id: loaded.id, clauses: aboutOf(loaded).clauses }));
  const all = cover([...showings, ...PROPERTIES.map(asShowing)], readProofs());
  const wanted = selectors.map((selector) => clauseNamed(selector) ?? selector.toUpperCase());
  const unknown = wanted.findIndex((word) => !all.some(({ id, area }) => area === word || id === word));
  if (unknown !== -1) throw unknownClause(selectors[unknown] ?? "");
  return all.filter(({ id, area }) => wanted.length === 0 || wanted.includes(area) || wanted.includes(id));
}

/** The figures of the clauses that are named, or of all of them; the clauses themselves where they are named. */
function listClauses(selectors: readonly string[], json: boolean, { say, paint }: Surroundings): void {
  const clauses = clausesNamed(selectors);
  const figures = describeCoverage(clauses, paint);
  const named = selectors.length > 0 ? clauses.map((clause) => describeClause(clause, paint)) : [`  ${NAMED_BY_AREA}`];
  for (const line of json ? [JSON.stringify(clauses, null, 1)] : [...figures, "", ...named]) say(line);
}

/** Lists scenarios, or with `clauses` the clauses, of everything or of what the selectors name. Gives the exit code. */
export function listCommand(selectors: readonly string[], options: ListOptions, surroundings: Surroundings): number {
  const { say, paint } = surroundings;
  if (options.clauses) {
    listClauses(selectors, options.json, surroundings);
    return EXIT_CODES.met;
  }
  const chosen = selectNamed([...loadCases("ignore"), ...corpusFor(selectors)], selectors).map((loaded) => ({
    id: loaded.id,
    ...aboutOf(loaded),
  }));
  if (options.json)
    say(
      JSON.stringify(
        chosen.map(({ id, title, clauses, why }) => ({ id, title, clauses, why })),
        null,
        1,
      ),
    );
  else
    for (const { id, title, clauses } of chosen)
      say(`${paint.strong(id)}\n  ${title}  ${paint.faint(clauses.join(" "))}`);
  return EXIT_CODES.met;
}
