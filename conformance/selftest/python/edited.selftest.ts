// Whether every named fault can be put into the original's source, and is told of where it cannot.
// Who finds the faults is the business of the suite's own test.

import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { CLAUSES } from "../../../spec/clauses/index.ts";
import { converse, interpretersToTest, playing, told } from "./conversation.ts";
import { allEdits, EDITED_SCRIPT, triedEdits } from "./edits.ts";

const interpreters = interpretersToTest();
const newest = interpreters.filter(([target]) => target !== "2.7").at(-1);
const oldest = interpreters.find(([target]) => target === "2.7");

function run(python: string, ...args: string[]) {
  return spawnSync(python, [EDITED_SCRIPT, ...args], { encoding: "utf8", input: "" });
}

describe.runIf(interpreters.length > 0)("the edits of CPython", () => {
  it("break a clause of the specification each", () => {
    expect(allEdits().filter(({ clause }) => !(clause in CLAUSES))).toEqual([]);
  });

  it.each(interpreters)("can all be made on %s, when that is the newest their clause is about", (target, python) => {
    const names = triedEdits().filter((edit) => edit.target === target);

    const { status, stdout } = run(python, "--check", ...names.map(({ name }) => name));

    expect([status, stdout]).toEqual([0, ""]);
  });
});

describe.runIf(newest !== undefined)("an edited original", () => {
  const [, python = ""] = newest ?? [];

  it("does what its edit says, and is not passed off as the interpreter's own module", () => {
    const initialize = { id: 1, method: "initialize", params: {} };
    const program = playing({
      channels: { channel: { base: "dispatcher", on: { readable: [false], writable: [false] } } },
      steps: [
        { op: "new", channel: "channel" },
        { op: "create_socket", channel: "channel", family: "inet", type: "stream" },
        { op: "loop", timeout: 0, count: 1 },
      ],
    });
    const { messages } = converse(python, [initialize, program], { script: EDITED_SCRIPT, args: ["ignores-count"] });

    expect(messages[0]?.result?.implementation).toMatchObject({ name: expect.stringMatching(/^asyncore from /) });
    expect(messages[1]?.result?.trace.map(told).filter((line) => line.includes("readable"))).toHaveLength(2);
  });

  it("is refused with a sentence when there is no such edit", () => {
    const { status, stderr } = run(python, "does-everything-right");

    expect([status, stderr]).toEqual([2, "There is no edit does-everything-right; --list shows all of them.\n"]);
  });
});

describe.runIf(oldest !== undefined)("an original with other words than the edit's", () => {
  const [, python = ""] = oldest ?? [];
  const sentence =
    /The edit raises-a-reset finds its words 0 times in .*asyncore.py, not once: it is meant for other versions.\n$/;

  it("is refused with a sentence", () => {
    const { status, stderr } = run(python, "raises-a-reset");

    expect(status).toBe(3);
    expect(stderr).toMatch(sentence);
  });

  it("is named by the check", () => {
    const { stdout } = run(python, "--check", "raises-a-reset");

    expect(stdout).toMatch(sentence);
    expect(stdout.startsWith("raises-a-reset: ")).toBe(true);
  });
});
