// Whether anything is left of a run that is killed while it asks a container: at moments that a seed decides.
// Needs Docker and a base image python:3.11-slim; `npm run test:containers`.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leftovers } from "../selftest/leftovers.ts";
import { type Running, start } from "../testing/running-command.ts";

const SEED = 5;
const SIGNALS = ["SIGTERM", "SIGINT", "SIGKILL"] as const;
/** Milliseconds from there on: one for each kill. */
const MOMENTS = fc.sample(fc.noBias(fc.integer({ min: 0, max: 3000 })), { seed: SEED, numRuns: 2 * SIGNALS.length });

function lines(...words: readonly string[]): readonly string[] {
  return execFileSync("docker", words, { encoding: "utf8" }).split("\n").filter(Boolean);
}

function containers(): readonly string[] {
  return lines("ps", "-aq", "--filter", "label=asyncore-conformance.run");
}

/** Not files: of testcontainers there is a lock, one for all runs. */
function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Whatever there is of a run, and of containers and networks on the machine. */
function leftOf({ mark, temporary }: Running) {
  return {
    containers: containers(),
    networks: lines("network", "ls", "--format", "{{.Name}}"),
    processes: leftovers(mark),
    folders: foldersIn(temporary),
  };
}

/** What a run comes to, each with how it is seen from outside. */
const STAGES = {
  "its container was made": () => containers().length === 1,
  // The directories of what is judged are made in folders beside the container's.
  "its plays began": ({ temporary }: Running) => containers().length === 1 && foldersIn(temporary).length > 1,
};

const KILLS = (["its container was made", "its plays began"] as const)
  .flatMap((stage) => SIGNALS.map((signal) => [signal, stage] as const))
  .map(([signal, stage], index) => [signal, MOMENTS[index] ?? 0, stage] as const);

describe("a command that asks a container", () => {
  it.each(KILLS)("leaves nothing behind when %s ends it %i ms after %s", async (signal, moment, stage) => {
    const networks = lines("network", "ls", "--format", "{{.Name}}");
    const running = start(["certify", "--oracle", "container:3.11"]);
    const ended = once(running.child, "exit");
    await expect.poll(() => STAGES[stage](running), { timeout: 40_000, interval: 20 }).toBe(true);

    await after(moment);
    running.child.kill(signal);

    expect(await ended).toEqual(signal === "SIGKILL" ? [null, signal] : [130, null]);
    await expect
      .poll(() => leftOf(running), { timeout: 30_000, interval: 200 })
      .toEqual({ containers: [], networks, processes: [], folders: [] });
  });
});
