// One play: hands a program to an adapter, does what its peers are asked for, and adds what they saw to the trace.
// Data in, data out, but for the sockets of the peers and the time.

import type { Host } from "../../spec/host.ts";
import type { Name, Program } from "../../spec/program.ts";
import type { Observation, Trace } from "../../spec/trace.ts";
import type { Adapter, Answer, PlayOutcome } from "../adapters/adapter.ts";
import { playOutcomeOf } from "../adapters/wire.ts";
import { traceError } from "../check/trace.ts";
import { waitsError } from "../check/waits.ts";
import { Peers } from "../peers/peers.ts";

/** What belongs to one play alone: an IPv4 address out of 127.0.0.0/8 and a directory. */
export interface Place {
  readonly address: string;
  readonly directory: string;
}

/** How a play went, and the names of the addresses its peers were given (by `host:port` or path). */
export interface Play {
  readonly outcome: PlayOutcome;
  readonly addresses: ReadonlyMap<string, Name>;
}

/** Plays `program` on `adapter` at `place`, for at most `limitMs` milliseconds; `clock` gives milliseconds that never go back. */
export async function play(
  adapter: Adapter,
  program: Program,
  place: Place,
  host: Host,
  limitMs: number,
  clock: () => number = () => performance.now(),
): Promise<Play> {
  const peers = new Peers(host, place.address, place.directory);
  const begunAt = clock();
  try {
    const outcome = await adapter.play({ program, ...place }, (params) => peers.perform(params), limitMs);
    const tookMs = clock() - begunAt;
    const believed = outcome.outcome === "played" ? believe(program, outcome.trace, peers.seen, tookMs) : outcome;
    return { outcome: believed, addresses: peers.addresses };
  } finally {
    peers.close();
  }
}

/** The play of a scripted program that `answer` tells of. It has no peers, and its time is the script's. */
export function scriptedPlay(program: Program, answer: Answer): Play {
  const outcome = playOutcomeOf(answer);
  const believed = outcome.outcome === "played" ? believe(program, outcome.trace, [], 0) : outcome;
  return { outcome: believed, addresses: new Map() };
}

/** The play with the suite's own record of its peers, unless the trace contradicts itself, the peers or the time it took. */
function believe(program: Program, trace: Trace, seen: Peers["seen"], tookMs: number): PlayOutcome {
  const malformed = traceError(trace);
  if (malformed !== null) return { outcome: "garbled", reason: `its trace is malformed: ${malformed}` };
  const impossible = waitsError(program, trace, tookMs);
  return impossible === null ? splice(trace, seen) : { outcome: "garbled", reason: impossible };
}

function isPeerAction(observation: Observation): observation is Extract<Observation, { kind: "action" }> {
  return observation.kind === "action" && observation.op.startsWith("peer.");
}

/**
 * Adds to each observation of a peer action what the peer saw. That is the suite's own record: an adapter that reports
 * other peer actions than it asked for is not believed.
 */
function splice(trace: Trace, seen: Peers["seen"]): PlayOutcome {
  const told = trace.filter(isPeerAction);
  const wrong = told.findIndex(
    (observation, index) => observation.op !== seen[index]?.op || observation.of !== seen[index]?.of,
  );
  if (wrong !== -1 || told.length !== seen.length) {
    const at = wrong === -1 ? Math.min(told.length, seen.length) : wrong;
    return {
      outcome: "garbled",
      reason: `its trace disagrees with the peers: ${disagreement(told[at], seen[at], at)}`,
    };
  }
  const records = seen.values();
  const spliced = trace.map((observation) => {
    if (!isPeerAction(observation)) return observation;
    const { returned: _said, ...rest } = observation;
    const { saw } = records.next().value ?? { saw: { saw: "done" } as const };
    return saw.saw === "done" ? rest : { ...rest, returned: saw };
  });
  return { outcome: "played", trace: spliced };
}

function disagreement(
  told: { op: string; of?: Name } | undefined,
  saw: { op: string; of: Name } | undefined,
  at: number,
): string {
  const name = (action: { op: string; of?: Name } | undefined) =>
    action ? `${action.op} of "${action.of}"` : "nothing";
  return `as peer action ${at + 1} it names ${name(told)}, and asked the suite for ${name(saw)}`;
}
