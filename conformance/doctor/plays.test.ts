import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import { TARGETS } from "../../spec/clause.ts";
import { clauseOf } from "../../spec/clauses/index.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { AdapterSource, PlayOutcome } from "../adapters/adapter.ts";
import { moduleAdapter, referenceAdapter } from "../adapters/module.ts";
import { aboutOf, loadCases, loadScenarios } from "../load/load.ts";
import { recordedTraces } from "../oracle.ts";
import { packagePath } from "../package-path.ts";
import { Session } from "../play/session.ts";
import { checkDeterminism, checkIsolation, tryScenarios } from "./plays.ts";
import { TRIALS } from "./programs.ts";
import { REMEDIES } from "./remedies.ts";

const REFERENCE = referenceAdapter(process.execPath);

let session: Session;
afterEach(() => session.close());

/** A session with the reference, of which the adapter tells something else; `play` is the number of the play, from 1. */
function telling(tell: (trace: Trace, play: number) => Trace | PlayOutcome, limitMs = 10_000): Session {
  let plays = 0;
  const start: AdapterSource["start"] = async (startMs, ended) => {
    const adapter = await REFERENCE.start(startMs, ended);
    return {
      ...adapter,
      play: async (...args) => {
        const outcome = await adapter.play(...args);
        plays += 1;
        if (outcome.outcome !== "played") return outcome;
        const told = tell(outcome.trace, plays);
        return "outcome" in told ? told : { outcome: "played", trace: told };
      },
    };
  };
  const limits = { playMs: limitMs, runMs: 600_000, startMs: 20_000 };
  session = new Session({ words: ["fake"], start }, posixHost, limits);
  return session;
}

async function isolation(among: Session) {
  return checkIsolation(among, (await among.identity()).capabilities, REMEDIES.adapter);
}

async function determinism(among: Session) {
  return checkDeterminism(among, (await among.identity()).capabilities, REMEDIES.adapter);
}

const written = (text: string): Observation => ({ kind: "written", depth: 0, stream: "stdout", text });
const isPeers = (observation: Observation) => observation.kind === "action" && observation.op.startsWith("peer.");

describe("plays that must be apart", () => {
  it("are, on the reference", async () => {
    expect(await isolation(telling((trace) => trace))).toEqual({
      check: "keeps plays apart",
      found: "a play does not see what the one before it left",
      state: "in order",
      remedy: null,
    });
  });

  it("are not when the second sees what another left, which is told as in a report", async () => {
    const finding = await isolation(telling((trace, play) => (play === 3 ? [...trace, written("litter")] : trace)));

    expect(finding).toMatchObject({ state: "to mend", remedy: expect.stringContaining("empty the global map") });
    expect(finding.found).toBe(
      'a play sees what the one before it left: first there was: nothing more — then: prints on stdout: "litter"',
    );
  });

  it.each([1, 2, 3])("are not shown to be by a play that breaks off: %i", async (which) => {
    const crashed: PlayOutcome = { outcome: "crashed", reason: "it ended by signal SIGSEGV" };
    const finding = await isolation(telling((trace, play) => (play === which ? crashed : trace)));

    expect(finding).toMatchObject({ state: "to mend" });
    expect(finding.found).toMatch(/^The adapter broke off: it ended by signal SIGSEGV\./);
    expect(finding.found).not.toContain("{");
  });
});

describe("a trace that leaves something out", () => {
  it.each<[string, (trace: Trace) => Trace, RegExp, string]>([
    ["everything", () => [], /^its trace ends before step 1 \(witness\.new\)$/, "rule 4"],
    [
      "a step",
      (trace) => trace.filter((observation) => !(observation.kind === "action" && observation.op === "get")),
      /^where step 2 \(witness\.get .*\) belongs, its trace has loop$/,
      "rule 4",
    ],
    [
      "a state",
      (trace) => trace.filter(({ kind }) => kind !== "state"),
      /^its trace has no state of witness after step 1 \(witness\.new\)$/,
      "rule 9",
    ],
  ])("is found out: %s", async (_what, tell, found, rule) => {
    const finding = await isolation(telling(tell));

    expect(finding).toMatchObject({ state: "to mend", remedy: expect.stringContaining(rule) });
    expect(finding.found).toMatch(found);
  });

  it("is found out when it is all events", async () => {
    const quiet = (trace: Trace) => trace.filter(({ kind, depth }) => kind !== "event" && depth === 0);
    const finding = await determinism(telling(quiet));

    expect(finding).toMatchObject({
      state: "to mend",
      found: "its trace has no event of any channel, not even readable or writable",
      remedy: expect.stringContaining("rule 2"),
    });
  });
});

describe("a program that is played twice", () => {
  it("gives the same trace twice on the reference", async () => {
    expect((await determinism(telling((trace) => trace))).found).toMatch(/^\d\d observations, twice the same$/);
  });

  it("is found out when it does not, in words", async () => {
    const finding = await determinism(telling((trace, play) => [...trace, written(`play ${play}`)]));

    expect(finding).toMatchObject({ state: "to mend", remedy: expect.stringContaining("ames instead of numbers") });
    expect(finding.found).toBe(
      'the second trace differs: first there was: prints on stdout: "play 1" — then: prints on stdout: "play 2"',
    );
  });
});

describe("scenarios that are tried", () => {
  it("are documented, and alike in every version and over every pass", () => {
    const ids = new Set(TRIALS.map(({ scenario }) => scenario));
    const tried = loadCases().filter(({ id }) => ids.has(id));

    expect(tried).toHaveLength(TRIALS.length);
    expect(tried.filter((loaded) => recordedTraces(loaded)[0]?.versions.length !== TARGETS.length)).toEqual([]);
    const profiles = tried.flatMap((loaded) => aboutOf(loaded).clauses.map((clause) => clauseOf(clause).profile));
    expect(new Set(profiles)).toEqual(new Set(["documented"]));
  });

  it("play an accept, a listening channel and raw sockets, and every base", () => {
    const ids = new Set(TRIALS.map(({ scenario }) => scenario));
    const programs = loadScenarios()
      .filter(({ id }) => ids.has(id))
      .map(({ scenario }) => JSON.stringify(scenario.program));
    const ops = ["accept", "listen", "socket.send", "socket.recv", "socket.create", "connect", "recv", "send"];
    const bases = ["dispatcher", "dispatcher_with_send", "file_dispatcher", "async_chat"];

    expect(ops.filter((op) => !programs.some((program) => program.includes(`"op":"${op}"`)))).toEqual([]);
    expect(bases.filter((base) => !programs.some((program) => program.includes(`"base":"${base}"`)))).toEqual([]);
  });

  it("are tried only where enough is declared", async () => {
    const { capabilities } = await telling((trace) => trace).identity();
    const findings = await tryScenarios(
      session,
      { ...capabilities, bases: ["dispatcher"], families: ["inet"] },
      REMEDIES.adapter,
    );

    expect(findings.map(({ check }) => check).filter((check) => /chat|file|datagram|local/.test(check))).toEqual([]);
    expect(findings.map(({ state }) => state)).toEqual(findings.map(() => "in order"));
  });

  it("tell an implementation that differs from an adapter that is broken", async () => {
    const module = packagePath("conformance/selftest/modules/never-calls-handle-connect.ts");
    session = new Session(moduleAdapter(module, process.execPath), posixHost);
    const findings = await tryScenarios(session, (await session.identity()).capabilities, REMEDIES.module);

    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(["in order", "differs"]));
    expect(findings.find(({ check }) => check === "tries a channel that connects and reads")).toEqual({
      check: "tries a channel that connects and reads",
      found: expect.stringMatching(/^differs\. Where the original has: client\.handle_connect — there was: /),
      state: "differs",
      remedy: "connect/announced-once-for-both",
    });
  });

  it("call a trace without its steps broken, and no difference", async () => {
    const { capabilities } = await telling((trace) => trace.filter(isPeers)).identity();
    const findings = await tryScenarios(session, capabilities, REMEDIES.adapter);

    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(["to mend"]));
  });

  it("call an adapter broken whose protocol what the implementation prints goes through", async () => {
    const garbled: PlayOutcome = {
      outcome: "garbled",
      reason: 'it wrote a line that is not JSON: "error: uncaptured"',
    };
    const { capabilities } = await telling((trace) =>
      trace.some(({ kind }) => kind === "written") ? garbled : trace,
    ).identity();
    const findings = await tryScenarios(session, capabilities, REMEDIES.adapter);

    const finding = findings.find(({ check }) => check === "tries what the implementation prints");
    expect(finding).toMatchObject({
      state: "to mend",
      found: expect.stringContaining("cannot be read: it wrote a line"),
    });
  });
});
