import { describe, expect, it } from "vitest";
import type { Target } from "../../spec/clause.ts";
import type { ClauseId } from "../../spec/clauses/index.ts";
import type { Trace } from "../../spec/trace.ts";
import { differing, type RecordedScenario, versionsPage } from "./versions.ts";

const PASS: Trace = [{ kind: "action", depth: 0, op: "loop" }];

function passWith(event: "handle_read" | "handle_write"): Trace {
  return [...PASS, { kind: "event", depth: 1, event, of: "client" }];
}

function scenario(id: string, clauses: readonly ClauseId[], groups: readonly [readonly Target[], Trace][]) {
  const traces = groups.map(([versions, trace]) => ({ versions, trace, interpreters: [], kernel: "any" }));
  const program = { world: "loopback", channels: {}, steps: [{ op: "loop", timeout: 0, count: 1 }] } as const;
  const about = { title: `About ${id}`, clauses, program };
  return {
    id,
    file: `fixtures/scenarios/${id}.json`,
    scenario: about,
    recording: { traces },
  } satisfies RecordedScenario;
}

const UNRECORDED: RecordedScenario = { ...scenario("loop/new", ["LOOP-01"], []), recording: null };
const ALIKE = scenario("loop/alike", ["LOOP-01"], [[["2.7", "3.6", "3.11"], PASS]]);
const LATER = scenario(
  "write/later",
  ["WRITE-01"],
  [
    [["3.8", "3.9"], passWith("handle_write")],
    [["2.7", "3.6", "3.7"], PASS],
    [["3.10", "3.11"], passWith("handle_read")],
  ],
);
const SINCE_3 = scenario(
  "accept/since-3",
  ["ACCEPT-09", "ACCEPT-06"],
  [
    [["2.7"], PASS],
    [["3.6", "3.7"], passWith("handle_read")],
  ],
);

describe("what differs between the versions", () => {
  it("is listed in the order of the clauses, each scenario with its oldest versions first", () => {
    const list = differing([LATER, ALIKE, SINCE_3]);

    expect(list.map(({ id, groups }) => [id, groups.map(({ versions }) => versions[0])])).toEqual([
      ["accept/since-3", ["2.7", "3.6"]],
      ["write/later", ["2.7", "3.8", "3.10"]],
    ]);
  });

  it("is put down to the clause that holds on one side only, else to the one the scenario is about", () => {
    const list = differing([LATER, SINCE_3]);

    expect(list.map(({ telling }) => telling)).toEqual([["ACCEPT-06"], ["WRITE-01"]]);
  });

  it("is put down to a clause whose words name a version, when none holds on one side only", () => {
    const named = { ...LATER, scenario: { ...LATER.scenario, clauses: ["WRITE-01", "SEND-02"] as const } };

    expect(differing([named])[0]?.telling).toEqual(["SEND-02"]);
  });

  it("is shown by letters, and by nothing where a version cannot play", () => {
    const page = versionsPage([LATER, SINCE_3]);

    expect(page).toContain("[accept/since-3](#acceptsince-3) | A | B | B |  |  |  |  |");
    expect(page).toContain("[write/later](#writelater) | A | A | A | B | B | C | C |");
  });

  it("lists a scenario that is for some versions only, though they all do the same", () => {
    const only = { ...ALIKE, scenario: { ...ALIKE.scenario, targets: ["2.7", "3.6", "3.11"] as const } };

    expect(versionsPage([only])).toContain("[loop/alike](#loopalike) | A | A |  |  |  |  | A |");
  });

  it("is told in words at every border", () => {
    const page = versionsPage([LATER]);

    expect(page).toContain(
      [
        "- In step 1, `loop timeout: 0, count: 1`:",
        "  - 2.7, 3.6 – 3.7: `loop returns nothing`",
        "  - 3.8 – 3.9: `client.handle_write`",
        "- In step 1, `loop timeout: 0, count: 1`:",
        "  - 3.8 – 3.9: `client.handle_write`",
        "  - 3.10 – 3.11: `client.handle_read`",
      ].join("\n"),
    );
  });

  it("counts what was recorded", () => {
    expect(versionsPage([ALIKE, UNRECORDED, LATER])).toContain(
      "Of 2 scenarios and probes that were recorded on CPython 2.7, 3.6 – 3.11, 1 did not",
    );
  });
});
