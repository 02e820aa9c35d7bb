// What a message costs by itself, in one process that holds both ends of every connection: the profile behind the figures.
// Knows who is counted and under which loads; knows nothing of rates.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Programs } from "./contenders.ts";
import type { MessageCost } from "./results.ts";

/** Somebody whose pass over waiting messages can be timed: the words that do so, for `active,idle`. */
interface Counted {
  readonly name: string;
  words(active: number, idle: number): readonly string[];
}

/** So many connections with a message each, beside so many idle ones. */
const LOADS = [
  { active: 50, idle: 0 },
  { active: 50, idle: 800 },
] as const;

function server(name: string): string {
  return fileURLToPath(new URL(`servers/${name}`, import.meta.url));
}

function role(active: number, idle: number): string {
  return `messages=${active},${idle}`;
}

/** `threads` is how many the process has beside the one that serves. */
function loopInC(pollEcho: string, name: string, threads: number): Counted {
  return { name, words: (active, idle) => [pollEcho, "messages", ...[active, idle, threads].map(String)] };
}

function countedOf({ node, python, pollEcho }: Programs): readonly Counted[] {
  const fromNode = ["poll", "epoll"].flatMap((pass): readonly Counted[] => [
    {
      name: `bare calls from Node, ${pass}`,
      words: (active, idle) => [node, server("bare-calls.ts"), pass, role(active, idle)],
    },
    {
      name: `reference, ${pass}`,
      words: (active, idle) => [node, server("reference.ts"), pass, "blocking", role(active, idle)],
    },
  ]);
  const inC =
    pollEcho === null
      ? []
      : [loopInC(pollEcho, "C, poll", 0), loopInC(pollEcho, "C, poll, with a second thread that does nothing", 1)];
  const original: readonly Counted[] =
    python === null
      ? []
      : [
          {
            name: "CPython asyncore, poll",
            words: (active, idle) => [python, server("asyncore_server.py"), "poll", role(active, idle)],
          },
        ];
  return [...inC, ...fromNode, ...original];
}

function measureOnce(words: readonly string[]): number {
  const [program = "", ...args] = words;
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`"${words.join(" ")}" failed. ${stderr}`);
  return (JSON.parse(stdout) as { microseconds: number }).microseconds;
}

/** Everybody in turn, as often as there are `rounds`; of each the least, since others only ever make it longer. */
export function measureMessageCosts(programs: Programs, rounds: number): readonly MessageCost[] {
  const costs = new Map<string, MessageCost>();
  for (let round = 0; round < rounds; round += 1) {
    for (const { active, idle } of LOADS) {
      for (const { name, words } of countedOf(programs)) {
        const microseconds = measureOnce(words(active, idle));
        const key = `${name} ${idle}`;
        if (microseconds < (costs.get(key)?.microseconds ?? Number.POSITIVE_INFINITY))
          costs.set(key, { contender: name, active, idle, microseconds });
      }
    }
  }
  return [...costs.values()];
}
