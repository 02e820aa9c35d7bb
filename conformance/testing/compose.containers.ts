// Whether docker/compose.yaml does what it says: the suite and its oracle in containers, a campaign by two of them at once.
// Needs Docker, compose, and the base images node:24-slim and python:3.11-slim; `npm run test:containers`.

import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CampaignReport } from "../../spec/campaign.ts";
import { packagePath } from "../package-path.ts";

const FILE = packagePath("docker/compose.yaml");
const CAMPAIGN = { SHARDS: "2", RUNS: "40", SEED: "4", TARGET: "3.11" };
const PATIENCE_MS = 400_000;

/** Docker's own compose, or the one before it. */
const COMPOSE: readonly string[] =
  spawnSync("docker", ["compose", "version"]).status === 0 ? ["docker", "compose"] : ["docker-compose"];

function compose(...words: readonly string[]): { code: number | null; stdout: string; said: string } {
  const [program = "", ...first] = COMPOSE;
  const args = [...first, "--file", FILE, "--project-name", "asyncore-conformance-test", ...words];
  const { status, stdout, stderr } = spawnSync(program, args, {
    env: { ...process.env, ...CAMPAIGN },
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, said: `${stdout}${stderr}` };
}

/** Runs the suite in a container of its own. */
function suite(...words: readonly string[]) {
  return compose("run", "--rm", "-T", "suite", ...words);
}

function campaignIn(folder: string): CampaignReport {
  const { stdout } = compose("run", "--rm", "-T", "--entrypoint", "cat", "suite", `${folder}/fuzz.json`);
  return JSON.parse(stdout);
}

beforeAll(() => {
  compose("down", "--volumes");
  const { code, said } = compose("build", "suite", "oracle");
  if (code !== 0) throw new Error(said);
}, PATIENCE_MS);

afterAll(() => void compose("down", "--volumes", "--remove-orphans"), PATIENCE_MS);

describe("a campaign by two containers", () => {
  beforeAll(() => {
    const { said } = compose("up", "--scale", "fuzz=2", "fuzz");
    if (!said.includes("40 programs (20 scripted, 20 loopback)")) throw new Error(said);
  }, PATIENCE_MS);

  it(
    "comes to the same verdict, counts and programs as one by one",
    () => {
      const merged = compose("run", "--rm", "-T", "merge");
      const whole = suite("fuzz", "--runs=40", "--seed=4", "--oracle=python", "--out=/work/whole");

      const [one, two] = ["/work/whole", "/work/campaign-merged"].map(campaignIn);
      const { startedAt, finishedAt, seal, ...rest } = one as CampaignReport;
      expect(two).toMatchObject(rest);
      expect(rest.played.scripted.programs).toBe(40);
      expect([merged.code, whole.code]).toEqual([0, 0]);
    },
    PATIENCE_MS,
  );

  it("is played once: who comes too late is told so", () => {
    const { code, said } = compose("run", "--rm", "-T", "fuzz");

    expect(said).toContain("All 2 parts in /work/campaign are taken.");
    expect(code).toBe(2);
  });
});

describe("the suite in a container", () => {
  it(
    "certifies the reference by the CPython beside it, without rights and on a root that cannot be written",
    () => {
      const { code, said } = compose("run", "--rm", "-T", "suite");

      expect(said).toMatch(/✔ conformant to CPython 3\.11 \(exact profile, full\): /);
      expect(said).toContain("judged against live CPython asyncore 3.11");
      expect(code).toBe(0);
    },
    PATIENCE_MS,
  );

  it("asks an oracle in another container", () => {
    compose("up", "--detach", "oracle");

    const { code, said } = suite("fuzz", "--world=scripted", "--runs=40", "--oracle=tcp:oracle:7000");

    expect(said).toContain("✔ 40 programs (40 scripted), 0 void");
    expect(code).toBe(0);
  });
});
