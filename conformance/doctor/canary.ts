// A program that nobody has seen before: its names, its data and its length are drawn when the doctor is called. What must come
// back of it is known without any implementation, so that an answer out of a table, or of another program, gives itself away.

import type { Action, Program } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";

/** Gives a whole number from 0 to below `below`. */
export type Draw = (below: number) => number;

const LONGEST_BYTES = 200;
const MOST_SENDS = 6;

function drawName(kind: string, draw: Draw): string {
  return `${kind}-${draw(36 ** 6).toString(36)}`;
}

/** A program that `draw` decides: a channel connects to a peer, and sends several times. */
export function drawCanary(draw: Draw): Program {
  const [channel, peer] = [drawName("channel", draw), drawName("peer", draw)];
  const sends = Array.from(
    { length: 1 + draw(MOST_SENDS) },
    (): Action => ({ op: "send", channel, data: "x".repeat(1 + draw(LONGEST_BYTES)) }),
  );
  return {
    world: "loopback",
    channels: { [channel]: { base: "dispatcher" } },
    steps: [
      { op: "peer.listen", peer },
      { op: "new", channel },
      { op: "create_socket", channel, family: "inet", type: "stream" },
      { op: "connect", channel, to: peer },
      ...sends,
      { op: "close", channel },
    ],
  };
}

function inWords(op: string | undefined, of: string | undefined, asked: number | undefined): string {
  return `${of ?? "nothing"}.${op ?? "nothing"}${asked === undefined ? "" : ` of ${asked} bytes`}`;
}

/** What a step of a canary is and what is told of it, where the two differ first; null where they do not. */
export function betrayal(program: Program, trace: Trace): { readonly step: string; readonly told: string } | null {
  const isStep = (each: Observation) => each.kind === "action" && each.depth === 0;
  const told = trace.filter(isStep) as Extract<Observation, { kind: "action" }>[];
  for (const [index, action] of program.steps.entries()) {
    const of = "channel" in action ? action.channel : "peer" in action ? action.peer : undefined;
    const asked = action.op === "send" ? String(action.data).length : undefined;
    const seen = told[index];
    const [step, tells] = [inWords(action.op, of, asked), inWords(seen?.op, seen?.of, seen?.asked)];
    if (step !== tells) return { step, told: tells };
  }
  return null;
}
