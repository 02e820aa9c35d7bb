// What the adapters have in common that are broken before anything is played: they shake hands, and refuse every program.
// Knows the messages; how lines are read is each one's own affair, and so is what it makes of parameters.

import { say } from "./relay.ts";

const IDENTITY = {
  protocolVersion: 1,
  implementation: { name: "nothing", version: "0", language: "TypeScript" },
  adapter: { version: "1" },
  capabilities: {
    worlds: ["loopback"],
    bases: ["dispatcher"],
    pollers: ["select"],
    families: ["inet"],
    passes: true,
    nesting: false,
    peersInReactions: false,
    collects: false,
    python: false,
  },
};

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: { readonly program: { readonly steps: readonly { readonly op: string }[] } };
}

/** The answer to the message in `line`. Throws what JSON throws, and for a program that is none. */
export function answerTo(line: string): string {
  const { id, method, params } = JSON.parse(line) as Request;
  const answer = (rest: object) => `${JSON.stringify({ jsonrpc: "2.0", id, ...rest })}\n`;
  if (method === "initialize") return answer({ result: IDENTITY });
  if (method === "shutdown") return answer({ result: null });
  if (method !== "play") return answer({ error: { code: -32601, message: `there is no method ${method}` } });
  const unsupported = params?.program.steps[0]?.op ?? "nothing";
  return answer({ error: { code: -32000, message: `cannot play ${unsupported}`, data: { unsupported } } });
}

/** Answers the message in `line` at once. Throws what `answerTo` throws. */
export function serve(line: string): void {
  say(answerTo(line));
}
