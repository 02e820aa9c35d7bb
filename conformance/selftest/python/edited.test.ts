// Whether every named fault can be put into the original's source, and is told of where it cannot.
// Who finds the faults is the business of the suite's own test.

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { CLAUSES } from "../../../spec/clauses/index.ts";
import { packagePath } from "../../package-path.ts";
import { converse, interpretersToTest, playing, told } from "./conversation.ts";

const EDITED = packagePath("conformance/selftest/python/edited.py");
const interpreters = interpretersToTest();
const modern = interpreters.filter(([target]) => target !== "2.7");
const edges = [...new Set([modern[0], modern.at(-1)])].filter((found) => found !== undefined);

function run(python: string, ...args: string[]) {
  return spawnSync(python, [EDITED, ...args], { encoding: "utf8", input: "" });
}

function listOf(python: string): Record<string, { clause: string; breaks: string }> {
  return JSON.parse(run(python, "--list").stdout);
}

describe.runIf(edges.length > 0).each(edges)("the edits of CPython %s", (_target, python) => {
  it("break a clause of the specification each, and can all be made", () => {
    const edits = Object.entries(listOf(python));
    const unknown = edits.filter(([, { clause }]) => !(clause in CLAUSES));
    const failed = edits.map(([name]) => [name, run(python, name).stderr]).filter(([, said]) => said !== "");

    expect(edits.length).toBeGreaterThanOrEqual(14);
    expect([unknown, failed]).toEqual([[], []]);
  });

  it("do what they say, and are not passed off as the interpreter's own module", () => {
    const initialize = { id: 1, method: "initialize", params: {} };
    const program = playing({
      channels: { channel: { base: "dispatcher", on: { readable: [false], writable: [false] } } },
      steps: [
        { op: "new", channel: "channel" },
        { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    });
    const { messages } = converse(python, [initialize, program], { script: EDITED, args: ["ignores-count"] });

    expect(messages[0]?.result?.implementation).toMatchObject({ name: expect.stringMatching(/^asyncore from /) });
    expect(messages[1]?.result?.trace.map(told).filter((line) => line.includes("readable"))).toHaveLength(2);
  });

  it("are refused with a sentence when there is no such edit", () => {
    const { status, stderr } = run(python, "does-everything-right");

    expect([status, stderr]).toEqual([2, "There is no edit does-everything-right; --list shows all of them.\n"]);
  });
});

describe.runIf(interpreters.length > modern.length)("the edits of CPython 2.7", () => {
  it("are refused with a sentence where its source has other words", () => {
    const [, python = ""] = interpreters.find(([target]) => target === "2.7") ?? [];
    const { status, stderr } = run(python, "raises-a-reset");

    expect(status).toBe(3);
    expect(stderr).toMatch(/^The edit raises-a-reset finds its words 0 times in .*asyncore.py, not once: .*\n$/);
  });
});
