import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { areaOf, type ClauseId } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import { canonicalJson, digest } from "../certificate/digest.ts";
import { normalise } from "../judge/normalise.ts";
import { SuiteError } from "../suite-error.ts";
import { type LoadedScenario, loadProgramFile, loadScenarios, recordingFile, select } from "./load.ts";
import { trustsNobody } from "./sealed.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [{ op: "loop" }] };
const SCENARIO = { title: "The loop returns at once", clauses: ["LOOP-01"], why: "Some wait first.", program: PROGRAM };
const RECORDING = {
  program: digest(PROGRAM),
  traces: [{ versions: ["3.11"], interpreters: ["CPython 3.11.7"], kernel: "Linux 6.1", trace: [] }],
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "load-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Writes a file and gives its path. */
function written(path: string, content: unknown): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

/** What a SuiteError says: code, sentence, remedy. */
function complaint(call: () => unknown): readonly [code: string, sentence: string, remedy: string] {
  try {
    call();
  } catch (error) {
    if (error instanceof SuiteError) return [error.code, error.message, error.remedy];
    throw error;
  }
  return ["", "nothing was wrong", ""];
}

describe("scenarios", () => {
  it("are loaded in order of their ids, which are their paths", () => {
    for (const path of ["loop/b.json", "close/z.json", "loop/a.json"]) written(path, SCENARIO);

    expect(loadScenarios(folder)).toEqual(
      ["close/z", "loop/a", "loop/b"].map((id) => ({ id, scenario: SCENARIO, recording: null })),
    );
  });

  it("come with their recordings, unless those are not wanted", () => {
    written("loop/a.json", SCENARIO);
    written("loop/a.trace.json", RECORDING);

    expect(loadScenarios(folder).map(({ recording }) => recording)).toEqual([RECORDING]);
    expect(loadScenarios(folder, "ignore").map(({ recording }) => recording)).toEqual([null]);
  });

  it("are none in a folder that is not there", () => {
    expect(loadScenarios(join(folder, "nowhere"))).toEqual([]);
  });

  it("are refused when they are not JSON, with the file and the place", () => {
    const file = written("loop/a.json", '{"title": "x",\n oops}');

    const [code, sentence, remedy] = complaint(() => loadScenarios(folder));

    expect(code).toBe("bad-fixture");
    expect(sentence).toMatch(new RegExp(`^${file} is not JSON: .*line 2 column 2`));
    expect(remedy).toBe("Correct it at the place named.");
  });

  it("are refused when they cannot be read", () => {
    const file = written("loop/a.json", SCENARIO);
    rmSync(file);
    mkdirSync(file);

    expect(complaint(() => loadScenarios(folder))).toEqual([
      "bad-fixture",
      `${file} cannot be read: EISDIR: illegal operation on a directory, read.`,
      "Check the path and its permissions.",
    ]);
  });

  it("are refused when they name an unknown clause", () => {
    const file = written("loop/a.json", { ...SCENARIO, clauses: ["LOOP-01", "LOOP-99"] });

    const [code, sentence, remedy] = complaint(() => loadScenarios(folder));

    expect(code).toBe("bad-fixture");
    expect(sentence.startsWith(`${file} is no scenario: clauses[1] must be one of LOOP-01, `)).toBe(true);
    expect(sentence.endsWith(' in all), not "LOOP-99".')).toBe(true);
    expect(remedy).toBe("Its shape is spec/schema/scenario.schema.json.");
  });

  it("are refused when their program has an unknown action", () => {
    const file = written("loop/a.json", { ...SCENARIO, program: { ...PROGRAM, steps: [{ op: "lopo" }] } });

    expect(complaint(() => loadScenarios(folder))).toEqual([
      "bad-fixture",
      `${file} is no scenario: program.steps[0] has an unknown op "lopo".`,
      "Its shape is spec/schema/scenario.schema.json.",
    ]);
  });

  it("are refused when their program cannot be played", () => {
    const steps = [{ op: "close", channel: "client" }];
    const file = written("loop/a.json", { ...SCENARIO, program: { ...PROGRAM, steps } });

    expect(complaint(() => loadScenarios(folder))).toEqual([
      "bad-fixture",
      `${file} cannot be played: steps[0] names the channel "client", which is not declared.`,
      "See the rules in spec/program.ts.",
    ]);
  });

  it("are refused when their recording is of another program", () => {
    written("loop/a.json", SCENARIO);
    const file = written("loop/a.trace.json", { ...RECORDING, program: digest({ ...PROGRAM, steps: [] }) });

    expect(complaint(() => loadScenarios(folder))).toEqual([
      "bad-fixture",
      `${file} was recorded from another program than loop/a.json holds now.`,
      "Record it again: npm run record -- loop/a",
    ]);
  });

  it("are refused when their recording is malformed", () => {
    written("loop/a.json", SCENARIO);
    const file = written("loop/a.trace.json", { ...RECORDING, traces: [] });

    expect(complaint(() => loadScenarios(folder))).toEqual([
      "bad-fixture",
      `${file} is no recording: traces must NOT have fewer than 1 items.`,
      "Its shape is spec/schema/recording.schema.json.",
    ]);
  });
});

describe("a program file", () => {
  it("may hold a scenario or a bare program", () => {
    const [scenario, bare] = [written("a.json", SCENARIO), written("b.json", PROGRAM)];

    expect(loadProgramFile(scenario)).toEqual({ title: SCENARIO.title, program: PROGRAM, scenario: SCENARIO });
    expect(loadProgramFile(bare)).toEqual({ title: bare, program: PROGRAM, scenario: null });
  });

  it.each<[string, string | object, string, string]>([
    ["no JSON", "{", "is not JSON: ", "Correct it at the place named."],
    ["no object", "5", "is no program: the top must be an object.", "Its shape is spec/schema/program.schema.json."],
    [
      "a malformed program",
      { ...PROGRAM, steps: [{ op: "lopo" }] },
      'is no program: steps[0] has an unknown op "lopo".',
      "Its shape is spec/schema/program.schema.json.",
    ],
    [
      "a malformed scenario",
      { ...SCENARIO, why: "no" },
      "is no scenario: why must NOT have fewer than 10 characters.",
      "Its shape is spec/schema/scenario.schema.json.",
    ],
    [
      "a program that cannot be played",
      { ...PROGRAM, steps: [{ op: "super" }] },
      'cannot be played: steps[0]: "super" may only stand in a reaction.',
      "See the rules in spec/program.ts.",
    ],
  ])("with %s is the mistake of whoever named it", (_what, content, wrong, remedy) => {
    const file = written("mine.json", content);

    const [code, sentence, said] = complaint(() => loadProgramFile(file));

    expect([code, sentence.startsWith(`${file} ${wrong}`), said]).toEqual(["bad-program", true, remedy]);
  });

  it("that is not there is the mistake of whoever named it", () => {
    const file = join(folder, "nowhere.json");

    expect(complaint(() => loadProgramFile(file))).toEqual([
      "bad-program",
      `${file} cannot be read: ENOENT: no such file or directory, open '${file}'.`,
      "Check the path and its permissions.",
    ]);
  });
});

describe("selecting", () => {
  const named = (id: string, ...clauses: ClauseId[]): LoadedScenario => ({
    id,
    scenario: { ...SCENARIO, clauses },
    recording: null,
  });
  const all = [
    named("close/close-twice", "CLOSE-02"),
    named("loop/count", "LOOP-07", "LOOP-08"),
    named("loop/count-zero", "LOOP-08"),
    named("poll/count", "POLL-02"),
  ];
  const ids = (...selectors: string[]) => select(all, selectors).map(({ id }) => id);

  it("takes everything when nothing is named", () => {
    expect(ids()).toEqual(all.map(({ id }) => id));
  });

  it.each([
    ["an id", "loop/count", ["loop/count"]],
    ["the name of a file", "loop/count.json", ["loop/count"]],
    ["the last part of ids", "count", ["loop/count", "poll/count"]],
    ["an area", "loop", ["loop/count", "loop/count-zero"]],
    ["an area in capitals", "LOOP", ["loop/count", "loop/count-zero"]],
    ["a clause", "LOOP-08", ["loop/count", "loop/count-zero"]],
    ["a clause in small letters", "close-02", ["close/close-twice"]],
  ])("takes %s", (_what, selector, expected) => {
    expect(ids(selector)).toEqual(expected);
  });

  it("takes each scenario once, in order, however often it is named", () => {
    expect(ids("poll", "LOOP-08", "loop/count")).toEqual(["loop/count", "loop/count-zero", "poll/count"]);
  });

  it.each(["nothing", "loop/coun", "LOOP-0", ""])("says so when nothing matches %j", (selector) => {
    expect(complaint(() => ids("loop", selector))).toEqual([
      "nothing-selected",
      `No scenario matches "${selector}".`,
      "`asyncore-conformance list` shows all ids, areas and clauses.",
    ]);
  });
});

describe("the published scenarios", () => {
  let published: readonly LoadedScenario[];
  beforeAll(() => {
    published = loadScenarios(undefined, "read", "", trustsNobody);
  });

  it("lie in the folder of an area they show", () => {
    const misplaced = published.filter(
      ({ id, scenario: { clauses } }) => !clauses.some((clause) => areaOf(clause).toLowerCase() === id.split("/")[0]),
    );

    expect(misplaced.map(({ id }) => id)).toEqual([]);
  });

  it("have titles of their own", () => {
    const titles = published.map(({ scenario }) => scenario.title);

    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it("have recordings that are normalised as they stand", () => {
    const traces = published.flatMap(({ id, scenario: { program }, recording }) =>
      (recording?.traces ?? []).map(({ trace }) => ({ id, program, trace })),
    );
    const changing = traces.filter(
      ({ program, trace }) => canonicalJson(normalise(trace, { program, profile: "exact" })) !== canonicalJson(trace),
    );

    expect(changing.map(({ id }) => id)).toEqual([]);
  });

  it("have their recordings beside them", () => {
    expect(recordingFile("loop/count", "fixtures")).toBe(join("fixtures", "loop", "count.trace.json"));
  });
});
