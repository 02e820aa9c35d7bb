import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { TARGETS } from "../../spec/clause.ts";
import { isGraded } from "../certificate/certify.ts";
import { programError } from "../check/program.ts";
import { traceError } from "../check/trace.ts";
import { select } from "../load/load.ts";
import { shapeError } from "../load/validate.ts";
import { clausesOf } from "./blame.ts";
import { CORPUS_WORLDS, corpusFor, loadCorpus, loadVolume, volumeFile } from "./load.ts";
import { seal } from "./seal.ts";

describe("the published corpus", () => {
  const all = loadCorpus();

  it("has programs of both worlds, each with the traces of every version", () => {
    const worlds = new Set(all.map(({ scenario }) => scenario.program.world));
    const lacking = all.filter(
      ({ recording }) => (recording?.traces ?? []).flatMap(({ versions }) => versions).length !== TARGETS.length,
    );

    expect([...worlds].sort()).toEqual(["loopback", "scripted"]);
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });

  it("has files of the shape that is said of them", () => {
    const wrong = CORPUS_WORLDS.flatMap((world) => {
      const [head = "", ...lines] = gunzipSync(readFileSync(volumeFile(world)))
        .toString("utf8")
        .trim()
        .split("\n");
      const errors = lines.map((line) => shapeError("corpus-line", JSON.parse(line)));
      return [shapeError("corpus-head", JSON.parse(head)), ...errors].filter((error) => error !== null);
    });

    expect(wrong).toEqual([]);
  });

  it("is made of programs that can be played, and of traces that can be left", () => {
    const wrong = all.filter(({ scenario: { program }, recording }) => {
      const traces = (recording?.traces ?? []).map(({ trace }) => trace);
      return programError(program) !== null || traces.some((trace) => traceError(trace) !== null);
    });

    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it("holds no program twice, and keeps its ids in order", () => {
    const programs = new Set(all.map(({ scenario }) => JSON.stringify(scenario.program)));
    const ids = all.map(({ id }) => id);

    expect(programs.size).toBe(all.length);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it("reads for one version what that version did", () => {
    const versions = loadCorpus("2.7").flatMap(({ recording }) => recording?.traces ?? []);

    expect(versions).toHaveLength(all.length);
    expect(versions.every((trace) => trace.versions.includes("2.7"))).toBe(true);
  });

  it("is graded in the exact profile alone: of a random program nobody can say that it shows nothing but what is documented", () => {
    const graded = (profile: "exact" | "documented") =>
      all.filter((loaded) => isGraded(loaded, "3.11", profile)).length;

    expect([graded("exact"), graded("documented")]).toEqual([all.length, 0]);
  });
});

describe("a case of the corpus", () => {
  const [first] = loadCorpus("3.11");
  if (first === undefined) throw new Error("there is no corpus");

  it("is read only where a word may mean it", () => {
    const found = (word: string) => corpusFor([word]).length > 0;

    expect(["corpus", "corpus/loopback-0001", "scripted-0001"].map(found)).toEqual([true, true, true]);
    expect(["connect", "CHAT-01", "./corpus.json", "close/close-on-empty-read"].map(found)).toEqual(
      Array(4).fill(false),
    );
  });

  it("is selected by its id", () => {
    expect(select(corpusFor(["corpus/loopback-0001"]), ["corpus/loopback-0001"]).map(({ id }) => id)).toEqual([
      "corpus/loopback-0001",
    ]);
  });

  it("is about no clause as long as it passes, and about those that speak of what differs when it does not", () => {
    const event = (name: "handle_read" | "handle_close") =>
      ({ moment: "begins", observation: { kind: "event", depth: 1, event: name, of: "c0" } }) as const;
    const divergence = { at: 3, expected: event("handle_read"), observed: event("handle_close") };

    expect(clausesOf(first, { outcome: "passed" }, "3.11")).toEqual([]);
    expect(clausesOf(first, { outcome: "diverged", divergence }, "3.11")).toHaveLength(2);
  });
});

it("a volume that was changed is refused, and taken again once it is sealed as it is", () => {
  const folder = mkdtempSync(join(tmpdir(), "corpus-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [head = "", first = ""] = gunzipSync(readFileSync(volumeFile("scripted")))
    .toString("utf8")
    .split("\n");
  const file = volumeFile("scripted", folder);
  writeFileSync(file, gzipSync(`${head}\n${first}\n`));
  seal(folder, basename(file));
  expect(loadVolume("scripted", "3.11", folder)?.kept).toHaveLength(1);

  writeFileSync(file, gzipSync(`${head}\n${first.replace('"index":', '"index":1')}\n`));

  expect(() => loadVolume("scripted", "3.11", folder)).toThrow(
    /scripted\.ndjson\.gz was changed after it was recorded/,
  );
  expect(() => loadCorpus("3.11", folder)).toThrow(/was changed/);
});

describe("a volume that is damaged", () => {
  it("is refused with its name and the remedy", () => {
    const folder = mkdtempSync(join(tmpdir(), "corpus-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(volumeFile("scripted", folder), "no gzip");

    expect(() => loadVolume("scripted", undefined, folder)).toThrow(
      /scripted\.ndjson\.gz cannot be read: .*incorrect header/,
    );
    expect(loadVolume("loopback", undefined, folder)).toBeNull();
  });
});
