// What the commands make of the corpus: its programs are named, shown, played and recorded like scenarios.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { TARGETS } from "../../spec/clause.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { loadVolume, volumeFile } from "../corpus/load.ts";
import type { CorpusPlan } from "../corpus/record.ts";
import { Places } from "../play/places.ts";
import { Session } from "../play/session.ts";
import type { Source } from "../record/record.ts";
import { EXIT_CODES } from "../suite-error.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { explainCommand } from "./explain.ts";
import { listCommand } from "./list.ts";
import { checkCorpus, recordCorpus } from "./record-corpus.ts";
import { runCommand } from "./run.ts";
import { selftestCommand } from "./selftest.ts";
import { LIMIT_DEFAULTS } from "./session-options.ts";

const ID = "corpus/scripted-0001";
const FIRST_TEN = Array.from({ length: 10 }, (_, at) => `corpus/loopback-${String(at + 1).padStart(4, "0")}`);
const { playMs: playLimit, runMs: runLimit, startMs: startLimit } = LIMIT_DEFAULTS;
const LIMITS = { playLimit, runLimit, startLimit };
const OPTIONS = { target: "3.11", profile: "exact", oracle: "recorded", json: false, ...LIMITS } as const;

describe("a program of the corpus", () => {
  it("is listed by its id, and all of them by the name of the corpus", () => {
    const [one, all]: [string[], string[]] = [[], []];

    listCommand([ID], { clauses: false, json: false }, fakeSurroundings(one));
    listCommand(["corpus"], { clauses: false, json: false }, fakeSurroundings(all));

    expect(one).toHaveLength(1);
    expect(one[0]).toMatch(
      /^corpus\/scripted-0001\n {2}Random program \d+ of seed \d+ goes as it goes in the original/,
    );
    expect(all).toContain(one[0]);
    expect(all.length).toBeGreaterThan(1000);
  });

  it("is explained with what each version did", () => {
    const lines: string[] = [];

    explainCommand([ID], fakeSurroundings(lines));

    expect(lines.join("\n")).toMatch(/CPython (2\.7, )?3\.6, 3\.7, 3\.8, 3\.9, 3\.10, 3\.11/);
  });

  it("is played by its id", async () => {
    const lines: string[] = [];

    const code = await runCommand([ID, "corpus/loopback-0001"], OPTIONS, [], fakeSurroundings(lines));

    expect(code).toBe(EXIT_CODES.met);
    expect(lines.join("\n").match(/It behaves as the original does/g)).toHaveLength(2);
  });

  it("explains itself when it fails: what differs, the clauses that speak of it, and how to play it again", async () => {
    const lines: string[] = [];
    const module = "conformance/selftest/modules/hides-its-state.ts";

    const code = await runCommand(FIRST_TEN, { ...OPTIONS, module }, [], fakeSurroundings(lines));

    expect(code).toBe(EXIT_CODES.notConformant);
    const text = lines.join("\n");
    const [, id] = text.match(/✘ Random program \d+ of seed \d+ goes as it goes in the original.* \((.+)\)/) ?? [];
    expect(FIRST_TEN).toContain(id);
    expect(text).toMatch(/Clauses it shows\n {2}[A-Z]+-\d\d /);
    expect(text).toContain(`Play it again: npx asyncore-conformance run ${id} --module ${module}`);
  });
});

const PLANS: readonly CorpusPlan[] = [
  { world: "scripted", seed: 5, candidates: 12, most: 4 },
  { world: "loopback", seed: 5, candidates: 6, most: 2 },
];

function sourcesHere(): readonly Source[] {
  const sources = [...findInterpreters(process.env)].map(([target, python], at): Source => {
    const session = new Session(pythonAdapter(python), fakeSurroundings([]).host, undefined, new Places(at));
    return { target, name: `CPython ${target}`, session };
  });
  onTestFinished(async () => {
    await Promise.all(sources.map(({ session }) => session.close()));
  });
  return sources;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "corpus-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

const haveAll = TARGETS.every((target) => findInterpreters(process.env).has(target));

describe("recording a corpus", () => {
  it.runIf(haveAll)(
    "gives the same files for the same seed, with the traces of every version, which check",
    async () => {
      const [sources, first, second] = [sourcesHere(), folder(), folder()];

      for (const into of [first, second]) await recordCorpus(sources, "Linux", fakeSurroundings([]), into, PLANS);

      const bytes = (into: string) => readFileSync(volumeFile("scripted", into));
      expect(bytes(second).equals(bytes(first))).toBe(true);
      const kept = loadVolume("scripted", undefined, first)?.kept ?? [];
      expect(kept).toHaveLength(4);
      expect(kept.map(({ traces }) => traces.flatMap(({ versions }) => versions).length)).toEqual(Array(4).fill(7));
      expect(await checkCorpus(sources, fakeSurroundings([]), first)).toEqual({ programs: 6, differing: 0 });
    },
  );

  it.runIf(haveAll)("is seen to be wrong when another version is asked than the one it was recorded from", async () => {
    const [sources, into] = [sourcesHere(), folder()];
    const lines: string[] = [];
    await recordCorpus(sources, "Linux", fakeSurroundings([]), into, PLANS);
    const other = sources.flatMap((source) =>
      source.target === "2.7" ? [{ ...source, target: "3.11" } as const] : [],
    );

    const { differing } = await checkCorpus(other, fakeSurroundings(lines), into);

    expect(differing).toBeGreaterThan(0);
    expect(lines[0]).toMatch(/^differs: corpus\/(scripted|loopback)-\d{4} on CPython 2\.7$/);
  });

  it("is refused where a version is missing", async () => {
    const recording = recordCorpus([], "Linux", fakeSurroundings([]), folder(), PLANS);

    await expect(recording).rejects.toMatchObject({
      code: "oracle-unusable",
      message: expect.stringContaining("there is no CPython 2.7, 3.6, 3.7, 3.8, 3.9, 3.10, 3.11 here"),
    });
  });
});

describe("selftest", () => {
  it("asks what is to be measured", async () => {
    const nothing = {
      ...{ mutants: false, coverage: false, target: "3.11", seed: 1, workers: 1 },
      fuzz: 1,
      save: false,
    };

    const measuring = selftestCommand({ ...nothing, target: "3.11", atLeast: 1 }, fakeSurroundings([]));

    await expect(measuring).rejects.toMatchObject({ code: "usage", remedy: "Give either --mutants or --coverage." });
  });
});
