import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Target } from "../../spec/clause.ts";
import type { Recording, Scenario } from "../../spec/scenario.ts";
import type { Trace } from "../../spec/trace.ts";
import { digest } from "../certificate/digest.ts";
import type { LoadedScenario } from "../load/load.ts";
import { shapeError } from "../load/validate.ts";
import { Session } from "../play/session.ts";
import { fakeSource, identityWith } from "../testing/fake-adapter.ts";
import { mergeRecordings, printRecording, recordScenario, type Source, writeRecording } from "./record.ts";

const SCENARIO: Scenario = {
  title: "The loop returns at once",
  clauses: ["LOOP-01"],
  why: "Some implementations wait first.",
  program: { world: "loopback", channels: {}, steps: [{ op: "loop", timeout: 0, count: 1, timed: true }] },
};

let folder: string;
let sessions: Session[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "record-test-"));
});

afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  sessions = [];
  rmSync(folder, { recursive: true });
});

function loaded(scenario: Partial<Scenario> = {}, recording: Recording | null = null): LoadedScenario {
  return { id: "loop/returns", scenario: { ...SCENARIO, ...scenario }, recording };
}

function trace(text: string, waitedAtLeastTimeout = true): Trace {
  return [
    { kind: "action", depth: 0, op: "loop", waitedAtLeastTimeout },
    { kind: "written", depth: 1, stream: "stdout", text },
  ];
}

/** An interpreter that leaves one trace after the other, the last of them for ever. */
function source(target: Target, ...traces: Trace[]): Source {
  let plays = 0;
  const played = () => ({ outcome: "played", trace: traces[Math.min(plays++, traces.length - 1)] ?? [] }) as const;
  const session = new Session(fakeSource(played), posixHost);
  sessions.push(session);
  return { target, name: `CPython ${target}.1`, session };
}

describe("recording a scenario over poll", () => {
  const untimed = loaded({
    program: { world: "loopback", channels: {}, steps: [{ op: "loop", timeout: 0, count: 1 }] },
  });
  const [select, poll] = [trace("select"), trace("poll")];

  it("keeps what a version did there and not over select, and nothing where all did the same", async () => {
    const differing = source("3.11", select, select, poll);

    expect(await recordScenario(untimed, [source("3.10", select), differing], "Linux 6.1")).toMatchObject({
      traces: [{ versions: ["3.10", "3.11"], trace: select }],
      overPoll: [{ versions: ["3.11"], trace: poll }],
    });
    expect(await recordScenario(untimed, [source("3.10", select)], "Linux 6.1")).not.toHaveProperty("overPoll");
  });

  it("does not happen when the scenario is about one of the passes", async () => {
    const direct = loaded({ program: { world: "loopback", channels: {}, steps: [{ op: "poll" }] } });

    const recording = await recordScenario(direct, [source("3.11", select, select, poll)], "Linux 6.1");

    expect(recording).not.toHaveProperty("overPoll");
  });

  it("is written beside the other traces, and a version recorded anew forgets what it did before", async () => {
    const before = await recordScenario(
      untimed,
      [source("3.10", select, select, poll), source("3.11", select, select, poll)],
      "Linux 6.1",
    );
    const now = await recordScenario(untimed, [source("3.11", select)], "Linux 6.1");

    const merged = mergeRecordings(before, now);

    expect(merged.overPoll).toMatchObject([{ versions: ["3.10"], trace: poll }]);
    const text = printRecording(merged, "s");
    expect(JSON.parse(text)).toEqual({ $schema: "s", ...merged });
    expect(shapeError("recording", { ...JSON.parse(text), program: "0".repeat(64) })).toBeNull();
  });
});

describe("recording a scenario", () => {
  it("gives one trace for each group of versions that did the same, in order of version", async () => {
    const sources = [source("3.11", trace("new")), source("2.7", trace("old")), source("3.6", trace("new"))];

    const recording = await recordScenario(loaded(), sources, "Linux 6.1");

    expect(recording).toEqual({
      program: digest(SCENARIO.program),
      traces: [
        { versions: ["2.7"], interpreters: ["CPython 2.7.1"], kernel: "Linux 6.1", trace: trace("old") },
        {
          versions: ["3.6", "3.11"],
          interpreters: ["CPython 3.6.1", "CPython 3.11.1"],
          kernel: "Linux 6.1",
          trace: trace("new"),
        },
      ],
    });
    expect(shapeError("recording", recording)).toBeNull();
  });

  it("normalises what it records", async () => {
    const recording = await recordScenario(loaded(), [source("3.11", trace("<a.B at 0x7f01>"))], "Linux 6.1");

    expect(recording.traces[0]?.trace).toEqual(trace("<CHANNEL at ID>"));
  });

  it("leaves out versions the scenario is not for, and interpreters that lack something", async () => {
    const unable = new Session(
      fakeSource(() => ({ outcome: "played", trace: [] }), identityWith({ passes: false })),
      posixHost,
    );
    sessions.push(unable);
    const sources = [
      source("2.7", trace("x")),
      source("3.11", trace("x")),
      { target: "3.6", name: "x", session: unable } as const,
    ];

    const recording = await recordScenario(loaded({ targets: ["3.6", "3.11"] }), sources, "Linux 6.1");

    expect(recording.traces.map(({ versions }) => versions)).toEqual([["3.11"]]);
  });

  it("refuses a trace that varies", async () => {
    const unsteady = source("3.11", trace("one"), trace("another"));

    await expect(recordScenario(loaded(), [unsteady], "Linux 6.1")).rejects.toMatchObject({
      code: "bad-fixture",
      message: expect.stringMatching(/^CPython 3\.11\.1 left two different traces of loop\/returns: \{"at":1,/),
      remedy: "Make the scenario deterministic.",
    });
  });

  it("refuses a timed call that did not wait", async () => {
    await expect(recordScenario(loaded(), [source("3.11", trace("x", false))], "Linux 6.1")).rejects.toMatchObject({
      code: "bad-fixture",
      message: "A timed call of loop/returns did not wait on CPython 3.11.1.",
      remedy: "Time only calls that wait.",
    });
  });

  it("refuses an interpreter that does not play", async () => {
    const session = new Session(
      fakeSource(() => ({ outcome: "crashed", reason: "it ended" })),
      posixHost,
    );
    sessions.push(session);

    await expect(
      recordScenario(loaded(), [{ target: "3.11", name: "CPython 3.11.1", session }], "Linux 6.1"),
    ).rejects.toMatchObject({
      code: "oracle-unusable",
      message: 'CPython 3.11.1 did not play loop/returns: {"outcome":"crashed","reason":"it ended"}.',
    });
  });
});

describe("merging recordings", () => {
  const entry = (kernel: string, text: string, ...versions: Target[]) => ({
    versions,
    interpreters: versions.map((version) => `CPython ${version}.${kernel}`),
    kernel: `Linux ${kernel}`,
    trace: trace(text),
  });
  const of = (...traces: Recording["traces"]): Recording => ({ program: "p", traces });

  it("takes what is new where nothing was known", () => {
    const now = of(entry("6", "x", "3.11"));

    expect(mergeRecordings(null, now)).toEqual(now);
  });

  it("forgets everything about another program", () => {
    const now = of(entry("6", "x", "3.11"));

    expect(mergeRecordings({ ...of(entry("5", "x", "2.7", "3.11")), program: "q" }, now)).toEqual(now);
  });

  it("keeps the versions that were not recorded now", () => {
    const before = of(entry("5", "old", "2.7"), entry("5", "x", "3.6", "3.11"));

    expect(mergeRecordings(before, of(entry("6", "y", "3.11")))).toEqual(
      of(entry("5", "old", "2.7"), entry("5", "x", "3.6"), entry("6", "y", "3.11")),
    );
  });

  it("adds a version of which nothing was known", () => {
    const before = of(entry("5", "x", "3.6"));

    expect(mergeRecordings(before, of(entry("6", "y", "2.7")))).toEqual(
      of(entry("6", "y", "2.7"), entry("5", "x", "3.6")),
    );
  });

  it("joins versions that do the same now, and parts those that no longer do", () => {
    const before = of(entry("5", "old", "2.7"), entry("5", "x", "3.6", "3.11"));

    expect(mergeRecordings(before, of(entry("6", "old", "3.11"))).traces.map(({ versions }) => versions)).toEqual([
      ["2.7", "3.11"],
      ["3.6"],
    ]);
  });

  it("changes nothing where everybody does what was known, whoever they are and on whatever kernel", () => {
    const before = of(entry("5", "old", "2.7"), entry("5", "x", "3.6", "3.11"));

    expect(mergeRecordings(before, of(entry("6", "x", "3.11"), entry("6", "old", "2.7")))).toEqual(before);
    expect(mergeRecordings(before, of())).toEqual(before);
  });
});

describe("a recording on disk", () => {
  const recording: Recording = {
    program: digest(SCENARIO.program),
    traces: [{ versions: ["3.11"], interpreters: ["CPython 3.11.1"], kernel: "Linux 6.1", trace: trace("x") }],
  };
  const file = () => join(folder, "loop", "returns.trace.json");

  beforeEach(() => mkdirSync(join(folder, "loop")));

  it("has one observation a line, its members in reading order", () => {
    const backwards = recording.traces.map((entry) => ({
      ...entry,
      trace: entry.trace.map((observation) =>
        Object.fromEntries(Object.entries(observation).reverse()),
      ) as unknown as Trace,
    }));

    const text = printRecording({ ...recording, traces: backwards }, "../recording.schema.json");

    expect(text.split("\n")).toEqual([
      `{"$schema":"../recording.schema.json","program":"${recording.program}","traces":[`,
      '  {"versions":["3.11"],"interpreters":["CPython 3.11.1"],"kernel":"Linux 6.1","trace":[',
      '   {"kind":"action","depth":0,"op":"loop","waitedAtLeastTimeout":true},',
      '   {"kind":"written","depth":1,"stream":"stdout","text":"x"}',
      "  ]}",
      "]}",
      "",
    ]);
    expect(JSON.parse(text)).toEqual({ $schema: "../recording.schema.json", ...recording });
  });

  it("is written whole, and nothing lies beside it", () => {
    expect(writeRecording(loaded(), recording, false, folder)).toBe(true);
    expect(shapeError("recording", JSON.parse(readFileSync(file(), "utf8")))).toBeNull();
    expect(existsSync(`${file()}.new`)).toBe(false);
  });

  it("is not written when it is only to be checked, or when it is known", () => {
    expect(writeRecording(loaded(), recording, true, folder)).toBe(true);
    expect(writeRecording(loaded({}, { $schema: "x", ...recording }), recording, false, folder)).toBe(false);
    expect(existsSync(file())).toBe(false);
  });

  it("is not written when nobody could play the scenario", () => {
    expect(writeRecording(loaded(), { ...recording, traces: [] }, false, folder)).toBe(false);
    expect(existsSync(file())).toBe(false);
  });
});
