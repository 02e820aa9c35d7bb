// The chapter of all clauses, area by area, and the one about where the documentation and the original differ.

import { AREAS, type Area, type Authority, type Clause } from "../../spec/clause.ts";
import { areaOf, CLAUSE_IDS, type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import { EXCLUSIONS, type Showing } from "../judge/cover.ts";
import { anchorOf, caseLink, idLink, type Linked, sentence, table, versionsText } from "./markdown.ts";
import { NOT_IN_THE_REFERENCE, type Place } from "./reference-places.ts";

/** The areas that have clauses, in the order of the specification, each with its clauses. */
function areasWithClauses(): readonly { readonly area: Area; readonly ids: readonly ClauseId[] }[] {
  return (Object.keys(AREAS) as Area[])
    .map((area) => ({ area, ids: CLAUSE_IDS.filter((id) => areaOf(id) === area) }))
    .filter(({ ids }) => ids.length > 0);
}

/** Who says so, in words. */
function authorityText(authority: Authority): string {
  switch (authority.kind) {
    case "seed":
      return `Library reference: “${sentence(authority.sentence)}”`;
    case "later":
      return `Later documentation: ${sentence(authority.where)}`;
    case "source":
      return `Source: ${sentence(authority.where)}`;
  }
}

/** A scenario or probe that shows clauses, and where it is. */
export type LinkedShowing = Showing & Linked;

/** What shows `id`: those that are about it (that name it first) before the others. */
export function shownBy(id: ClauseId, showings: readonly LinkedShowing[]): readonly LinkedShowing[] {
  const showing = showings.filter(({ clauses }) => clauses.includes(id));
  const about = showing.filter(({ clauses }) => clauses[0] === id);
  return [...about, ...showing.filter((other) => !about.includes(other))];
}

/** What a clause is shown by, and where the reference keeps it: both by clause. */
export interface Findings {
  /** The scenarios and probes, in order of id. */
  readonly showings: readonly LinkedShowing[];
  /** The nearest place first. */
  readonly places: ReadonlyMap<ClauseId, readonly Place[]>;
}

/** More places than this are no help to whoever looks for one. */
const PLACES_SHOWN = 3;

function placesText(id: ClauseId, places: readonly Place[]): string {
  const links = places.slice(0, PLACES_SHOWN).map(({ symbol, file }) => `[\`${symbol}\`](../${file})`);
  if (links.length > 0) return `- In the reference: ${links.join(", ")}`;
  return `- Not in the reference: ${sentence(NOT_IN_THE_REFERENCE[id] ?? "nothing names it yet")}.`;
}

function clauseEntry(id: ClauseId, clause: Clause, { showings, places }: Findings): string {
  const where = clause.versions === undefined ? "" : ` · CPython ${versionsText(clause.versions)} only`;
  const links = shownBy(id, showings).map((showing) => caseLink(showing, areaOf(id)));
  return [
    `#### ${id}\n`,
    `${sentence(clause.text)}\n`,
    `- **${clause.level}** · ${clause.profile}${where}`,
    `- ${authorityText(clause.authority)}`,
    ...(clause.corrected === undefined ? [] : [`- **Corrected.** ${sentence(clause.corrected)}`]),
    links.length > 0 ? `- Shown by ${links.join(", ")}` : `- Not shown: ${EXCLUSIONS[id] ?? "nothing shows it yet."}`,
    placesText(id, places.get(id) ?? []),
  ].join("\n");
}

function areaHeading(area: Area): string {
  return `${area}: ${sentence(AREAS[area])}`;
}

/** An area as a link to where its clauses begin. */
function areaLink(area: Area): string {
  return `[${area}](#${anchorOf(areaHeading(area))})`;
}

/** The areas with the number of their clauses, as a table. */
export function areaTable(): string {
  const rows = areasWithClauses().map(({ area, ids }) => [
    areaLink(area),
    sentence(AREAS[area]),
    ...(["must", "should", "may"] as const).map((level) =>
      String(ids.filter((id) => clauseOf(id).level === level).length),
    ),
  ]);
  return table(["area", "about", "must", "should", "may"], rows, new Set(["must", "should", "may"]));
}

/** Every clause of every area, with who says so, what shows it and where it is kept. */
export function clausesByArea(findings: Findings): string {
  return areasWithClauses()
    .map(({ area, ids }) => {
      const entries = ids.map((id) => clauseEntry(id, clauseOf(id), findings));
      return [`### ${areaHeading(area)}`, ...entries].join("\n\n");
    })
    .join("\n\n");
}

function saidBy(authority: Authority): string {
  return authority.kind === "seed" ? `“${sentence(authority.sentence)}”` : authorityText(authority);
}

/** Every clause whose documented sentence the original does not keep: what is said, and what happens instead. */
export function correctedClauses(): string {
  return areasWithClauses()
    .flatMap(({ area, ids }) => {
      const entries = ids.flatMap((id) => {
        const { authority, corrected } = clauseOf(id);
        if (corrected === undefined) return [];
        return [`**${idLink(id)}** ${saidBy(authority)}\\\n→ ${sentence(corrected)}`];
      });
      return entries.length === 0 ? [] : [`### ${area}, corrected`, ...entries];
    })
    .join("\n\n");
}
