import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { remembered } from "./remembered.ts";

let file: string;
let times: number;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), "remembered-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, "one.json");
  times = 0;
  writeFileSync(file, "before");
});

/** What comes of asking about the file and one that is not there, which is how often it was made. */
function asked(question = "how often"): number {
  const make = () => {
    times += 1;
    return times;
  };
  return remembered(`${file} ${question}`, [file, `${file}.none`], make);
}

describe("what files said", () => {
  it("is not asked for again while they stay as they are", () => {
    expect([asked(), asked()]).toEqual([1, 1]);
    expect([asked("another question"), asked()]).toEqual([2, 1]);
  });

  it.each<[string, () => void]>([
    ["was written to", () => writeFileSync(file, "after!")],
    [
      "was written to and then dated back",
      () => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, "after!");
        utimesSync(file, atime, mtime);
      },
    ],
    [
      "was replaced",
      () => {
        writeFileSync(`${file}.new`, "after!");
        renameSync(`${file}.new`, file);
      },
    ],
    ["was taken away", () => rmSync(file)],
    ["came into being", () => writeFileSync(`${file}.none`, "")],
  ])("is asked for again when one of them %s", (_what, change) => {
    asked();
    change();

    expect([asked(), asked()]).toEqual([2, 2]);
  });

  it("is asked for again when it could not be made out", () => {
    const question = `${file} thrown`;
    const fail = () => {
      throw new Error("no");
    };

    expect(() => remembered(question, [file], fail)).toThrow("no");
    expect(remembered(question, [file], () => "made")).toBe("made");
  });
});
