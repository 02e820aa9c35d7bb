// Whole runs of the reference as somebody who can do less: over poll alone, the core and nothing else, on an event loop.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Capabilities } from "../../spec/adapter.ts";
import { areaOf } from "../../spec/clauses/index.ts";
import type { Report } from "../../spec/report.ts";
import { referenceAdapter } from "../adapters/module.ts";
import { findInterpreters, PYTHON_ADAPTER } from "../adapters/python.ts";
import { loadProbes } from "../load/load-probes.ts";
import { packagePath } from "../package-path.ts";
import { DEFAULT_RUN_LIMITS } from "../play/session.ts";
import { fakeSurroundings } from "../testing/fake-surroundings.ts";
import { type CertifyOptions, certifyCommand } from "./certify.ts";

const { playMs, runMs, startMs } = DEFAULT_RUN_LIMITS;

/** The words of an adapter that declares less than the reference can. */
function declaring(less: Partial<Capabilities>): readonly string[] {
  const script = packagePath("conformance/adapters/testing/declares-less.ts");
  return [process.execPath, script, JSON.stringify(less), ...referenceAdapter(process.execPath).words];
}

const POLL_ALONE = declaring({ pollers: ["poll"] });
const CORE: Partial<Capabilities> = {
  ...({ worlds: ["loopback"], bases: ["dispatcher"], families: ["inet"], collects: false } as const),
};
const NO_PASSES: Partial<Capabilities> = { passes: false, nesting: false, peersInReactions: false };

const python = findInterpreters(process.env).get("3.11");
/** The interpreter's own asyncore with the dispatcher and nothing else. */
const CORE_ALONE = `
import os, sysconfig
with open(os.path.join(sysconfig.get_paths()["stdlib"], "asyncore.py")) as own:
    exec(own.read())
del dispatcher_with_send, file_dispatcher, file_wrapper
`;

async function certified(options: Partial<CertifyOptions>, words: readonly string[]) {
  const out = mkdtempSync(join(tmpdir(), "certify-poller-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const lines: string[] = [];
  const usual = { target: "3.11", profile: "exact", oracle: "recorded", only: [], allFailures: false } as const;
  const limits = { playLimit: playMs, runLimit: runMs, startLimit: startMs };
  const code = await certifyCommand({ ...usual, ...limits, out, ...options }, words, fakeSurroundings(lines, []));
  const report: Report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  return { code, report, lines };
}

describe("certify", () => {
  it("plays over poll what names no pass, when that is asked for, and says so", async () => {
    const { code, report, lines } = await certified({ poller: "poll", only: ["READ", "CLOSE"] }, []);

    expect([code, report.verdict, report.poller, report.counts.failed]).toEqual([5, "incomplete", "poll", 0]);
    expect(report.counts.passed).toBeGreaterThan(50);
    expect(lines[1]).toContain("exact profile, over poll, ");
  });

  // In the exact profile, so that all that can be played over poll is, once.
  it("does so by itself for an implementation that has no other pass, whose core is whole without SELECT", async () => {
    const { code, report } = await certified({}, POLL_ALONE);

    expect([code, report.verdict, report.poller]).toEqual([0, "conformant", "poll"]);
    const notAsked = report.clauses.filter(({ outcome }) => outcome === "not-applicable").map(({ clause }) => clause);
    expect(notAsked.filter((clause) => areaOf(clause) === "SELECT").length).toBeGreaterThan(10);
    const held = report.cases.filter(({ scenario }) => scenario.startsWith("property/"));
    expect(held.filter(({ verdict }) => verdict.outcome !== "passed").map(({ scenario }) => scenario)).toEqual([
      "property/select/serves-kind-by-kind",
    ]);
  });

  it("asks nobody for select who has it not, also when told to play over it", async () => {
    const { report } = await certified({ poller: "select", only: ["READ-04"] }, POLL_ALONE);

    expect(report.counts.passed).toBeLessThan(report.counts.selected);
    expect(report.cases.find(({ scenario }) => scenario === "close/close-on-empty-read")?.verdict).toEqual({
      outcome: "not-applicable",
      missing: "pollers: select",
    });
  });

  it("certifies the core alone, and says what was not judged", async () => {
    const { code, report, lines } = await certified({}, declaring(CORE));

    expect([code, report.verdict, report.scope, report.counts.failed]).toEqual([0, "conformant", "core", 0]);
    expect(report.counts.passed).toBeGreaterThan(60);
    expect(lines.join("\n")).toContain(
      "not declared, and so not judged: world scripted, base dispatcher_with_send, base file_dispatcher, base async_chat, " +
        "family inet6, family unix, family datagram, family pipe, family terminal, collecting",
    );
  });

  it("certifies an implementation on an event loop of its own, with one poller, in the documented profile", async () => {
    const { code, report, lines } = await certified(
      { profile: "documented" },
      declaring({ ...CORE, ...NO_PASSES, pollers: ["select"] }),
    );

    expect([code, report.verdict, report.counts.failed]).toEqual([0, "conformant", 0]);
    expect(report.counts.passed).toBeGreaterThan(50);
    expect(lines.join("\n")).toContain("poller poll");
    expect(lines.join("\n")).toContain("counted passes, nested loops, peers in reactions");
  });

  it.runIf(python !== undefined)(
    "asks an asyncore without asynchat, senders and files for nothing of theirs",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "core-alone-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      writeFileSync(join(folder, "asynchat.py"), "raise ImportError('No module named asynchat')\n");
      writeFileSync(join(folder, "asyncore.py"), CORE_ALONE);
      const words = ["env", `PYTHONPATH=${folder}`, python ?? "", PYTHON_ADAPTER];

      const { report } = await certified({ only: ["ATTRIBUTE", "SEND", "WRITE", "FILE", "CHAT"] }, words);

      expect([report.scope, report.counts.failed]).toEqual(["core", 0]);
      const probes = new Set(loadProbes().map(({ id }) => id));
      const asked = report.cases.filter(({ scenario }) => probes.has(scenario));
      expect(new Set(asked.map(({ verdict }) => verdict.outcome))).toEqual(new Set(["passed", "not-applicable"]));
    },
  );
});
