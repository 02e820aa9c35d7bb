import { describe, expect, it } from "vitest";
import type { Adapter, Answer } from "../adapters/adapter.ts";
import { fakeSource } from "../testing/fake-adapter.ts";
import { linesOfTrace, probe, scriptFailed, traceOfLines } from "./probe.ts";

/** An adapter that gives one answer to whatever it is asked, and remembers what that was. */
async function answering(answer: Answer, asked: unknown[] = []): Promise<Adapter> {
  const adapter = await fakeSource(() => ({ outcome: "refused", reason: "nobody plays here" })).start(1000);
  return {
    ...adapter,
    ask: async (...words) => {
      asked.push(words);
      return answer;
    },
  };
}

describe("a probe", () => {
  it("hands over the script and the time it has, and waits longer than that", async () => {
    const asked: unknown[] = [];
    const adapter = await answering({ answer: "result", result: { lines: ["one", ""] } }, asked);

    const outcome = await probe(adapter, "print('one')", 2000);

    expect(asked).toEqual([["probe", { source: "print('one')", limitMs: 2000 }, 7000]]);
    expect(outcome).toEqual({
      outcome: "played",
      trace: [
        { kind: "written", depth: 0, stream: "stdout", text: "one" },
        { kind: "written", depth: 0, stream: "stdout", text: "" },
      ],
    });
  });

  it("whose script fails has been played, and the failure is the last thing in its trace", async () => {
    const failure = "exit status 1: ValueError: boom";
    const outcome = await probe(await answering({ answer: "result", result: { lines: ["a"], failure } }), "", 1);

    expect(outcome).toEqual({ outcome: "played", trace: traceOfLines(["a"], failure) });
    expect(scriptFailed(traceOfLines(["a"], failure))).toBe(true);
    expect(scriptFailed(traceOfLines(["a"]))).toBe(false);
  });

  it("that prints more than can be kept is not believed", async () => {
    const lines = ["x".repeat(300_000)];

    expect(await probe(await answering({ answer: "result", result: { lines } }), "", 1)).toEqual({
      outcome: "garbled",
      reason: "what it printed cannot be kept: it is 294 KB long, and 256 KB are the most that is looked at",
    });
  });

  it("ends like a play when the adapter gives no answer that can be used", async () => {
    const outcomes = [
      { answer: "error", code: -32601, message: "there is no method probe" },
      { answer: "closed", reason: "it ended" },
      { answer: "late", limitMs: 5001 },
      { answer: "result", result: { lines: "one" } },
    ] as const satisfies readonly Answer[];

    expect(await Promise.all(outcomes.map(async (answer) => probe(await answering(answer), "", 1)))).toEqual([
      { outcome: "refused", reason: "error -32601: there is no method probe" },
      { outcome: "crashed", reason: "it ended" },
      { outcome: "timed-out", limitMs: 5001 },
      { outcome: "garbled", reason: "its trace is malformed: lines must be an array" },
    ]);
  });

  it("gives back the lines it made a trace of", () => {
    expect(linesOfTrace(traceOfLines(["one", "", "two"]))).toEqual(["one", "", "two"]);
  });
});
