import { describe, expect, it } from "vitest";
import type { Capabilities } from "../../spec/adapter.ts";
import { type ClauseId, clauseOf } from "../../spec/clauses/index.ts";
import type { Program } from "../../spec/program.ts";
import type { CaseResult, ClauseResult } from "../../spec/report.ts";
import type { Trace } from "../../spec/trace.ts";
import type { CaseVerdict } from "../../spec/verdict.ts";
import type { PlayOutcome } from "../adapters/adapter.ts";
import { EVERYTHING } from "../testing/fake-adapter.ts";
import {
  applicableClauses,
  conclude,
  count,
  failed,
  judge,
  judgeClauses,
  missingFromCore,
  scopeOf,
  undeclared,
} from "./judge.ts";

const PROGRAM: Program = { world: "loopback", channels: {}, steps: [] };
const EXPECTED: Trace = [
  { kind: "action", depth: 0, op: "poll" },
  { kind: "written", depth: 1, stream: "stdout", text: "<CHANNEL at ID>" },
];

function judged(outcome: PlayOutcome, profile: "exact" | "documented" = "exact") {
  return judge(outcome, EXPECTED, { program: PROGRAM, profile }, ["last words"]);
}

describe("a play", () => {
  it("passes when it differs from the original only in what no two implementations share", () => {
    const trace: Trace = [
      { kind: "action", depth: 0, op: "poll" },
      { kind: "written", depth: 1, stream: "stdout", text: "<my.Channel at 0x1f>" },
    ];

    expect(judged({ outcome: "played", trace })).toEqual({ verdict: { outcome: "passed" } });
  });

  it("diverges otherwise, and both traces are kept as they were compared", () => {
    const trace: Trace = [{ kind: "action", depth: 0, op: "poll" }];

    expect(judged({ outcome: "played", trace })).toEqual({
      verdict: {
        outcome: "diverged",
        divergence: {
          at: 1,
          expected: { moment: "begins", observation: EXPECTED[1] },
          observed: { moment: "ends", depth: 0, what: "poll" },
        },
      },
      expected: EXPECTED,
      observed: trace,
    });
  });

  it("is measured against the original's trace, seen through the same profile", () => {
    const trace: Trace = [
      { kind: "action", depth: 0, op: "poll" },
      { kind: "written", depth: 1, stream: "stdout", text: "something else" },
    ];

    expect(judged({ outcome: "played", trace }, "exact").verdict.outcome).toBe("diverged");
    expect(judged({ outcome: "played", trace }, "documented").verdict.outcome).toBe("passed");
  });

  it.each<[PlayOutcome, CaseVerdict]>([
    [
      { outcome: "refused", reason: "error -32000: no" },
      { outcome: "refused", reason: "error -32000: no" },
    ],
    [
      { outcome: "refused", reason: "error -32000: no", missing: "nesting" },
      { outcome: "refused", reason: "error -32000: no (unsupported: nesting)" },
    ],
    [
      { outcome: "refused", reason: "error -32000: cannot play describe", missing: "describe" },
      { outcome: "refused", reason: "error -32000: cannot play describe" },
    ],
    [
      { outcome: "timed-out", limitMs: 10 },
      { outcome: "timed-out", limitMs: 10, flag: "--play-limit", stderr: ["last words"] },
    ],
    [
      { outcome: "crashed", reason: "it ended" },
      { outcome: "crashed", reason: "it ended", stderr: ["last words"] },
    ],
    [
      { outcome: "garbled", reason: "it raved" },
      { outcome: "garbled", reason: "it raved", stderr: ["last words"] },
    ],
  ])("that is %j says so, and nothing of behaviour", (outcome, verdict) => {
    expect(judged(outcome)).toEqual({ verdict });
  });
});

const PASSED: CaseVerdict = { outcome: "passed" };
const SKIPPED: CaseVerdict = { outcome: "not-applicable", missing: "nesting" };
const FAILURES: CaseVerdict[] = [
  { outcome: "diverged", divergence: { at: 0, expected: null, observed: null } },
  { outcome: "refused", reason: "" },
  { outcome: "timed-out", limitMs: 1, flag: "", stderr: [] },
  { outcome: "crashed", reason: "", stderr: [] },
  { outcome: "garbled", reason: "", stderr: [] },
];

function result(verdict: CaseVerdict, ...clauses: ClauseId[]): CaseResult {
  return { scenario: clauses.join("+"), title: "", clauses, verdict, durationMs: 0 };
}

describe("counting", () => {
  it("counts everything graded that did not pass as failed", () => {
    const cases = [PASSED, PASSED, SKIPPED, ...FAILURES].map((verdict) => result(verdict));

    expect(count(cases, 10)).toEqual({ selected: 10, passed: 2, failed: 5, known: 0, notApplicable: 1 });
    expect([PASSED, SKIPPED, ...FAILURES].map(failed)).toEqual([false, false, true, true, true, true, true]);
  });
});

describe("clauses", () => {
  it("are broken by one failure, kept by one success, and not shown by nobody", () => {
    const clauses = ["LOOP-01", "LOOP-02", "LOOP-03", "LOOP-05"] as const;
    const cases = [
      result(PASSED, "LOOP-01", "LOOP-02"),
      result(FAILURES[3] as CaseVerdict, "LOOP-01"),
      result(SKIPPED, "LOOP-02", "LOOP-03"),
    ];

    expect(judgeClauses(clauses, cases)).toEqual([
      { clause: "LOOP-01", outcome: "broken", scenarios: ["LOOP-01+LOOP-02", "LOOP-01"] },
      { clause: "LOOP-02", outcome: "kept", scenarios: ["LOOP-01+LOOP-02", "LOOP-02+LOOP-03"] },
      { clause: "LOOP-03", outcome: "not-applicable", scenarios: ["LOOP-02+LOOP-03"] },
      { clause: "LOOP-05", outcome: "not-shown", scenarios: [] },
    ]);
  });

  it("count for the targets they hold for, and in the documented profile only when they are documented", () => {
    for (const target of ["2.7", "3.11"] as const)
      for (const profile of ["exact", "documented"] as const) {
        const wrong = applicableClauses(target, profile).filter((id) => {
          const clause = clauseOf(id);
          const isForTarget = clause.versions === undefined || clause.versions.includes(target);
          return !isForTarget || (profile === "documented" && clause.profile !== "documented");
        });
        expect(wrong).toEqual([]);
      }
    const sizes = (["exact", "documented"] as const).map((profile) => applicableClauses("3.11", profile).length);
    expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0);
    expect(applicableClauses("2.7", "exact")).not.toEqual(applicableClauses("3.11", "exact"));
  });
});

describe("the scope of an implementation", () => {
  it.each<[string | null, Partial<Capabilities>]>([
    ["full", {}],
    ["core", { bases: ["dispatcher"] }],
    ["core", { bases: ["dispatcher", "dispatcher_with_send", "file_dispatcher"], families: ["inet"] }],
    ["core+chat", { bases: ["dispatcher", "async_chat"] }],
    [null, { bases: ["async_chat"] }],
    [null, { worlds: ["scripted"] }],
    [null, { families: ["unix"] }],
    [null, { pollers: [] }],
  ])("is %s with %j", (scope, declared) => {
    expect(scopeOf({ ...EVERYTHING, ...declared })).toBe(scope);
  });

  const shown = (clause: ClauseId, outcome: ClauseResult["outcome"]): ClauseResult => ({
    clause,
    outcome,
    scenarios: [],
  });

  it("lacks the core when it does not declare it", () => {
    expect(missingFromCore({ ...EVERYTHING, pollers: [] }, [])).toBe(
      "the implementation does not declare the core: base dispatcher, family inet, world loopback and a poller",
    );
  });

  it("lacks the core when clauses everybody must keep were not shown, and all of them are named", () => {
    expect(clauseOf("LOOP-01").level).toBe("must");
    expect(missingFromCore(EVERYTHING, [shown("LOOP-01", "not-shown")])).toBe(
      "no scenario of this run shows the core clause LOOP-01",
    );
    expect(missingFromCore(EVERYTHING, [shown("LOOP-01", "not-shown"), shown("LOOP-02", "not-shown")])).toBe(
      "no scenario of this run shows the core clauses LOOP-01, LOOP-02",
    );
  });

  it("has the core though a clause was not asked for, which only something beside it can show", () => {
    expect(missingFromCore(EVERYTHING, [shown("LOOP-04", "not-applicable")])).toBeNull();
  });

  it("has the core when all that is missing need not be kept by everybody", () => {
    const should = applicableClauses("3.11", "exact").find((id) => clauseOf(id).level !== "must") as ClauseId;

    expect(missingFromCore(EVERYTHING, [shown("LOOP-01", "broken"), shown(should, "not-applicable")])).toBeNull();
    expect(missingFromCore(EVERYTHING, [shown("LOOP-01", "kept"), shown(should, "not-shown")])).toBeNull();
  });
});

describe("what is not declared", () => {
  it("is nothing of one that can do everything, on Python or not", () => {
    expect(undeclared(EVERYTHING)).toEqual([]);
    expect(undeclared({ ...EVERYTHING, python: false })).toEqual([]);
  });

  it("is named, kind by kind", () => {
    const { pollers: _pollers, ...rest } = EVERYTHING;
    const less = { ...rest, worlds: ["loopback"], bases: ["dispatcher"], families: ["inet"], passes: false } as const;

    expect(undeclared({ ...less, pollers: ["poll"], collects: false })).toEqual([
      ...["world scripted", "base dispatcher_with_send", "base file_dispatcher", "base async_chat", "poller select"],
      ...["family inet6", "family unix", "family datagram", "family pipe", "family terminal"],
      ...["counted passes", "collecting"],
    ]);
  });
});

describe("a finished run", () => {
  const counts = { selected: 9, passed: 3, failed: 0, known: 0, notApplicable: 0 };

  it("is conformant when something passed, nothing failed and nothing lacks", () => {
    expect(conclude(counts, null)).toEqual({ verdict: "conformant" });
  });

  it("is not conformant when anything failed, whatever else is lacking", () => {
    expect(conclude({ ...counts, failed: 1 }, null)).toEqual({ verdict: "not-conformant" });
    expect(conclude({ ...counts, failed: 1 }, "something")).toEqual({ verdict: "not-conformant" });
  });

  it("is incomplete when nothing was graded, however much was selected", () => {
    expect(conclude({ ...counts, passed: 0, notApplicable: 9 }, null)).toEqual({
      verdict: "incomplete",
      reason: "nothing was graded",
    });
  });

  it("is conformant with known failures when all that failed is known, even if nothing else was graded", () => {
    const verdict = "conformant-with-known-failures";

    expect(conclude({ ...counts, known: 2 }, null)).toEqual({ verdict });
    expect(conclude({ ...counts, passed: 0, known: 2 }, null)).toEqual({ verdict });
    expect(conclude({ ...counts, known: 2, failed: 1 }, null)).toEqual({ verdict: "not-conformant" });
  });

  it("is not conformant when something is wrong with the known failures, which is then the reason", () => {
    expect(conclude(counts, null, ["A passes now.", "B expired."])).toEqual({
      verdict: "not-conformant",
      reason: "A passes now. B expired.",
    });
  });

  it("is incomplete when something lacks", () => {
    expect(conclude(counts, "the core")).toEqual({ verdict: "incomplete", reason: "the core" });
  });
});
