// A throw-away adapter that behaves as its first argument says: well, or in one of the ways in which adapters misbehave.
// Knows the messages and nothing else; no play of it observes anything.

import { spawn } from "node:child_process";
import { LineReader } from "../lines.ts";

const IDENTITY = {
  protocolVersion: 1,
  implementation: { name: "nothing", version: "1", language: "none" },
  adapter: { version: "1" },
  capabilities: {
    ...{ worlds: ["loopback"], bases: ["dispatcher"], pollers: ["select"], families: ["inet"] },
    ...{ passes: true, nesting: true, peersInReactions: true, collects: false, python: false },
  },
};

const [, , behaviour, ...rest] = process.argv;
const results: Record<string, unknown> = { initialize: IDENTITY, play: { trace: [] }, shutdown: null };

function write(text: string): void {
  process.stdout.write(text);
}

function answer(id: number, result: unknown): void {
  write(`${JSON.stringify({ jsonrpc: "2.0", id, result })}\n`);
}

/** A child that holds our standard streams and lives until it is ended, or ten seconds. */
function fork(detached: boolean): void {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 10_000)"], { stdio: "inherit", detached });
  process.stderr.write(`forked ${child.pid}\n`);
}

/** What each behaviour does before anything is asked. */
const AT_START: Record<string, () => void> = {
  exits: () => {
    process.stderr.write("no asyncore\u001b[31m here\n");
    process.exit(3);
  },
  floods: () => process.stderr.write(`${"flood\n".repeat(200_000)}${"x".repeat(1_000_000)}\nlast`),
  forks: () => fork(false),
  escapes: () => fork(true),
  stubborn: () => {
    process.on("SIGTERM", () => process.stderr.write("no\n"));
    setInterval(() => {}, 1000);
  },
  says: () => process.stderr.write(`${JSON.stringify(rest)}\n`),
};

/** What each behaviour does instead of answering a play. */
const IN_PLAY: Record<string, (id: number) => void> = {
  forks: () => process.exit(1),
  escapes: () => process.exit(1),
  crashes: () => process.kill(process.pid, "SIGSEGV"),
  hangs: () => {},
  raves: () => write("what am I doing here\n"),
  "stops-in-a-line": (id) => {
    write(`{"jsonrpc":"2.0","id":${id},"resu`);
    process.exit(0);
  },
  "writes-without-end": () => write("x".repeat(65 * 1024 * 1024)),
  "answers-and-exits": (id) => {
    answer(id, { trace: [] });
    process.exit(0);
  },
};

AT_START[behaviour ?? ""]?.();
if (behaviour === "never-answers") setInterval(() => {}, 1000);
else {
  const lines = new LineReader(
    (line) => {
      const { id, method } = JSON.parse(line) as { id: number; method: string };
      if (behaviour === "stubborn" && method === "shutdown") return;
      if (behaviour === "polite" && method === "shutdown") process.stderr.write("goodbye\n");
      if (behaviour === "speaks-version-2" && method === "initialize") answer(id, { ...IDENTITY, protocolVersion: 2 });
      else if (method === "play" && behaviour !== undefined && behaviour in IN_PLAY) IN_PLAY[behaviour]?.(id);
      else answer(id, results[method]);
    },
    () => {},
  );
  process.stdin.on("data", (chunk: Buffer) => lines.push(chunk));
}
