// What a bench ran on: the machine and the versions of everybody, as text.
// Asks the system and the programs themselves.

import { spawnSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";
import type { Programs } from "./contenders.ts";

const GIBIBYTE = 2 ** 30;

function firstLineOf(program: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  return `${stdout ?? ""}${stderr ?? ""}`.split("\n")[0]?.trim() ?? "";
}

/** Whether others have more than half of a processor just now. */
export function isBusy(): boolean {
  const [lastMinute = 0] = loadavg();
  return lastMinute > 0.5;
}

/** What is said of the machine; `compiler` made the C programs, null when there is none. */
export function describeMachine(programs: Programs, compiler: string | null): Readonly<Record<string, string>> {
  const processors = cpus();
  return {
    processor: `${processors.length} × ${processors[0]?.model ?? "unknown"}`,
    memory: `${Math.round(totalmem() / GIBIBYTE)} GiB`,
    kernel: `Linux ${release()}`,
    "load before": loadavg()
      .map((load) => load.toFixed(2))
      .join(" "),
    Node: firstLineOf(programs.node, "--version"),
    CPython: programs.python === null ? "none with asyncore" : firstLineOf(programs.python, "--version"),
    "C compiler": compiler === null ? "none" : firstLineOf(compiler, "--version"),
  };
}
