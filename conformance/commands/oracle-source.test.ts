// Whether the words after --oracle name who they should, and whether auto takes what is nearest and says so.

import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { chosenOracle, oracleSource } from "./oracle-source.ts";

beforeEach(() => void vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock"));

const HERE = { node: process.execPath };

/** Surroundings with nothing but a folder on PATH, in which these interpreters are, and what is said in them. */
function machineWith(...pythons: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "asyncore-conformance-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const python of pythons) symlinkSync(process.execPath, join(folder, python));
  const lines: string[] = [];
  return { folder, lines, surroundings: { ...fakeSurroundings(lines), env: { PATH: folder, PYENV_ROOT: folder } } };
}

describe("an oracle", () => {
  it("is recorded, an interpreter, a container of a version, an image, or somebody who listens", () => {
    expect(oracleSource("recorded", HERE)).toBeNull();
    expect(oracleSource("python3.11", HERE)?.words[0]).toBe("python3.11");
    expect(oracleSource("container:3.9", HERE)?.words).toEqual(["--oracle", "container:3.9"]);
    expect(oracleSource("image:mine:1", HERE)?.words).toEqual(["--oracle", "image:mine:1"]);
    expect(oracleSource("tcp:oracle:7000", HERE)?.words).toEqual(["--tcp", "oracle:7000"]);
    expect(() => oracleSource("tcp:oracle", HERE)).toThrow('"oracle" is no place an adapter could listen at.');
  });

  it.each(["container:3.12", "container:", "image:", ""])("is not named by %j", (name) => {
    expect(() => oracleSource(name, HERE)).toThrow(`"${name}" names no oracle.`);
  });

  it("that is named is the one that is asked, without a word", async () => {
    const { lines, surroundings } = machineWith("python3.11");

    expect(await chosenOracle("recorded", "3.11", surroundings)).toBe("recorded");
    expect(await chosenOracle("container:3.9", "3.9", surroundings)).toBe("container:3.9");
    expect(lines).toEqual([]);
  });
});

describe("the oracle that is found by itself", () => {
  it("is the interpreter of the target", async () => {
    const { folder, lines, surroundings } = machineWith("python3.11", "python3.9");

    expect(await chosenOracle("auto", "3.9", surroundings)).toBe(join(folder, "python3.9"));
    expect(lines).toEqual([`oracle: ${join(folder, "python3.9")}, the CPython 3.9 found here`]);
  });

  it("is what was recorded where there is neither, and why is said", async () => {
    const { lines, surroundings } = machineWith();

    expect(await chosenOracle("auto", "2.7", surroundings)).toBe("recorded");
    expect(lines).toEqual([
      "oracle: recorded; there is no CPython 2.7 here, and no container: the image asyncore-conformance-oracle:2.7 cannot be used: Docker does not answer (nobody is where DOCKER_HOST says: unix:///nowhere/docker.sock)",
    ]);
  });
});
