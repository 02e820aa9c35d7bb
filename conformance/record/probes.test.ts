// Probes from end to end: how one is asked, judged and explained. What they find out is in probes-find-out.selftest.ts.

import { existsSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../../reference/posix/index.ts";
import type { Capabilities } from "../../spec/adapter.ts";
import type { CaseResult } from "../../spec/report.ts";
import type { Answer } from "../adapters/adapter.ts";
import { findInterpreters, pythonAdapter } from "../adapters/python.ts";
import { type LoadedProbe, loadProbes } from "../load/load-probes.ts";
import { liveOracle, recordedOracle } from "../oracle.ts";
import { traceOfLines } from "../play/probe.ts";
import { runCase } from "../play/run-case.ts";
import { Session } from "../play/session.ts";
import { explainFailure } from "../report/failure.ts";
import { paintWith } from "../report/paint.ts";
import { fakeSource, identityWith } from "../testing/fake-adapter.ts";

const PROBE: LoadedProbe = {
  id: "select/signals",
  probe: { title: "A signal ends a wait", clauses: ["SELECT-19"], why: "Only Python has its signals." },
  source: 'print("one")\nprint("<two at 0x1f>")\n',
  recording: {
    script: "s",
    prints: [
      { versions: ["2.7"], interpreters: ["CPython 2.7.18"], kernel: "Linux 6.1", lines: ["one"] },
      { versions: ["3.11"], interpreters: ["CPython 3.11.7"], kernel: "Linux 6.1", lines: ["one", "<two at 0x1f>"] },
    ],
  },
};
const JUDGING = { target: "3.11", profile: "exact", clock: () => 0 } as const;

const sessions: Session[] = [];
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});

function kept(session: Session): Session {
  sessions.push(session);
  return session;
}

/** What becomes of the probe above when the adapter gives `answer`. */
async function judged(answer: Answer, capabilities: Partial<Capabilities> = {}): Promise<CaseResult> {
  const source = fakeSource(
    () => ({ outcome: "refused", reason: "no" }),
    identityWith(capabilities),
    () => answer,
  );
  return runCase(PROBE, JUDGING, recordedOracle([PROBE], "3.11"), kept(new Session(source, posixHost)));
}

function printed(lines: readonly string[], failure?: string): Answer {
  return { answer: "result", result: { lines, ...(failure === undefined ? {} : { failure }) } };
}

function explained(result: CaseResult, probe: LoadedProbe): string {
  const context = { program: probe, target: "3.11", profile: "exact", width: 120, paint: paintWith(false) } as const;
  return explainFailure(result, { ...context, replay: `run ${probe.id}` }).join("\n");
}

describe("a probe", () => {
  it("passes when every line is that of the target's original", async () => {
    expect((await judged(printed(["one", "<two at 0x1f>"]))).verdict).toEqual({ outcome: "passed" });
  });

  it("diverges when a line differs in anything at all, is missing or too many, or the script fails", async () => {
    const wrong = [
      printed(["one", "<two at 0x2e>"]),
      printed(["one"]),
      printed(["one", "<two at 0x1f>", "three"]),
      printed(["one", "<two at 0x1f>"], "exit status 1"),
    ];

    const outcomes = await Promise.all(wrong.map(async (answer) => (await judged(answer)).verdict.outcome));

    expect(outcomes).toEqual(["diverged", "diverged", "diverged", "diverged"]);
  });

  it("is not asked of an implementation that does not run on Python", async () => {
    const { verdict } = await judged({ answer: "closed", reason: "it was asked" }, { python: false });

    expect(verdict).toEqual({ outcome: "not-applicable", missing: "python" });
  });

  it("is failed by an adapter that declares Python and knows no probes, and by one that breaks off", async () => {
    const refused = await judged({ answer: "error", code: -32601, message: "there is no method probe" });
    const crashed = await judged({ answer: "closed", reason: "it ended" });

    expect(refused.verdict).toEqual({ outcome: "refused", reason: "error -32601: there is no method probe" });
    expect(crashed.verdict).toEqual({ outcome: "crashed", reason: "it ended", stderr: ["last words of 1"] });
  });

  it("that fails is explained by its clause, its script, and what was printed beside what should have been", async () => {
    const text = explained(await judged(printed(["one"], "exit status 1: ValueError: boom")), PROBE);

    for (const part of [
      "✘ A signal ends a wait (select/signals)",
      'Where the original has: prints on stdout: "<two at 0x1f>" — there was: prints on stderr: "exit status 1: ValueError: boom".',
      "SELECT-19 (may, exact)",
      'The script\n  print("one")\n  print("<two at 0x1f>")\n',
      '▶ prints on stdout: "<two at 0x1f>"',
      "Play it again: run select/signals",
    ])
      expect(text).toContain(part);
  });
});

const [target, python] = [...findInterpreters(process.env)].findLast(([, path]) => existsSync(path)) ?? [];

describe.runIf(target !== undefined && python !== undefined)("a probe on a real interpreter", () => {
  it("finds nothing in the original itself, which a live oracle agrees with", async () => {
    if (target === undefined || python === undefined) return;
    const own = kept(new Session(pythonAdapter(python), posixHost));
    const oracle = await liveOracle(kept(new Session(pythonAdapter(python), posixHost)), target);
    const verdicts = [];
    for (const id of ["map/survives-a-reload", "error/exit-now-is-an-exception"]) {
      const probe = loadProbes().find((loaded) => loaded.id === id);
      if (probe === undefined) throw new Error(`no probe ${id}`);
      verdicts.push((await runCase(probe, { ...JUDGING, target }, oracle, own)).verdict);
      expect(await oracle.expect(probe)).toEqual(await recordedOracle([probe], target).expect(probe));
    }

    expect(verdicts).toEqual([{ outcome: "passed" }, { outcome: "passed" }]);
  });

  it("that fails costs nothing but itself: the adapter goes on", async () => {
    if (python === undefined) return;
    const session = kept(new Session(pythonAdapter(python), posixHost));

    const outcomes = [await session.probe("import os\nos._exit(3)"), await session.probe("print('still there')")];

    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      { outcome: "played", trace: traceOfLines([], "exit status 3") },
      { outcome: "played", trace: traceOfLines(["still there"]) },
    ]);
  });
});
