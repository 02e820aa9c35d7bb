// Whether progress is shown on a terminal, and not on one that has no width: there is no line to rewrite there.

import { spawn, spawnSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { posixHost as host } from "../reference/posix/index.ts";
import { openTerminal } from "../reference/posix/special-files.ts";
import { packagePath } from "./package-path.ts";

const CERTIFY = [packagePath("conformance/bin.js"), "certify", "--only", "loop/returns-at-once-on-an-empty-map"];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cli-terminal-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What there is to read at the far end of a terminal now. */
function readAll(fd: number): string {
  try {
    return Buffer.from(host.read(fd, 65536)).toString();
  } catch {
    return "";
  }
}

/** What certifying one scenario shows on a terminal of `columns` columns, and how it ends. */
async function shownOn(columns: number): Promise<{ code: number | null; shown: string }> {
  const terminal = openTerminal();
  const slave = openSync(terminal.path, constants.O_RDWR | constants.O_NOCTTY);
  spawnSync("stty", ["cols", String(columns)], { stdio: [slave, "ignore", "ignore"] });
  const child = spawn(process.execPath, [...CERTIFY, "--out", String(columns)], {
    ...{ cwd: folder, stdio: ["ignore", "ignore", slave] },
    ...{ timeout: 30_000, killSignal: "SIGKILL" }, // Rewriting a line of no width once took for ever.
  });
  let shown = "";
  const reading = setInterval(() => {
    shown += readAll(terminal.fd);
  }, 5);
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  clearInterval(reading);
  shown += readAll(terminal.fd);
  closeSync(slave);
  host.close(terminal.fd);
  return { code, shown };
}

it("is a line that is rewritten where there is a width, and nothing where there is none", async () => {
  const [wide, none] = await Promise.all([shownOn(80), shownOn(0)]);

  expect(wide.shown).toContain("1 of 1: loop/returns-at-once-on-an-empty-map");
  expect(none).toEqual({ code: wide.code, shown: "" });
});
