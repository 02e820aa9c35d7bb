// Whether the fuzzer finds what is broken, makes it small and shows what the original does instead: on edits of the original.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Program, World } from "../../spec/program.ts";
import type { Trace } from "../../spec/trace.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { programOf } from "../generate/index.ts";
import { nameOfCall } from "../judge/compare.ts";
import { loadProgramFile } from "../load/load.ts";
import { Places } from "../play/places.ts";
import { DEFAULT_RUN_LIMITS, Session } from "../play/session.ts";
import { EDITED_SCRIPT } from "../selftest/python/edits.ts";
import { campaign, emptyTally, type Group } from "./campaign.ts";
import { Duel } from "./duel.ts";
import { writeFinding } from "./finding.ts";
import { reproOf } from "./repro.ts";
import { shrink } from "./shrink.ts";

const PYTHON = findInterpreters(process.env).get("3.11");
const FOLDER = mkdtempSync(join(tmpdir(), "found-"));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const SHRINK_MS = 20_000;

/** Each calls for what it was told: the calls of a trace, with their depths. */
function callsOf(trace: Trace): readonly string[] {
  return trace.flatMap((one) =>
    one.kind === "action" || one.kind === "event" || one.kind === "call"
      ? [`${"  ".repeat(one.depth)}${nameOfCall(one)}`]
      : [],
  );
}

/** The calls a script tells of. */
function callsToldBy(python: string, file: string): readonly string[] {
  const lines = execFileSync(python, [file], { encoding: "utf8", timeout: 30_000 }).split("\n");
  const calls = lines.filter((line) => line.trim() !== "" && !/^ *(->|raises |\||\()/.test(line));
  return calls.map((line) => line.replace(/\(.*$/s, ""));
}

/** How small the divergences become is part of what the fuzzer promises: steps of the smallest program, at most. */
const EDITS: readonly (readonly [edit: string, world: World, programs: number, steps: number])[] = [
  ["polls-step-by-step", "scripted", 150, 2],
  ["fails-after-close", "scripted", 60, 3],
  ["ignores-count", "scripted", 60, 4],
  ["is-always-writable", "scripted", 120, 3],
  ["knows-eagain-only", "scripted", 60, 3],
  ["connected-whatever-happens", "scripted", 60, 5],
  ["ignores-count", "loopback", 30, 6],
];

describe.runIf(PYTHON)("a fault in the original", () => {
  const python = PYTHON ?? "";

  it.each(EDITS)("%s is found in the %s world within %i programs", async (edit, world, programs, steps) => {
    const limits = { ...DEFAULT_RUN_LIMITS, playMs: 3000 };
    const judged = new Session(pythonAdapter(python, { script: EDITED_SCRIPT, args: [edit] }), posixHost, limits);
    const oracle = new Session(pythonAdapter(python), posixHost, limits, new Places(1));
    const duel = new Duel(judged, oracle, "exact");
    const tally = emptyTally();
    const plan = { worlds: [world], seed: 1, runs: programs, shard: { turn: 1, of: 1 }, applies: () => true };
    const until = performance.now() + SHRINK_MS;

    await campaign(
      plan,
      [duel],
      tally,
      () => false,
      () => {},
    );
    const [group] = [...tally.groups.values()].sort((one, other) => other.count - one.count);
    const disagreement = await shrink((group as Group).disagreement, duel, () => performance.now() > until);
    const small = { ...(group as Group), disagreement };
    await Promise.all([judged.close(), oracle.close()]);
    const context = { target: "3.11", profile: "exact", judged: "edited", oracle: "CPython", replay: String } as const;
    const folder = writeFinding(FOLDER, 1, small, context);

    expect(tally.voids).toEqual([]);
    expect(disagreement.program.steps.length).toBeLessThanOrEqual(steps);
    expect(loadProgramFile(join(folder, "program.json")).program).toEqual(disagreement.program);
    expect(JSON.parse(readFileSync(join(folder, "expected.json"), "utf8"))).toEqual(disagreement.expected);
    expect(readdirSync(folder).sort()).toEqual([
      "README.md",
      "expected.json",
      "observed.json",
      "program.json",
      "repro.py",
    ]);
    expect(callsToldBy(python, join(folder, "repro.py"))).toEqual(callsOf(disagreement.expected));
  });
});

describe.runIf(PYTHON)("a script without us", () => {
  it.each<World>(["scripted", "loopback"])(
    "tells what the original does in the %s world, call by call",
    async (world) => {
      const python = PYTHON ?? "";
      const session = new Session(pythonAdapter(python), posixHost);
      const differing: number[] = [];
      for (let index = 0; index < 8; index += 1) {
        const program: Program = programOf(world, 4, index);
        const { outcome } = await session.play(program);
        const origin = { world, seed: 4, index };
        const folder = mkdtempSync(join(FOLDER, "script-"));
        const file = join(folder, "repro.py");
        writeFileSync(file, reproOf(program, origin, "3.11"));
        const told = callsToldBy(python, file);
        const trace = outcome.outcome === "played" ? outcome.trace : [];
        if (JSON.stringify(told) !== JSON.stringify(callsOf(trace))) differing.push(index);
      }
      await session.close();

      expect(differing).toEqual([]);
    },
  );
});
