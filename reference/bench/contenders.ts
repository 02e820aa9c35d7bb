// Who runs: the reference in its ways, CPython's asyncore and asyncio, Node's own sockets, and a loop in C as the limit.
// Knows how each is started for a role; knows nothing of what is measured.

import { fileURLToPath } from "node:url";

/** What a server does: an echo, an echo of lines through asynchat or what stands for it, or being idle. */
export type Role = "echo" | "lines" | "idle";

/** One contender. */
export interface Contender {
  readonly name: string;
  /** The words that start its server in a role; null where it has none. */
  serve(role: Role): readonly string[] | null;
  /** The words that measure its pass over `channels` idle channels; null where it has no pass. */
  passes(channels: number): readonly string[] | null;
  /** How many descriptors it can serve at most. */
  readonly most?: number;
}

/** The programs contenders are made of. */
export interface Programs {
  readonly node: string;
  /** A CPython that has asyncore, or null. */
  readonly python: string | null;
  /** The compiled loop in C, or null. */
  readonly pollEcho: string | null;
}

/** What select(2) can watch, less the descriptors a process has anyway. */
const SELECT_MOST = 900;

function server(name: string): string {
  return fileURLToPath(new URL(`servers/${name}`, import.meta.url));
}

function reference(node: string, pass: string, loop: string): Contender {
  const words = (role: string) => [node, "--expose-gc", server("reference.ts"), pass, loop, role];
  return {
    name: `reference, ${pass}${loop === "async" ? ", async" : ""}`,
    serve: words,
    passes: (channels) => (loop === "async" ? null : words(`passes=${channels}`)),
    ...(pass === "select" ? { most: SELECT_MOST } : {}),
  };
}

function asyncore(python: string, pass: string): Contender {
  const words = (role: string) => [python, server("asyncore_server.py"), pass, role];
  return {
    name: `CPython asyncore, ${pass}`,
    serve: words,
    passes: (channels) => words(`passes=${channels}`),
    ...(pass === "select" ? { most: SELECT_MOST } : {}),
  };
}

/** Everybody there is with these programs. Names are unique, and are those the figures ask for. */
export function contenders({ node, python, pollEcho }: Programs): readonly Contender[] {
  const ours = ["blocking", "async"].flatMap((loop) =>
    ["select", "poll", "epoll"].map((pass) => reference(node, pass, loop)),
  );
  const pythons: readonly Contender[] =
    python === null
      ? []
      : [
          asyncore(python, "select"),
          asyncore(python, "poll"),
          { name: "CPython asyncio", serve: (role) => [python, server("asyncio_server.py"), role], passes: () => null },
        ];
  const c: Contender = {
    name: "C, poll",
    serve: (role) => (role === "echo" && pollEcho !== null ? [pollEcho] : null),
    passes: (channels) => (pollEcho === null ? null : [pollEcho, "passes", String(channels)]),
  };
  return [
    ...ours,
    ...pythons,
    { name: "node:net", serve: (role) => [node, "--expose-gc", server("node-net.ts"), role], passes: () => null },
    ...(pollEcho === null ? [] : [c]),
  ];
}
