// Every clause of the catalogue is accounted for: a scenario or a probe shows it, or an outlook says how it will be shown.
// Knows how many clauses each area has; knows nothing of what they say.

// biome-ignore lint/style/noRestrictedImports: this test reads the fixtures; the specification itself reads nothing.
import { readdirSync, readFileSync } from "node:fs";
// biome-ignore lint/style/noRestrictedImports: as above.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Area } from "../clause.ts";
import { ACCEPT } from "./accept.ts";
import { ATTRIBUTE } from "./attribute.ts";
import { CHAT } from "./chat.ts";
import { CLOSE } from "./close.ts";
import { CONNECT } from "./connect.ts";
import { DISPATCHER } from "./dispatcher.ts";
import { ERROR } from "./error.ts";
import { FILE } from "./file.ts";
import { LOOP } from "./loop.ts";
import { MAP } from "./map.ts";
import { OOB } from "./oob.ts";
import type { Outlook, OutlookTable } from "./outlook.ts";
import { POLL } from "./poll.ts";
import { READ } from "./read.ts";
import { SELECT } from "./select.ts";
import { SEND } from "./send.ts";
import { WRITE } from "./write.ts";

/** How many clauses the catalogue has in each area, numbered from 1 without a gap. */
const CLAUSES_OF_AREA = {
  LOOP: 15,
  SELECT: 26,
  POLL: 18,
  DISPATCHER: 20,
  CONNECT: 25,
  READ: 13,
  WRITE: 10,
  CLOSE: 12,
  ACCEPT: 15,
  OOB: 8,
  ERROR: 14,
  MAP: 12,
  ATTRIBUTE: 10,
  SEND: 9,
  FILE: 10,
  CHAT: 40,
} as const satisfies Record<Area, number>;

const OUTLOOKS: Readonly<Record<Area, OutlookTable>> = {
  LOOP,
  SELECT,
  POLL,
  DISPATCHER,
  CONNECT,
  READ,
  WRITE,
  CLOSE,
  ACCEPT,
  OOB,
  ERROR,
  MAP,
  ATTRIBUTE,
  SEND,
  FILE,
  CHAT,
};

const AREAS = Object.keys(CLAUSES_OF_AREA) as readonly Area[];

/** The ids of an area's clauses, in order. */
function idsOf(area: Area): readonly string[] {
  return Array.from({ length: CLAUSES_OF_AREA[area] }, (_, index) => `${area}-${String(index + 1).padStart(2, "0")}`);
}

/** Where an area's outlook is, as a remedy names it. */
function outlookFile(area: Area): string {
  return `spec/outlook/${area.toLowerCase()}.ts`;
}

/** The files under the folders of `fixtures` by the clauses they name. Recordings lie beside them and name none. */
function filesByClause(fixtures: string, folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = new Map<string, string[]>();
  for (const name of folders.flatMap((folder) => filesIn(fixtures, folder))) {
    if (!name.endsWith(".json")) continue;
    const { clauses = [] } = JSON.parse(readFileSync(join(fixtures, name), "utf8")) as { clauses?: readonly string[] };
    for (const clause of clauses) files.set(clause, [...(files.get(clause) ?? []), name]);
  }
  return files;
}

function filesIn(fixtures: string, folder: string): readonly string[] {
  const names = readdirSync(join(fixtures, folder), { recursive: true, encoding: "utf8" });
  return names.sort().map((name) => join(folder, name));
}

/** What is wrong with how clause `id` is accounted for, and what to do about it. Empty when nothing is. */
function complaintsAbout(
  id: string,
  area: Area,
  shownBy: readonly string[],
  outlook: Outlook | undefined,
): readonly string[] {
  if (shownBy.length > 0 && outlook !== undefined) {
    return [`${id} is shown by fixtures/${shownBy[0]}: take its stale entry out of ${outlookFile(area)}.`];
  }
  if (shownBy.length === 0 && outlook === undefined) {
    return [
      `${id} is accounted for nowhere: write a scenario or a probe that names it, or a program in ${outlookFile(area)}.`,
    ];
  }
  return [];
}

const SHOWN = filesByClause(join(import.meta.dirname, "../../fixtures"), ["scenarios", "probes"]);

test("the catalogue has 257 clauses", () => {
  expect(AREAS.flatMap(idsOf)).toHaveLength(257);
});

test.each(AREAS)("every clause of %s is shown or has an outlook, and not both", (area) => {
  const complaints = idsOf(area).flatMap((id) => complaintsAbout(id, area, SHOWN.get(id) ?? [], OUTLOOKS[area][id]));
  expect(complaints).toEqual([]);
});

test.each(AREAS)("the outlook of %s names clauses of its own area only", (area) => {
  const known = new Set(idsOf(area));
  const complaints = Object.keys(OUTLOOKS[area])
    .filter((id) => !known.has(id))
    .map((id) => `${id} is no clause of ${area}: correct or remove it in ${outlookFile(area)}.`);
  expect(complaints).toEqual([]);
});

test("a clause is complained about when it is missing or stale", () => {
  const program = { program: { world: "loopback", channels: {}, steps: [] } } as const;
  expect([
    ...complaintsAbout("FILE-01", "FILE", [], program),
    ...complaintsAbout("FILE-02", "FILE", ["scenarios/file/pipe.json"], undefined),
    ...complaintsAbout("FILE-03", "FILE", ["probes/file/pipe.json"], undefined),
  ]).toEqual([]);
  expect([
    ...complaintsAbout("FILE-01", "FILE", [], undefined),
    ...complaintsAbout("FILE-02", "FILE", ["scenarios/file/pipe.json"], program),
  ]).toEqual([
    "FILE-01 is accounted for nowhere: write a scenario or a probe that names it, or a program in spec/outlook/file.ts.",
    "FILE-02 is shown by fixtures/scenarios/file/pipe.json: take its stale entry out of spec/outlook/file.ts.",
  ]);
});
