// Whether an oracle in a container is found by itself, listed with its digest, held against what is recorded, and asked.
// Needs Docker and a base image python:3.11-slim; `npm run test:containers`.

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { start } from "../testing/running-command.ts";
import { oracleCheckCommand, oracleListCommand } from "./oracle.ts";
import { chosenOracle } from "./oracle-source.ts";

const IMAGE = "asyncore-conformance-oracle:3.11";

/** A machine without a Python, and what is said on it. */
function machineWithoutPython() {
  const lines: string[] = [];
  return { lines, surroundings: { ...fakeSurroundings(lines), env: { PATH: "", PYENV_ROOT: "/nowhere" } } };
}

describe("an oracle in a container", () => {
  it("is the one that is found by itself where there is no interpreter, and that is said", async () => {
    const { lines, surroundings } = machineWithoutPython();

    expect(await chosenOracle("auto", "3.11", surroundings)).toBe("container:3.11");
    expect(lines).toEqual(["oracle: container:3.11; there is no CPython 3.11 here"]);
  });

  it("is listed with the digest of its image", async () => {
    const { lines, surroundings } = machineWithoutPython();

    await oracleListCommand({ json: true }, surroundings);

    const digest = execFileSync("docker", ["image", "inspect", "--format", "{{.Id}}", IMAGE], { encoding: "utf8" });
    expect(JSON.parse(lines.join(""))).toContainEqual({
      kind: "container",
      target: "3.11",
      words: "container:3.11",
      about: digest.slice(0, 19),
    });
  });

  it("does what was recorded, over pipes and terminals, too", async () => {
    const { lines, surroundings } = machineWithoutPython();

    expect(await oracleCheckCommand(["file"], { on: ["container:3.11"] }, surroundings)).toBe(0);
    expect(lines.at(-1)).toMatch(/^container:3\.11 \(CPython asyncore 3\.11\.\d+\): \d+ scenarios, 0 not as recorded$/);
  });
});

it("an implementation that ships as an image is judged by it, two of each playing at once", async () => {
  const containers = ["--image", IMAGE, "--oracle", "container:3.11"];

  const { code, stdout } = await start(["fuzz", ...containers, "--runs", "40", "--workers", "2"]).ended;

  expect(stdout).toContain("✔ 80 programs (40 scripted, 40 loopback), 0 void: 0 divergences");
  expect(code).toBe(0);
});
