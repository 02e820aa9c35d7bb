import { describe, expect, it } from "vitest";
import type { Program } from "../../spec/program.ts";
import { printVolume, readVolume, type Volume } from "./volume.ts";

const PROGRAM: Program = { world: "scripted", channels: { c: { base: "dispatcher" } }, steps: [{ op: "loop" }] };
const HEAD = {
  format: 1,
  world: "scripted",
  seed: 1,
  candidates: 9,
  interpreters: { "2.7": "CPython 2.7.18", "3.11": "CPython 3.11.7" },
  kernel: "Linux 6.18",
} as const;
const LOOP = { kind: "action", depth: 0, op: "loop" } as const;
const PRINTED = { kind: "written", depth: 1, stream: "stdout", text: "é\n" } as const;
const VOLUME: Volume = {
  head: HEAD,
  kept: [
    {
      index: 4,
      ways: ["loop"],
      program: PROGRAM,
      traces: [
        { versions: ["2.7"], trace: [LOOP, PRINTED, LOOP] },
        { versions: ["3.11"], trace: [LOOP] },
      ],
    },
  ],
};

describe("a volume of the corpus", () => {
  it("says what it was made of", () => {
    expect(readVolume(printVolume(VOLUME))).toEqual(VOLUME);
  });

  it("gives one version what that version did, and nothing else", () => {
    expect(readVolume(printVolume(VOLUME), "3.11").kept[0]?.traces).toEqual([{ versions: ["3.11"], trace: [LOOP] }]);
  });

  it("holds an observation once, however its members are ordered", () => {
    const { kind, depth, op } = LOOP;
    const reordered = {
      ...VOLUME,
      kept: VOLUME.kept.map((kept) => ({
        ...kept,
        traces: [{ versions: ["3.11"], trace: [LOOP, { op, depth, kind }] }],
      })),
    } as Volume;

    const [head = ""] = printVolume(reordered).split("\n");

    expect(JSON.parse(head).observations).toEqual([LOOP]);
  });
});
