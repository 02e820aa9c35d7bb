import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "../../spec/report.ts";
import { openReport } from "../certificate/certify.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { reportFile, writeReport } from "./json.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "json-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const REPORT = openReport(
  {
    ...({ scenarios: [], target: "3.11", profile: "exact", limits: DEFAULT_RUN_LIMITS, adapter: [] } as const),
    ...{ environment: { node: "", platform: "", kernel: "" }, whole: true },
  },
  0,
);

describe("a report on disk", () => {
  it("is report.json in a folder that is made if need be, and nothing lies beside it", () => {
    const out = join(folder, "a", "b");

    writeReport(REPORT, out);

    expect(reportFile(out)).toBe(join(out, "report.json"));
    expect(JSON.parse(readFileSync(reportFile(out), "utf8"))).toEqual(REPORT);
    expect(readdirSync(out)).toEqual(["report.json"]);
  });

  it("replaces the one before it", () => {
    writeReport(REPORT, folder);
    writeReport({ ...REPORT, reason: "something else" }, folder);

    expect(JSON.parse(readFileSync(reportFile(folder), "utf8"))).toMatchObject({ reason: "something else" });
  });

  it("that cannot be written is said in one sentence, by name, and leaves nothing half-written", () => {
    const [file, taken] = [join(folder, "a-file"), join(folder, "taken")];
    writeFileSync(file, "");
    mkdirSync(reportFile(taken), { recursive: true });

    expect(() => writeReport(REPORT, join(file, "out"))).toThrow(
      expect.objectContaining({
        code: "output-unwritable",
        message: expect.stringMatching(`^The report cannot be written to ${file}/out/report.json: ENOTDIR: `),
        remedy: "Name another place with --out.",
      }),
    );
    expect(() => writeReport(REPORT, taken)).toThrow(expect.objectContaining({ code: "output-unwritable" }));
    expect(readdirSync(taken)).toEqual(["report.json"]);
  });

  it.runIf(existsSync("/proc/self"))("that cannot be written below /proc does not wait for ever", () => {
    expect(() => writeReport(REPORT, "/proc/no-such-folder")).toThrow(
      expect.objectContaining({ code: "output-unwritable", message: expect.stringContaining("ENOENT") }),
    );
  });

  it("has the shape of a report, or it is a mistake of ours and is not written", () => {
    const { target: _target, ...without } = REPORT;

    expect(() => writeReport(without as Report, folder)).toThrow(
      expect.objectContaining({ code: "internal", message: expect.stringMatching(/lacks the member "target"/) }),
    );
    expect(existsSync(reportFile(folder))).toBe(false);
  });
});
