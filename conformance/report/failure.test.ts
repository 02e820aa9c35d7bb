import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict, Divergence } from "../../spec/verdict.ts";
import { compare } from "../judge/compare.ts";
import { describeVerdict, explainFailure, type FailureContext } from "./failure.ts";
import { paintWith } from "./paint.ts";

const PROGRAM: Program = {
  world: "loopback",
  channels: { client: { base: "dispatcher", on: { writable: [false] } } },
  steps: [{ op: "new", channel: "client" }, { op: "poll" }],
};
const EXPECTED: Trace = [
  { kind: "action", depth: 0, op: "poll" },
  { kind: "event", depth: 1, event: "handle_read", of: "client" },
];
const OBSERVED: Trace = [
  { kind: "action", depth: 0, op: "poll" },
  { kind: "event", depth: 1, event: "handle_close", of: "client" },
];
const CONTEXT: FailureContext = {
  program: PROGRAM,
  target: "3.11",
  profile: "exact",
  replay: "npx asyncore-conformance run read/a -- ./mine",
  width: 100,
  paint: paintWith(false),
};

function diverged(expected: Trace, observed: Trace): CaseVerdict {
  return { outcome: "diverged", divergence: compare(expected, observed, "exact") as Divergence };
}

function result(verdict: CaseVerdict, more: Partial<CaseResult> = {}): CaseResult {
  const clauses: ClauseId[] = ["READ-01", "CLOSE-01"];
  return { scenario: "read/a", title: "Data is read", clauses, verdict, durationMs: 1, ...more };
}

const DIVERGED = result(diverged(EXPECTED, OBSERVED), { expected: EXPECTED, observed: OBSERVED });

describe("a verdict in one sentence", () => {
  it.each<[string, CaseVerdict]>([
    ["It behaves as the original does.", { outcome: "passed" }],
    [
      "It was not asked: the implementation does not declare pollers: poll.",
      { outcome: "not-applicable", missing: "pollers: poll" },
    ],
    ["Where the original has: client.handle_read — there was: client.handle_close.", diverged(EXPECTED, OBSERVED)],
    [
      "Where the original has: client.handle_read — there was: poll returns nothing.",
      diverged(EXPECTED, OBSERVED.slice(0, 1)),
    ],
    [
      "Where the original has: client.handle_read returns nothing — nothing more happened.",
      {
        outcome: "diverged",
        divergence: { at: 2, expected: { moment: "ends", depth: 1, what: "client.handle_read" }, observed: null },
      },
    ],
    [
      "Where the original has: nothing more of client — there was: client.handle_read returns nothing.",
      {
        outcome: "diverged",
        divergence: {
          ...{ at: 2, expected: null, observed: { moment: "ends", depth: 1, what: "client.handle_read" } },
          channel: "client",
        },
      },
    ],
    [
      "The adapter refused to play it: error -32000: no. It declares what this needs: write it, or declare less.",
      { outcome: "refused", reason: "error -32000: no" },
    ],
    [
      "There was no answer within 10000 ms (--play-limit sets this limit).",
      { outcome: "timed-out", limitMs: 10_000, flag: "--play-limit", stderr: [] },
    ],
    [
      "The adapter broke off: it ended with exit code 1.",
      { outcome: "crashed", reason: "it ended with exit code 1", stderr: [] },
    ],
    [
      'The adapter\'s answer cannot be read: it wrote a line that is not JSON: "\\u001b".',
      { outcome: "garbled", reason: 'it wrote a line that is not JSON: "\u001b"', stderr: [] },
    ],
  ])("reads: %s", (sentence, verdict) => {
    expect(describeVerdict(verdict)).toBe(sentence);
  });
});

describe("an explained failure", () => {
  const text = explainFailure(DIVERGED, CONTEXT).join("\n");

  it("begins with what the scenario shows and where it is", () => {
    expect(text.startsWith("✘ Data is read (read/a)\n  Where the original has: client.handle_read")).toBe(true);
  });

  it.each(["READ-01", "CLOSE-01"] as const)(
    "holds the clause %s: its text, how binding it is and where to look",
    (id) => {
      const { text: sentence, hint, level, profile } = clauseOf(id);

      expect(text).toContain(`${id} (${level}, ${profile}) ${sentence}\n    Look at: ${hint}`);
    },
  );

  it("holds the program", () => {
    expect(text).toContain("The program\n  on client.writable: return false\n   1. client.new\n   2. poll\n");
  });

  it("tells a random program as far as it was reached, and how much comes later", () => {
    const { steps } = PROGRAM;
    const program = { ...PROGRAM, steps: [...steps, ...steps, ...steps] };
    const random = { ...DIVERGED, scenario: "corpus/loopback-0001" };
    const told = explainFailure(random, { ...CONTEXT, program }).join("\n");

    expect(told).toContain("The program, as far as it was reached\n   1. client.new\n  … 5 later steps\n");
  });

  it("holds both sides up to where they part", () => {
    expect(text).toMatch(/expected \(the original\) +│ observed\n/);
    expect(text).toMatch(/▶ +client\.handle_read +│ +client\.handle_close/);
  });

  it("ends with the line that plays just this case again", () => {
    expect(text.endsWith("\n\nPlay it again: npx asyncore-conformance run read/a -- ./mine")).toBe(true);
  });

  it("says nothing of standard error when there was nothing", () => {
    expect(text).not.toContain("standard error");
  });

  it("of an adapter that broke off without a word says so, and of one that is merely late does not", () => {
    const said = (verdict: CaseVerdict) => explainFailure(result(verdict), CONTEXT);
    const late = { outcome: "timed-out", limitMs: 10, flag: "--play-limit", stderr: [] } as const;

    expect(said({ outcome: "crashed", reason: "it ended", stderr: [] }).at(-3)).toBe(
      "It wrote nothing on standard error.",
    );
    expect(said(late).join("\n")).not.toContain("standard error");
  });

  it("of an adapter that broke off holds its last words instead of traces", () => {
    const crashed = result({ outcome: "crashed", reason: "it ended", stderr: ["Traceback:", "  \u001b[31mboom"] });

    const lines = explainFailure(crashed, CONTEXT);

    expect(lines.slice(-5)).toEqual([
      "Its last words on standard error",
      "  Traceback:",
      "    \\u001b[31mboom",
      "",
      "Play it again: npx asyncore-conformance run read/a -- ./mine",
    ]);
    expect(lines.join("\n")).not.toContain("│");
  });

  it.each<CaseVerdict>([
    { outcome: "refused", reason: "error -32000: no" },
    { outcome: "timed-out", limitMs: 1, flag: "--play-limit", stderr: [] },
    { outcome: "crashed", reason: "it ended", stderr: [] },
    { outcome: "garbled", reason: "it wrote a line that is not JSON", stderr: [] },
  ])("blames no clause for a play that could not be judged: $outcome", (verdict) => {
    const said = explainFailure(result(verdict), CONTEXT).join("\n");

    expect(said).toContain(
      `\n\nIt could not be judged: nothing shows that these clauses are kept\n  READ-01 (must, documented) ${clauseOf("READ-01").text}\n  CLOSE-01 `,
    );
    expect(["Clauses it shows", "Look at"].filter((words) => said.includes(words))).toEqual([]);
  });

  it("leaves out a clause that does not hold for the target, unless none does", () => {
    const elsewhere = explainFailure({ ...DIVERGED, clauses: ["ACCEPT-10", "ACCEPT-06"] }, CONTEXT).join("\n");
    const only = explainFailure({ ...DIVERGED, clauses: ["ACCEPT-06"] }, CONTEXT).join("\n");

    expect(clauseOf("ACCEPT-06").versions).toEqual(["2.7"]);
    expect([elsewhere.includes("ACCEPT-10"), elsewhere.includes("ACCEPT-06")]).toEqual([true, false]);
    expect(only).toContain("ACCEPT-06");
  });

  it("has colours where there are colours, and the same words", () => {
    const coloured = explainFailure(DIVERGED, { ...CONTEXT, paint: paintWith(true) }).join("\n");

    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
    expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(text);
    expect(coloured).not.toBe(text);
  });

  it("has no control character in it, whoever wrote what of it", () => {
    const evil = fc.string({ unit: fc.constantFrom("\u001b[2J", "\r", "\n", "\u0007", "\u202e", "a") });
    const verdicts = fc.oneof(
      fc.record({ outcome: fc.constantFrom("crashed", "garbled"), reason: evil, stderr: fc.array(evil) }),
      fc.record({ outcome: fc.constant("refused"), reason: evil }),
      evil.map((said) => diverged(EXPECTED, [{ kind: "written", depth: 0, stream: "stdout", text: said }])),
    ) as fc.Arbitrary<CaseVerdict>;
    fc.assert(
      fc.property(verdicts, evil, evil, evil, (verdict, title, message, replay) => {
        const program: Program = { ...PROGRAM, steps: [{ op: "log", channel: "client", message }] };
        const observed: Trace = [{ kind: "written", depth: 0, stream: "stdout", text: message }];
        const failed = result(verdict, { title, scenario: title, expected: EXPECTED, observed });
        const lines = explainFailure(failed, { ...CONTEXT, program, replay });
        expect(lines.filter((line) => /[\p{Cc}\u202e]/u.test(line))).toEqual([]);
      }),
    );
  });
});
