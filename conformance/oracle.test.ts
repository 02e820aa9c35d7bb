import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../reference/posix/index.ts";
import type { Target } from "../spec/clause.ts";
import type { RecordedTrace, Scenario } from "../spec/scenario.ts";
import type { Trace } from "../spec/trace.ts";
import type { PlayOutcome } from "./adapters/adapter.ts";
import type { LoadedScenario } from "./load/load.ts";
import { liveOracle, recordedOracle } from "./oracle.ts";
import { Session } from "./play/session.ts";
import { fakeSource, identityWith } from "./testing/fake-adapter.ts";

const SCENARIO: Scenario = {
  title: "The loop returns at once",
  clauses: ["LOOP-01"],
  why: "Some implementations wait first.",
  program: { world: "loopback", channels: {}, steps: [] },
};

function line(text: string): Trace {
  return [{ kind: "written", depth: 0, stream: "stdout", text }];
}

function recorded(text: string, versions: readonly Target[], interpreters: readonly string[]): RecordedTrace {
  return { versions, interpreters, kernel: "Linux 6.1", trace: line(text) };
}

function loaded(id: string, traces: readonly RecordedTrace[], scenario: Partial<Scenario> = {}): LoadedScenario {
  return { id, scenario: { ...SCENARIO, ...scenario }, recording: { program: "p", traces } };
}

describe("the recorded oracle", () => {
  const both = loaded("loop/a", [
    recorded("old", ["2.7"], ["CPython 2.7.18"]),
    recorded("new", ["3.6", "3.11"], ["CPython 3.6.15", "CPython 3.11.7"]),
  ]);
  const other = loaded("loop/b", [recorded("same", ["2.7", "3.11"], ["CPython 2.7.18", "CPython 3.11.4"])]);

  it("expects what the target's original did", async () => {
    expect(await recordedOracle([both], "2.7").expect(both)).toEqual(line("old"));
    expect(await recordedOracle([both], "3.11").expect(both)).toEqual(line("new"));
  });

  it("names the interpreters of the target, each once", () => {
    expect(recordedOracle([both, other, other], "3.11").identity).toMatchObject({
      kind: "recorded",
      target: "3.11",
      interpreters: ["CPython 3.11.4", "CPython 3.11.7"],
    });
  });

  it("has another digest when any trace is another, or belongs to another scenario", () => {
    const digests = [
      recordedOracle([both], "2.7"),
      recordedOracle([both], "3.11"),
      recordedOracle([{ ...both, id: "loop/c" }], "3.11"),
      recordedOracle([both, other], "3.11"),
    ].map(({ identity }) => identity.digest);

    expect(new Set(digests).size).toBe(digests.length);
    expect(recordedOracle([both], "3.11").identity.digest).toBe(digests[1]);
  });

  it("refuses a scenario that was never recorded for the target, by name", () => {
    expect(() => recordedOracle([other], "3.6")).toThrow(
      expect.objectContaining({
        code: "bad-fixture",
        message: "The scenario loop/b has no recording for CPython 3.6.",
        remedy: "Record it: npm run record -- loop/b",
      }),
    );
    expect(() => recordedOracle([{ ...both, recording: null }], "3.11")).toThrow(/has no recording/);
  });

  it("does not ask for recordings of scenarios that are not for the target", () => {
    const modern = loaded("loop/c", [], { targets: ["3.11"] });

    expect(recordedOracle([modern], "2.7").identity.interpreters).toEqual([]);
  });
});

describe("a live oracle", () => {
  let session: Session | null = null;
  afterEach(() => session?.close());

  const oracleOn = async (outcome: PlayOutcome, target: Target, version = "3.11.7") => {
    const { implementation, ...rest } = identityWith();
    const source = fakeSource(() => outcome, { ...rest, implementation: { ...implementation, version } });
    session = new Session(source, posixHost);
    return liveOracle(session, target);
  };

  it("expects what the interpreter does now, normalised", async () => {
    const oracle = await oracleOn({ outcome: "played", trace: line("<a.B at 0x7f01>") }, "3.11");

    expect(await oracle.expect(loaded("loop/a", []))).toEqual(line("<CHANNEL at ID>"));
    expect(oracle.identity).toMatchObject({ kind: "live", target: "3.11", interpreters: ["CPython asyncore 3.11.7"] });
  });

  it.each(["3.1.7", "3.12.0", "2.7.18", "3.110.0"])("must be of the target's version, and not %s", async (version) => {
    await expect(oracleOn({ outcome: "played", trace: [] }, "3.11", version)).rejects.toMatchObject({
      code: "oracle-unusable",
      message: `The oracle is CPython asyncore ${version}, and the target is 3.11.`,
      remedy: "Name an interpreter of version 3.11, or another --target.",
    });
  });

  it("that does not play is a fault of the oracle, and nobody's failure", async () => {
    const oracle = await oracleOn({ outcome: "crashed", reason: "it ended with exit code 1" }, "3.11");

    await expect(oracle.expect(loaded("loop/a", []))).rejects.toMatchObject({
      code: "oracle-unusable",
      message:
        'The oracle CPython asyncore 3.11.7 did not play loop/a: {"outcome":"crashed","reason":"it ended with exit code 1"}.',
    });
  });
});
