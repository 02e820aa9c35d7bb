// The real command line on its way: interruptions, readers that go away, failures that can be played again.
// Knows exit codes and sentences; knows nothing of how they come about.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceAdapter } from "./adapters/module.ts";
import { packagePath } from "./package-path.ts";
import { leftovers } from "./selftest/leftovers.ts";
import { REPORT, reportIn, start } from "./testing/running-command.ts";

const PATIENCE = { timeout: 50_000 };

describe("an interruption in the middle of a run", () => {
  /** Never answers its second play, and leaves a file to say that it was asked. */
  const HANGING = `
    import { writeFileSync } from "node:fs";
    import { relay } from ${JSON.stringify(packagePath("conformance/selftest/adapters/relay.ts"))};
    process.on("SIGTERM", () => {});
    setInterval(() => {}, 60_000);
    relay({ toAdapter: (message, play) => (play < 2 ? message : void writeFileSync("asked", "")) });
  `;

  it.concurrent.for(["SIGINT", "SIGTERM"] as const)(
    "by %s exits with 130 and leaves an incomplete report of what was known, and nothing else",
    async (signal, { expect }) => {
      const adapter = [process.execPath, "hanging.ts", ...referenceAdapter(process.execPath).words];
      const args = ["certify", "--only", "loop", "--", ...adapter];
      const { child, folder, temporary, mark, ended } = start(args, { "hanging.ts": HANGING });
      await expect.poll(() => existsSync(join(folder, REPORT)), PATIENCE).toBe(true);
      const before = reportIn(folder);
      await expect.poll(() => existsSync(join(folder, "asked")), PATIENCE).toBe(true);

      process.kill(-(child.pid ?? 0), signal);
      const { code, stdout, stderr } = await ended;

      expect(code).toBe(130);
      expect(stdout).toMatch(/^.*: asyncore-conformance reference .*\n.*judged against .* cases\n\n$/);
      expect(stderr).toBe("asyncore-conformance: interrupted.\n");
      expect(before).toMatchObject({ status: "incomplete", verdict: null, seal: null, cases: [] });
      const after = reportIn(folder);
      expect(after).toMatchObject({
        status: "incomplete",
        verdict: null,
        seal: null,
        reason: "the run was interrupted",
      });
      expect(after).toMatchObject({ implementation: { language: "TypeScript" }, oracle: { kind: "recorded" } });
      expect(after.counts).toMatchObject({ passed: 1, failed: 0 });
      expect(after.clauses.filter(({ outcome }) => outcome === "kept").length).toBeGreaterThan(0);
      expect(after.cases.map(({ verdict }) => verdict.outcome)).toEqual(["passed"]);
      expect(readdirSync(join(folder, "conformance-report"))).toEqual(["report.json"]);
      expect(readdirSync(temporary)).toEqual([]);
      await expect.poll(() => leftovers(mark), PATIENCE).toEqual([]);
    },
  );
});

describe("an interruption before anything has begun", () => {
  /** Interrupts the command line while it is being loaded. */
  const HOOK = `
    import { registerHooks } from "node:module";
    registerHooks({
      load(url, context, next) {
        if (url.endsWith("/conformance/cli.ts") && !process.emit("SIGINT")) process.kill(process.pid, "SIGINT");
        return next(url, context);
      },
    });
  `;

  it.concurrent("exits with 130 and leaves an incomplete report all the same", async () => {
    const environment = { NODE_OPTIONS: "--import=./hook.mjs" };
    const { folder, ended } = start(["certify", "--only", "loop"], { "hook.mjs": HOOK }, environment);

    const { code, stdout, stderr } = await ended;

    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: "", stderr: "asyncore-conformance: interrupted.\n" });
    expect(reportIn(folder)).toMatchObject({
      ...{ status: "incomplete", verdict: null, seal: null, cases: [], reason: "the run was interrupted" },
    });
  });
});

describe("an interruption while the adapter starts", () => {
  it.concurrent.for(["certify --only loop", "run loop", "doctor"])(
    "leaves nothing of it running: %s",
    async (command, { expect }) => {
      const adapter = ["--", process.execPath, packagePath("conformance/selftest/adapters/hangs-at-start.ts")];
      const { child, temporary, mark, ended } = start([...command.split(" "), ...adapter]);
      await expect
        .poll(() => leftovers(mark).some((found) => found.endsWith("hangs-at-start.ts")), PATIENCE)
        .toBe(true);
      await expect.poll(() => leftovers(mark).length, PATIENCE).toBe(2);

      process.kill(-(child.pid ?? 0), "SIGINT");
      const { code, stderr } = await ended;

      expect({ code, stderr }).toEqual({ code: 130, stderr: "asyncore-conformance: interrupted.\n" });
      await expect.poll(() => leftovers(mark), PATIENCE).toEqual([]);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});

describe("a reader that goes away", () => {
  it.concurrent("is no mistake of the suite's", async () => {
    const { child, ended } = start(["list"]);
    child.stdout?.destroy();

    const { code, stderr } = await ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  });
});

describe("the command line by itself", () => {
  it.concurrent("shows on standard error what there is, and exits like any other wrong usage", async () => {
    const [bare, help] = await Promise.all([start([]).ended, start(["--help"]).ended]);

    expect([bare.code, help.code, bare.stdout, help.stderr]).toEqual([2, 0, "", ""]);
    expect(bare.stderr).toBe(help.stdout);
    expect(help.stdout).toMatch(/^Usage: asyncore-conformance /);
  });
});

describe("a failure", () => {
  it.concurrent("ends with a line to copy that replays just that case", async () => {
    const module = packagePath("conformance/selftest/modules/calls-handle-connect-twice.ts");
    const certified = await start(["certify", "--only", "CONNECT-24", "--module", module]).ended;
    const explanation = certified.stdout.split("\n\n✘ ").find((text) => text.includes("CONNECT-24 (")) ?? "";
    const [, line] = explanation.match(/^Play it again: npx asyncore-conformance (.*)$/m) ?? [];

    const replayed = await start((line ?? "").split(" ")).ended;

    expect([certified.code, replayed.code]).toEqual([1, 1]);
    expect(line).toMatch(/^run connect\/[a-z-]+ --module /);
    const difference = explanation.match(/^ {2}Where the original has: .*$/m)?.[0] ?? "none";
    expect(replayed.stdout).toContain(difference);
    expect(replayed.stdout.match(/Play it again/g)).toHaveLength(1);
  });
});
