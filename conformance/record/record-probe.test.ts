import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { ProbeResult } from "../../spec/adapter.ts";
import type { Target } from "../../spec/clause.ts";
import type { Probe, ProbeRecording } from "../../spec/probe.ts";
import { digest } from "../certificate/digest.ts";
import type { LoadedProbe } from "../load/load-probes.ts";
import { shapeError } from "../load/validate.ts";
import { Session } from "../play/session.ts";
import { fakeSource, identityWith } from "../testing/fake-adapter.ts";
import type { Source } from "./record.ts";
import { mergeProbeRecordings, printProbeRecording, recordProbe, writeProbeRecording } from "./record-probe.ts";

const SCRIPT = "print('one')\n";

let folder: string;
let sessions: Session[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "record-probe-test-"));
});

afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  sessions = [];
  rmSync(folder, { recursive: true });
});

function loaded(probe: Partial<Probe> = {}, recording: ProbeRecording | null = null): LoadedProbe {
  const about: Probe = { title: "A signal ends a wait", clauses: ["SELECT-19"], why: "Only Python has its signals." };
  return { id: "select/signals", probe: { ...about, ...probe }, source: SCRIPT, recording };
}

/** An interpreter that prints one thing after the other, the last of them for ever. */
function source(target: Target, ...results: ProbeResult[]): Source {
  let runs = 0;
  const answer = () => ({ answer: "result", result: results[Math.min(runs++, results.length - 1)] }) as const;
  const adapters = fakeSource(() => ({ outcome: "refused", reason: "no" }), identityWith(), answer);
  const session = new Session(adapters, posixHost);
  sessions.push(session);
  return { target, name: `CPython ${target}.1`, session };
}

function recordingOf(...prints: [versions: Target[], lines: string[], kernel?: string][]): ProbeRecording {
  return {
    script: digest(SCRIPT),
    prints: prints.map(([versions, lines, kernel = "Linux 6.1"]) => ({
      ...{ versions, interpreters: versions.map((version) => `CPython ${version}.1`), kernel, lines },
    })),
  };
}

describe("recording a probe", () => {
  it("gives one entry for each group of versions that printed the same, in order of version", async () => {
    const sources = [
      source("3.11", { lines: ["new"] }),
      source("2.7", { lines: [] }),
      source("3.6", { lines: ["new"] }),
    ];

    expect(await recordProbe(loaded(), sources, "Linux 6.1")).toEqual(
      recordingOf([["2.7"], []], [["3.6", "3.11"], ["new"]]),
    );
  });

  it("leaves out versions the probe is not for", async () => {
    const sources = [source("2.7", { lines: ["a"] }), source("3.6", { lines: ["b"] })];

    expect(await recordProbe(loaded({ targets: ["2.7"] }), sources, "Linux 6.1")).toEqual(
      recordingOf([["2.7"], ["a"]]),
    );
  });

  it("refuses a script that prints what varies, and one that fails", async () => {
    const unsteady = source("3.11", { lines: ["one"] }, { lines: ["two"] });
    const failing = source("3.11", { lines: ["one"], failure: "exit status 1: ValueError: boom" });

    await expect(recordProbe(loaded(), [unsteady], "Linux 6.1")).rejects.toMatchObject({
      code: "bad-fixture",
      message: expect.stringMatching(/^CPython 3\.11\.1 printed two different things for select\/signals: /),
    });
    await expect(recordProbe(loaded(), [failing], "Linux 6.1")).rejects.toMatchObject({
      code: "oracle-unusable",
      message: expect.stringMatching(/^CPython 3\.11\.1 did not run select\/signals to its end: .*boom/),
    });
  });
});

describe("recordings of a probe", () => {
  const before = recordingOf([["2.7", "3.6"], ["old"], "Linux 5.10"]);

  it("are merged: versions that were not asked now are kept, and so is who saw the same before", () => {
    const now = recordingOf([["3.6"], ["new"]], [["2.7"], ["old"]]);

    expect(mergeProbeRecordings(before, now)).toEqual(
      recordingOf([["2.7"], ["old"], "Linux 5.10"], [["3.6"], ["new"]]),
    );
    expect(mergeProbeRecordings(before, recordingOf([["3.11"], ["old"]]))).toEqual(
      recordingOf([["2.7", "3.6", "3.11"], ["old"], "Linux 5.10"]),
    );
  });

  it("of another script are forgotten", () => {
    const now = recordingOf([["3.11"], ["new"]]);

    expect(mergeProbeRecordings({ ...before, script: "another" }, now)).toEqual(now);
    expect(mergeProbeRecordings(null, now)).toEqual(now);
  });

  it("are printed a line a line, in the shape of their schema", () => {
    const text = printProbeRecording(recordingOf([["2.7"], ["one", '"two"']]), "s.json");

    expect(shapeError("probe-recording", JSON.parse(text))).toBeNull();
    expect(text.split("\n").slice(2, 4)).toEqual(['   "one",', '   "\\"two\\""']);
  });

  it("are written beside the probe only when they differ, and not at all to check", () => {
    mkdirSync(join(folder, "select"));
    const file = join(folder, "select/signals.lines.json");
    const now = recordingOf([["2.7"], ["new"]]);

    const checked = writeProbeRecording(loaded({}, before), now, true, folder);
    const untouched = existsSync(file);
    const same = writeProbeRecording(loaded({}, now), now, false, folder);
    const nothing = writeProbeRecording(loaded({}, before), recordingOf(), false, folder);

    expect([checked, untouched, same, nothing]).toEqual([true, false, false, false]);
    expect(writeProbeRecording(loaded({}, before), now, false, folder)).toBe(true);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject(now);
  });
});
