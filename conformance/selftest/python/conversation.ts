// A conversation with the Python adapter without a suite: all messages are written at once, the answers of peers included.
// Knows how to start the adapter and how to shorten a trace; judges nothing.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { TARGETS } from "../../../spec/clause.ts";
import type { Program, Raised } from "../../../spec/program.ts";
import type { Observation, Trace } from "../../../spec/trace.ts";
import { findInterpreters, PYTHON_ADAPTER } from "../../adapters/python.ts";

/** A message of the adapter: an answer, or a request for a peer. */
export interface Message {
  readonly id: number | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: { readonly trace: Trace } & Record<string, unknown>;
  readonly error?: { readonly code: number; readonly data?: { readonly unsupported: string } };
}

/** What an adapter wrote, and how it ended. */
export interface Conversation {
  readonly messages: readonly Message[];
  readonly stderr: string;
  readonly status: number | null;
}

/** A program of the loopback world. */
export type LoopbackProgram = Omit<Program, "world">;

/** The address of every play here: nothing of one play meets another's, because ports are the kernel's choice. */
export const ADDRESS = "127.77.7.7";

/** Two connected sockets, one of them in a channel: all a program without peers needs. */
export const PAIR = [
  { op: "socket.pair", as: ["near", "far"] },
  { op: "new", channel: "channel", socket: "near" },
] as const;

/** The interpreters of this machine, by target. Whoever looks for them is told aloud which are missing. */
export function interpretersToTest(): [target: string, python: string][] {
  const found = findInterpreters(process.env);
  const missing = TARGETS.filter((target) => !found.has(target));
  if (missing.length > 0) console.warn(`NOT TESTED on CPython ${missing.join(", ")}: no such interpreter was found.`);
  return [...found];
}

/** Starts `script` (the adapter) with `args`, writes all of `messages` (text as it is) and waits until it ends. */
export function converse(
  python: string,
  messages: readonly unknown[],
  {
    env = {},
    script = PYTHON_ADAPTER,
    args = [],
  }: { env?: Record<string, string>; script?: string; args?: string[] } = {},
): Conversation {
  const input = messages
    .map((message) => `${typeof message === "string" ? message : JSON.stringify(message)}\n`)
    .join("");
  const { stdout, stderr, status } = spawnSync(python, [script, ...args], {
    input,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  const lines = stdout.split("\n").slice(0, -1);
  return { messages: lines.map((line) => JSON.parse(line) as Message), stderr, status };
}

/** A directory that is there until the test ends. */
export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "asyncore-conformance-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** The request to play `program`, in a directory of its own. */
export function playing(program: LoopbackProgram, id = 1) {
  return {
    jsonrpc: "2.0",
    id,
    method: "play",
    params: { program: { world: "loopback", ...program }, address: ADDRESS, directory: freshDirectory() },
  };
}

/** Asks one adapter that stays, and that ends with the process of the tests: its input ends then. */
type Asking = (message: unknown) => Promise<Message>;

const stayed = new Map<string, Asking>();

function staying(python: string): Asking {
  const { stdin, stdout } = spawn(python, [PYTHON_ADAPTER], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async (message) => {
    stdin.write(`${JSON.stringify(message)}\n`);
    const { value: line } = await lines.next();
    if (line === undefined) throw new Error("the adapter ended before it answered");
    return JSON.parse(line) as Message;
  };
}

/** The trace `program` leaves, which asks no peer, when it is played after those of the tests before. */
export async function play(python: string, program: LoopbackProgram): Promise<Trace> {
  const ask = stayed.get(python) ?? staying(python);
  stayed.set(python, ask);
  const answer = await ask(playing(program));
  if (answer.result === undefined) throw new Error(`no trace: ${JSON.stringify(answer)}`);
  return answer.result.trace;
}

/** An observation in a few words: its depth, what it is, what it was done to and how it ended. */
export function told(observation: Observation): string {
  const { depth, kind, ...rest } = observation;
  const { of, op, event, returned, raised } = rest as { returned?: unknown; raised?: Raised } & Record<string, unknown>;
  const ending = raised === undefined ? [JSON.stringify(returned)] : [raised.kind, raised.errno, raised.text];
  return [depth, kind, op, event, of, ...ending].filter((word) => word !== undefined).join(" ");
}

/** A trace in a few words, without the states of channels. */
export function calls(trace: Trace): string[] {
  return trace.filter(({ kind }) => kind !== "state").map(told);
}
