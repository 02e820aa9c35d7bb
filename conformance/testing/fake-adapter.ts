// An adapter that is no process: plays what a test tells it to, and remembers how it was treated.
// Knows the contract of adapters; knows no transport.

import type { Capabilities, InitializeResult } from "../../spec/adapter.ts";
import type { Adapter, AdapterSource, Answer, PlayOutcome } from "../adapters/adapter.ts";

/** Somebody who can do everything. */
export const EVERYTHING: Capabilities = {
  worlds: ["loopback", "scripted"],
  bases: ["dispatcher", "dispatcher_with_send", "file_dispatcher", "async_chat"],
  pollers: ["select", "poll", "epoll"],
  families: ["inet", "inet6", "unix", "datagram", "pipe", "terminal"],
  passes: true,
  nesting: true,
  peersInReactions: true,
  collects: true,
  python: true,
};

/** Who a fake adapter says it is. */
export function identityWith(capabilities: Partial<Capabilities> = {}): InitializeResult {
  return {
    protocolVersion: 1,
    implementation: { name: "CPython asyncore", version: "3.11.7", language: "Python" },
    adapter: { version: "1" },
    capabilities: { ...EVERYTHING, ...capabilities },
  };
}

/** A source of fake adapters that counts how often they were started and how they ended. */
export interface FakeSource extends AdapterSource {
  readonly started: () => number;
  readonly ended: readonly string[];
}

const NO_SUCH_METHOD: Answer = { answer: "error", code: -32601, message: "there is no such method" };

/** The answer that leads to such an outcome. */
function answerOf(outcome: PlayOutcome): Answer {
  if (outcome.outcome === "played") return { answer: "result", result: { trace: outcome.trace } };
  if (outcome.outcome === "timed-out") return { answer: "late", limitMs: outcome.limitMs };
  if (outcome.outcome === "refused") return { answer: "error", code: -32603, message: outcome.reason };
  return { answer: outcome.outcome === "crashed" ? "closed" : "garbled", reason: outcome.reason };
}

/**
 * Adapters that all play as `play` says, which is told the number of the adapter, 1 for the first; and answer any other
 * request, a probe for example, as `ask` says.
 */
export function fakeSource(
  play: (...args: [...Parameters<Adapter["play"]>, number]) => PlayOutcome | Promise<PlayOutcome>,
  identity: InitializeResult = identityWith(),
  ask: (method: string, params: unknown) => Answer = () => NO_SUCH_METHOD,
): FakeSource {
  let started = 0;
  const ended: string[] = [];
  const start = async (): Promise<Adapter> => {
    started += 1;
    const number = started;
    return {
      identity,
      play: async (...args) => play(...args, number),
      playAll: async (all, limitMs) => {
        const outcomes = await Promise.all(all.map((params) => play(params, () => ({}), limitMs, number)));
        return outcomes.map(answerOf);
      },
      ask: async (method, params) => ask(method, params),
      askAll: async (method, all) => all.map((params) => ask(method, params)),
      lastWords: () => [`last words of ${number}`],
      stop: async () => void ended.push(`${number} stopped`),
      kill: () => void ended.push(`${number} killed`),
    };
  };
  return { words: ["fake"], start, started: () => started, ended };
}
