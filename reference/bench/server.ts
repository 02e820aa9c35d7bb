// A contender's server as a child process: started, found at its port, looked at and ended.
// Knows processes; knows nothing of loads.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const KIBIBYTE = 1024;

/** A server that listens. */
export interface Server extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
}

/** The first line `child` writes. Throws an Error with its last words when it ends before. */
export async function firstLine(child: ChildProcess, words: readonly string[]): Promise<string> {
  let complaints = "";
  child.stderr?.on("data", (data) => {
    complaints += data;
  });
  if (child.stdout === null) throw new Error("a child without an output says nothing");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error(`"${words.join(" ")}" ended without a word. ${complaints}`);
}

/** Starts the server that `words` start. It says its port first. */
export async function startServer(words: readonly string[]): Promise<Server> {
  const [program = "", ...args] = words;
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  const port = Number(await firstLine(child, words));
  const dispose = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { pid: child.pid ?? 0, port, [Symbol.asyncDispose]: dispose };
}

/** The memory in bytes that process `pid` has of its own: pages that are no file's. */
export function ownMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * KIBIBYTE;
}
