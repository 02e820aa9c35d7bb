// The specification as it is: what it names exists, and every clause is in it.

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CLAUSE_IDS, CLAUSES, clauseOf } from "../../spec/clauses/index.ts";
import { aboutOf, fileOf, loadCases } from "../load/load.ts";
import { packagePath } from "../package-path.ts";
import { BEGINNING, STATES, TRANSITIONS } from "./channel-states.ts";
import { DISCONNECT_ERRNOS } from "./errno-consequences.ts";
import { anchorOf, idsIn } from "./markdown.ts";
import { placesOf } from "./reference-places.ts";
import { referenceSources } from "./reference-sources.ts";
import { PROSE, type Prose, specification } from "./specification.ts";

const texts = PROSE.map((name) => [
  name,
  readFileSync(packagePath(`conformance/specification/prose/${name}.md`), "utf8"),
]);
const showings = loadCases("ignore").map((loaded) => ({
  ...{ id: loaded.id, file: fileOf(loaded) },
  clauses: aboutOf(loaded).clauses,
}));
const page = specification(Object.fromEntries(texts) as Prose, { showings, places: placesOf(referenceSources()) });

/** The headings of a page, as the targets of links. */
function anchors(markdown: string): ReadonlySet<string> {
  const headings = markdown.match(/^#+ .*$/gm) ?? [];
  return new Set(headings.map((heading) => anchorOf(heading.replace(/^#+ /, ""))));
}

function targets(markdown: string, link: RegExp): readonly string[] {
  return [...new Set([...markdown.matchAll(link)].map(([, target = ""]) => target))];
}

describe("the specification", () => {
  it.each(texts)("names in its chapter %s only clauses that exist", (_name, text = "") => {
    expect(idsIn(text).filter((id) => !(id in CLAUSES))).toEqual([]);
  });

  it("holds every clause under a heading of its own", () => {
    const missing = CLAUSE_IDS.filter((id) => !page.includes(`\n#### ${id}\n`));

    expect(missing).toEqual([]);
  });

  it("has a place for every link within it, and a file for every link out of it", () => {
    const known = anchors(page);
    const within = targets(page, /\]\(#([^)]*)\)/g);
    const files = targets(page, /\]\((?!#)([^)#]*)\)/g);

    expect(within.filter((target) => !known.has(target))).toEqual([]);
    expect(files.filter((file) => !existsSync(packagePath(`spec/${file}`)))).toEqual([]);
    expect([within.length, files.length].every((count) => count > 100)).toBe(true);
  });

  it("collects every corrected clause in its last chapter", () => {
    const last = page.slice(page.indexOf("\n## Where the documentation and the original differ"));
    const corrected = CLAUSE_IDS.filter((id) => clauseOf(id).corrected !== undefined);

    expect(CLAUSE_IDS.filter((id) => last.includes(`[${id}]`))).toEqual(corrected);
  });

  it("draws edges between states it describes, and leads to each of them", () => {
    const names = STATES.map(([name]) => name);
    const unknown = TRANSITIONS.filter(
      ([from, to]) => (from !== BEGINNING && !names.includes(from)) || !names.includes(to),
    );
    const reached = new Set(TRANSITIONS.filter(([from, to]) => from !== to).map(([, to]) => to));

    expect(unknown).toEqual([]);
    expect(names.filter((name) => !reached.has(name))).toEqual([]);
  });

  it("lists as lost connections what the clause on them lists", () => {
    const named = clauseOf("ERROR-12")
      .text.split(";")[0]
      ?.match(/\bE[A-Z]+\b/g);

    expect(named).toEqual(DISCONNECT_ERRNOS);
  });

  it("has as many cells in every row of a table as in its heading", () => {
    const rows = page.split("\n").map((line) => (line.startsWith("|") ? line.split(/(?<!\\)\|/).length : 0));
    const uneven = rows.flatMap((cells, at) =>
      cells > 0 && (rows[at - 1] ?? 0) > 0 && rows[at - 1] !== cells ? at : [],
    );

    expect(uneven).toEqual([]);
  });
});
