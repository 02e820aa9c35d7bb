// An adapter that means harm, as its first argument says: by size, by bytes, by nesting, by names, by what it would have
// a terminal or a browser do, by time, by children. Shakes hands like anybody else; knows nothing of any implementation.

import { spawn } from "node:child_process";
import { LineReader } from "../lines.ts";

/** Would clear a terminal, name its window, turn text around, and run in a page. */
const EVIL = {
  ansi: "\u001b[2J\u001b]0;owned\u0007\u009b31m\r\u202e",
  html: `<script>document.title = "owned"</script><img src=x onerror="document.title = 'owned'">"'&amp;`,
} as const;

const [, , harm = ""] = process.argv;
const [language = "", place = ""] = harm.split(" in ");
const evil = language === "ansi" || language === "html" ? EVIL[language] : "hostile";

const IDENTITY = {
  protocolVersion: 1,
  implementation: { name: evil, version: evil, language: evil, homepage: evil, variant: evil },
  adapter: { version: evil },
  capabilities: {
    ...{ worlds: ["loopback"], bases: ["dispatcher"], pollers: ["select"], families: ["inet"] },
    ...{ passes: true, nesting: true, peersInReactions: true, collects: false, python: false },
  },
};

function write(text: string | Buffer): void {
  process.stdout.write(text);
}

function answerText(id: number, result: string): string {
  return `{"jsonrpc":"2.0","id":${id},"result":${result}}\n`;
}

function written(text: string): object {
  return { kind: "written", depth: 0, stream: "stdout", text };
}

/** Twenty children that ignore SIGTERM and hold our pipes. */
function bomb(): void {
  const idle = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 60_000); process.stderr.write("up\\n");';
  for (let child = 0; child < 20; child += 1) spawn(process.execPath, ["-e", idle], { stdio: "inherit" });
}

/** What each does when it is asked to play. */
const PLAYS: Record<string, (id: number) => void> = {
  "a long line": () => write(`${"x".repeat(10_000_000)}\n`),
  "a long text": (id) => write(answerText(id, JSON.stringify({ trace: [written("x".repeat(10_000_000))] }))),
  "invalid bytes": (id) => {
    const text = answerText(id, JSON.stringify({ trace: [written("BYTES")] }));
    write(Buffer.from(text.replace("BYTES", "\u00ff\u00fe\u00c3("), "latin1"));
  },
  nesting: (id) => write(answerText(id, `{"trace":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)),
  "nested objects": (id) => write(answerText(id, `{"trace":[${'{"kind":'.repeat(100_000)}1${"}".repeat(100_000)}]}`)),
  __proto__: (id) =>
    write(answerText(id, `{"__proto__":{"polluted":1},"trace":[{"__proto__":{"polluted":1},"kind":"written"}]}`)),
  "names of members": (id) =>
    write(
      answerText(id, JSON.stringify({ trace: [{ kind: "event", depth: 0, event: "handle_read", of: "__proto__" }] })),
    ),
  late: (id) => void setTimeout(() => write(answerText(id, '{"trace":[]}')), 1500),
  children: () => bomb(),
};

/** Whoever brings evil strings brings them to every place there is in a line, a trace, or an error. */
function playEvil(id: number): void {
  process.stderr.write(`${evil}\n`);
  const event = { kind: "event", depth: 0, event: "handle_read", of: "victim", args: [evil] };
  const raised = { kind: "action", depth: 0, op: "loop", raised: { kind: "other", text: evil } };
  if (place === "errors")
    write(`{"jsonrpc":"2.0","id":${id},"error":{"code":-32000,"message":${JSON.stringify(evil)}}}\n`);
  else if (place === "traces") write(answerText(id, JSON.stringify({ trace: [written(evil), event, raised] })));
  else write(`${evil}\n`);
}

const lines = new LineReader(
  (line) => {
    const { id, method } = JSON.parse(line) as { id: number; method: string };
    if (method === "initialize") write(answerText(id, JSON.stringify(IDENTITY)));
    else if (method === "play") (PLAYS[harm] ?? playEvil)(id);
    else write(answerText(id, "null"));
  },
  () => {},
);
process.stdin.on("data", (chunk: Buffer) => lines.push(chunk));
