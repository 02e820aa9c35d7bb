// Every clause of the catalogue is accounted for: a scenario shows it, an outlook says how it will be shown, or a probe why not.
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

/** The scenarios under `folder` by the clauses they name. Recordings lie beside them and name none. */
function scenariosByClause(folder: string): ReadonlyMap<string, readonly string[]> {
  const scenarios = new Map<string, string[]>();
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (!file.endsWith(".json")) continue;
    const { clauses = [] } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { clauses?: readonly string[] };
    for (const clause of clauses) scenarios.set(clause, [...(scenarios.get(clause) ?? []), file]);
  }
  return scenarios;
}

/** What is wrong with how clause `id` is accounted for, and what to do about it. Empty when nothing is. */
function complaintsAbout(
  id: string,
  area: Area,
  scenarios: readonly string[],
  outlook: Outlook | undefined,
): readonly string[] {
  if (scenarios.length > 0 && outlook !== undefined) {
    return [`${id} is shown by fixtures/scenarios/${scenarios[0]}: take its stale entry out of ${outlookFile(area)}.`];
  }
  if (scenarios.length === 0 && outlook === undefined) {
    return [
      `${id} is accounted for nowhere: write a scenario that names it, or a program or a probe in ${outlookFile(area)}.`,
    ];
  }
  if (outlook !== undefined && "probe" in outlook && outlook.probe.trim() === "") {
    return [`${id} has a probe without a reason: say in ${outlookFile(area)} why only a Python script can show it.`];
  }
  return [];
}

const SCENARIOS = scenariosByClause(join(import.meta.dirname, "../../fixtures/scenarios"));

test("the catalogue has 257 clauses", () => {
  expect(AREAS.flatMap(idsOf)).toHaveLength(257);
});

test.each(AREAS)("every clause of %s has a scenario or an outlook, and not both", (area) => {
  const complaints = idsOf(area).flatMap((id) =>
    complaintsAbout(id, area, SCENARIOS.get(id) ?? [], OUTLOOKS[area][id]),
  );
  expect(complaints).toEqual([]);
});

test.each(AREAS)("the outlook of %s names clauses of its own area only", (area) => {
  const known = new Set(idsOf(area));
  const complaints = Object.keys(OUTLOOKS[area])
    .filter((id) => !known.has(id))
    .map((id) => `${id} is no clause of ${area}: correct or remove it in ${outlookFile(area)}.`);
  expect(complaints).toEqual([]);
});

test("a clause is complained about when it is missing, stale or a probe without a reason", () => {
  const program = { program: { world: "loopback", channels: {}, steps: [] } } as const;
  expect([
    ...complaintsAbout("FILE-01", "FILE", [], program),
    ...complaintsAbout("FILE-02", "FILE", ["file/pipe.json"], undefined),
    ...complaintsAbout("FILE-03", "FILE", [], { probe: "Only Python has it." }),
  ]).toEqual([]);
  expect([
    ...complaintsAbout("FILE-01", "FILE", [], undefined),
    ...complaintsAbout("FILE-02", "FILE", ["file/pipe.json"], program),
    ...complaintsAbout("FILE-03", "FILE", [], { probe: " " }),
  ]).toEqual([
    "FILE-01 is accounted for nowhere: write a scenario that names it, or a program or a probe in spec/outlook/file.ts.",
    "FILE-02 is shown by fixtures/scenarios/file/pipe.json: take its stale entry out of spec/outlook/file.ts.",
    "FILE-03 has a probe without a reason: say in spec/outlook/file.ts why only a Python script can show it.",
  ]);
});
