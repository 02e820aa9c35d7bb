import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findInterpreters, PYTHON_ADAPTER, pythonAdapter } from "./python.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "python-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A shell script that ends with exit code 7. */
function script(file: string, line: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${line}\nexit 7\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A file where an interpreter might be. */
function interpreter(...path: string[]): string {
  return script(join(folder, ...path), "echo 'not really Python' >&2");
}

/** The environment of somebody whose interpreters are all in `folder`. */
function env(path: readonly string[] = []): NodeJS.ProcessEnv {
  return { PYENV_ROOT: join(folder, "pyenv"), PATH: path.map((part) => join(folder, part)).join(delimiter) };
}

describe("the interpreters of a machine", () => {
  it("are those a version manager keeps", () => {
    const old = interpreter("pyenv", "versions", "2.7.18", "bin", "python");
    const last = interpreter("pyenv", "versions", "3.11.7", "bin", "python");

    expect(findInterpreters(env())).toEqual(
      new Map([
        ["2.7", old],
        ["3.11", last],
      ]),
    );
  });

  it("are those on PATH, but not the shims of a version manager", () => {
    const found = interpreter("bin", "python3.8");
    interpreter("shims", "python3.9");

    expect(findInterpreters(env(["shims", "empty", "bin"]))).toEqual(new Map([["3.8", found]]));
  });

  it("are not versions that have no asyncore, nor versions that only begin alike", () => {
    interpreter("pyenv", "versions", "3.12.1", "bin", "python");
    interpreter("pyenv", "versions", "3.110.0", "bin", "python");
    interpreter("bin", "python3");

    expect(findInterpreters(env(["bin"])).size).toBe(0);
  });

  it("are one for each target, the version manager's first", () => {
    const managed = interpreter("pyenv", "versions", "3.6.15", "bin", "python");
    interpreter("bin", "python3.6");

    expect(findInterpreters(env(["bin"]))).toEqual(new Map([["3.6", managed]]));
  });

  it("are none where there are none", () => {
    expect(findInterpreters({ PYENV_ROOT: join(folder, "nowhere") }).size).toBe(0);
  });
});

describe("an interpreter", () => {
  it("is named by its path and the script it plays", () => {
    expect(pythonAdapter("python3.11").words).toEqual(["python3.11", PYTHON_ADAPTER]);
    expect(pythonAdapter("p", { script: "s.py", args: ["-x"] }).words).toEqual(["p", "s.py", "-x"]);
  });

  it("that is not there, or is none, cannot be used", async () => {
    const fake = interpreter("bin", "python3.11");

    await expect(pythonAdapter(join(folder, "nowhere")).start(20_000)).rejects.toMatchObject({
      code: "adapter-missing",
      message: expect.stringContaining("it could not be started (ENOENT)"),
    });
    await expect(pythonAdapter(fake).start(20_000)).rejects.toMatchObject({
      code: "adapter-unusable",
      message: expect.stringContaining("it ended with exit code 7. Its last words: not really Python"),
    });
  });

  it("does not hear of the PYTHONPATH of whoever is judged, but of its own", async () => {
    const tells = script(join(folder, "tells"), 'echo "told <$PYTHONPATH> and <$HOME>" >&2');
    vi.stubEnv("PYTHONPATH", "/the/judged");
    vi.stubEnv("HOME", "/home");

    await expect(pythonAdapter(tells).start(20_000)).rejects.toMatchObject({
      message: expect.stringContaining("told <> and </home>"),
    });
    await expect(pythonAdapter(tells, { env: { PYTHONPATH: "/its/own" } }).start(20_000)).rejects.toMatchObject({
      message: expect.stringContaining("told </its/own> and </home>"),
    });
  });

  const real = findInterpreters(process.env).get("3.11");
  it.skipIf(real === undefined)("is told its environment and its arguments", async () => {
    const adapter = join(folder, "adapter.py");
    writeFileSync(
      adapter,
      [
        "import json, os, sys",
        "request = json.loads(sys.stdin.readline())",
        "error = {'code': 1, 'message': os.environ['MINE'] + ' ' + ' '.join(sys.argv[1:])}",
        "print(json.dumps({'jsonrpc': '2.0', 'id': request['id'], 'error': error}))",
      ].join("\n"),
    );

    const starting = pythonAdapter(real ?? "", { script: adapter, args: ["a b", "$c"], env: { MINE: "yes" } }).start(
      20_000,
    );

    await expect(starting).rejects.toMatchObject({
      message: expect.stringContaining('it answered "initialize" with error 1: yes a b $c'),
    });
  });
});
