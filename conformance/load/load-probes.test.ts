import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { areaOf } from "../../spec/clauses/index.ts";
import { digest } from "../certificate/digest.ts";
import { SuiteError } from "../suite-error.ts";
import { loadCases, select } from "./load.ts";
import { loadProbes } from "./load-probes.ts";

const PROBE = { title: "A signal ends a wait", clauses: ["SELECT-19"], why: "Only Python has its signals." };
const SCRIPT = "print('one')\n";
const RECORDING = {
  script: digest(SCRIPT),
  prints: [{ versions: ["3.11"], interpreters: ["CPython 3.11.7"], kernel: "Linux 6.1", lines: ["one"] }],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "load-probes-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function written(path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** What a SuiteError says: code and sentence. */
function complaint(call: () => unknown): readonly [code: string, sentence: string] {
  try {
    call();
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message];
    throw error;
  }
  return ["", "nothing was wrong"];
}

describe("probes", () => {
  it("are loaded in order of their ids, each with its script and its recording", () => {
    for (const name of ["select/b", "loop/z", "select/a"]) {
      written(`${name}.json`, PROBE);
      written(`${name}.py`, SCRIPT);
    }
    written("select/a.lines.json", RECORDING);

    expect(loadProbes(folder)).toEqual([
      { id: "loop/z", probe: PROBE, source: SCRIPT, recording: null },
      { id: "select/a", probe: PROBE, source: SCRIPT, recording: RECORDING },
      { id: "select/b", probe: PROBE, source: SCRIPT, recording: null },
    ]);
    expect(loadProbes(folder, "ignore").map(({ recording }) => recording)).toEqual([null, null, null]);
  });

  it("are refused when they name an unknown clause, or have no script", () => {
    const file = written("select/a.json", { ...PROBE, clauses: ["SELECT-99"] });

    const [code, sentence] = complaint(() => loadProbes(folder));
    written("select/a.json", PROBE);
    const [, second] = complaint(() => loadProbes(folder));

    expect(code).toBe("bad-fixture");
    expect(sentence).toMatch(`${file} is no probe: clauses[0] must be one of LOOP-01`);
    expect(second).toMatch(`${join(folder, "select/a.py")} cannot be read: ENOENT`);
  });

  it("are refused when their script is not ASCII", () => {
    written("select/a.json", PROBE);
    const file = written("select/a.py", "print('\u00fcber')\n");

    expect(complaint(() => loadProbes(folder))).toEqual(["bad-fixture", `${file} holds "\u00fc", which is not ASCII.`]);
  });

  it("are refused when they were recorded from another script, or not as recordings are", () => {
    written("select/a.json", PROBE);
    written("select/a.py", "print('two')\n");
    const file = written("select/a.lines.json", RECORDING);

    const other = complaint(() => loadProbes(folder));
    written("select/a.lines.json", { ...RECORDING, prints: [{}] });
    const [, malformed] = complaint(() => loadProbes(folder));

    expect(other).toEqual(["bad-fixture", `${file} was recorded from another script than select/a.py holds now.`]);
    expect(malformed).toBe(`${file} is no probe-recording: prints[0] lacks the member "versions".`);
  });
});

describe("the published probes", () => {
  const probes = loadProbes();

  it("lie in the folder of the clause they are about, and share no id with a scenario", () => {
    const ids = loadCases("ignore").map(({ id }) => id);

    expect(probes.map(({ id }) => id.split("/")[0])).toEqual(
      probes.map(({ probe }) => probe.clauses[0] && areaOf(probe.clauses[0]).toLowerCase()),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("are selected by id and by clause, beside scenarios", () => {
    const cases = loadCases("ignore");

    expect(select(cases, ["select/signals"]).map(({ id }) => id)).toEqual(["select/signals"]);
    expect(select(cases, ["file-05"]).map(({ id }) => id)).toContain("file/forgotten-wrapper-warns");
    expect(select(cases, ["file-05"]).length).toBeGreaterThan(1);
  });
});
