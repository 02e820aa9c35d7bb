// Real mutants of the newest original here, played for real.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Target } from "../../spec/clause.ts";
import { findInterpreters } from "../adapters/python.ts";
import { loadCases, select } from "../load/load.ts";
import { PROPERTIES } from "../properties/index.ts";
import { type Fate, playMutants } from "./campaign.ts";
import { type Mutant, mutantsOf } from "./mutant.ts";
import { caseTrial, duelTrial, propertyTrial } from "./trials.ts";

const found = findInterpreters(process.env);
const target = (["3.11", "3.10", "3.9", "3.8"] as const satisfies readonly Target[]).find((one) => found.has(one));
if (target === undefined) console.warn("Mutants were NOT made: no CPython 3.8 … 3.11 was found.");

describe.runIf(target !== undefined)("mutants of the original", () => {
  const python = found.get(target ?? "3.11") ?? "";
  const all = target === undefined ? [] : mutantsOf(python, "asyncore");
  const cases = select(loadCases(), ["close/close-on-empty-read", "read", "attribute/import-warns"]);
  const judging = { target: target ?? "3.11", clock: () => 0 };
  const trials = [caseTrial("scenarios", cases, judging)];
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const campaign = { host: posixHost, python, trials, folder, workers: 2, clock: () => 0, onSession: () => {} };

  async function fatesOf(mutants: readonly Mutant[], playedOn = trials): Promise<ReadonlyMap<Mutant, Fate>> {
    const fates = new Map<Mutant, Fate>();
    await playMutants(mutants, { ...campaign, trials: playedOn }, (mutant, fate) => fates.set(mutant, fate));
    return fates;
  }

  function mutant(place: string, operator: string, before: RegExp): Mutant {
    const one = all.find((each) => each.function === place && each.operator === operator && before.test(each.before));
    if (one === undefined) throw new Error(`no mutant of ${place}: ${operator}`);
    return one;
  }

  it("are many, of every kind of mistake, and no two make the same source", () => {
    const keys = all.map(({ start, end, after }) => `${start} ${end} ${after}`);

    expect(all.length).toBeGreaterThan(500);
    expect(new Set(all.map(({ operator }) => operator)).size).toBeGreaterThan(12);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are killed by what their mistake changes, survive where nothing looks, and count only when they load", async () => {
    const forgetsToClose = mutant("dispatcher.recv", "delete a statement", /handle_close/);
    const elsewhere = mutant("file_wrapper.close", "delete a statement", /os.close/);
    const silent = mutant("module", "delete a statement", /_deprecated/);
    const broken: Mutant = { ...forgetsToClose, after: "raise SystemExit(", start: 0, end: 0 };

    const fates = await fatesOf([forgetsToClose, silent, elsewhere, broken]);

    expect(fates.get(forgetsToClose)).toMatchObject({ fate: "killed" });
    expect(fates.get(silent)).toMatchObject({ fate: "killed", caught: { by: "attribute/import-warns" } });
    expect(fates.get(elsewhere)).toMatchObject({ fate: "survived" });
    expect(fates.get(broken)).toMatchObject({
      fate: "not-loadable",
      reason: expect.stringContaining("cannot import asyncore"),
    });
  });

  it("leave the original alone where nothing is changed: what kills a mutant is its mistake", async () => {
    const unchanged: Mutant = { ...mutant("dispatcher.recv", "delete a statement", /handle_close/), after: "" };

    const fates = await fatesOf([{ ...unchanged, start: 0, end: 0 }]);

    expect([...fates.values()]).toMatchObject([{ fate: "survived" }]);
  });

  it("that no case catches meet the properties, and those that keep these the original itself", async () => {
    const worlds = ["scripted"] as const;
    const duel = duelTrial({ host: posixHost, python, worlds, seed: 1, runs: 200, onSession: () => {} });
    const properties = PROPERTIES.filter(({ id }) => id === "close/leaves-nothing-behind");
    const held = propertyTrial({ properties, seed: 1, runs: 20 }, judging);
    const staysConnected = mutant("dispatcher.close", "delete a statement", /self.connected = False/);
    const unchanged = { ...staysConnected, start: 0, end: 0, after: "" };

    const byProperty = await fatesOf([staysConnected, unchanged], [held, duel]);
    const byDuel = await fatesOf([staysConnected], [duel]);

    expect(byProperty.get(staysConnected)).toMatchObject({
      caught: { trial: "properties", by: "property/close/leaves-nothing-behind" },
    });
    expect(byProperty.get(unchanged)).toMatchObject({ fate: "survived" });
    expect(byDuel.get(staysConnected)).toMatchObject({
      caught: { trial: "fuzz", by: expect.stringMatching(/^scripted: /) },
    });
  });
});
