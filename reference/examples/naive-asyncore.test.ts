// Judges the naive asyncore with the command, as a stranger's: which documented clauses it breaks is written down here, with
// what it is in it that breaks them. One more fails, and so does one that is kept by now.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { packagePath } from "../../conformance/package-path.ts";
import type { Report } from "../../spec/report.ts";

/** By what breaks them. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
  "there is one map, and nobody is told of another": ["LOOP-05", "MAP-01", "MAP-10", "MAP-12", "DISPATCHER-07"],
  "the loop never waits": ["LOOP-02"],
  "node:net tells of data, of the end and of new connections a turn later than select does": [
    ["LOOP-01", "LOOP-09", "READ-01", "READ-03", "READ-12", "WRITE-01"],
  ].flat(),
  "node:net destroys a socket that failed before anybody has looked at it": [
    ["CONNECT-11", "CONNECT-12", "READ-05", "READ-06", "WRITE-06", "WRITE-07", "SELECT-07", "OOB-01"],
  ].flat(),
  "node:net takes everything that is sent, whatever the kernel takes": ["WRITE-04", "WRITE-05", "WRITE-10"],
  "node:net binds when it listens, after listen has come back, and says later what is wrong": [
    ["DISPATCHER-14", "DISPATCHER-15", "ACCEPT-01", "ACCEPT-04"],
  ].flat(),
  "a connection that has been made is announced in the turn before readable is asked": ["CONNECT-25"],
  "what a handler throws ends the turn of its channel": ["ERROR-01", "SELECT-17"],
  "it has no such attribute, or makes none of what it is given": [
    ["DISPATCHER-08", "DISPATCHER-09", "DISPATCHER-17", "ATTRIBUTE-02", "ATTRIBUTE-06", "READ-04", "READ-10"],
  ].flat(),
  "node:net cannot say whether a socket blocks": ["DISPATCHER-02", "ACCEPT-08"],
};

const OUT = mkdtempSync(join(tmpdir(), "naive-"));
afterAll(() => rmSync(OUT, { recursive: true, force: true }));

async function certified(): Promise<Report> {
  const adapter = packagePath("conformance/adapters/skeletons/node/adapter.mjs");
  const words = ["certify", "--profile", "documented", "--out", OUT, "--"];
  const judged = [process.execPath, adapter, packagePath("reference/examples/naive-asyncore.ts")];
  const child = spawn(process.execPath, [packagePath("conformance/bin.js"), ...words, ...judged], { stdio: "ignore" });
  await new Promise((ended) => child.on("close", ended));
  return JSON.parse(readFileSync(join(OUT, "report.json"), "utf8")) as Report;
}

describe("the naive asyncore on node:net", () => {
  it("is judged to the end, keeps what it keeps and breaks what is listed", async () => {
    const report = await certified();
    const of = (outcome: string) =>
      report.clauses.filter((each) => each.outcome === outcome).map(({ clause }) => clause);

    expect(report).toMatchObject({ status: "sealed", verdict: "not-conformant" });
    expect(report.capabilities).toMatchObject({ bases: ["dispatcher"], passes: false, nesting: false });
    expect(of("broken").sort()).toEqual(Object.values(BROKEN).flat().sort());
    expect(of("kept").length).toBeGreaterThan(20);
  });
});
