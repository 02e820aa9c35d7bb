// What was observed while a program was played, in the order in which things began.
// Knows how observations look; knows nothing of how they are compared.

import type { ErrnoName } from "./errno.ts";
import type { EventName, Name, Op, Raised } from "./program.ts";

/**
 * A value as a trace shows it. Bytes are strings, one byte per code unit; more than 256 of them are shown by length and
 * CRC-32 (IEEE). Sockets and addresses are shown by name, or as "unnamed" and "unknown" when they have none; an address
 * outside the play is shown as it is.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | { length: number; crc32: number }
  | { socket: Name }
  | { address: string | null }
  | { pair: readonly [socket: Value, address: Value] }
  | { list: readonly Value[] }
  | { present: boolean };

/** What a peer saw when it did something. `nothing`: there was nothing to see yet. `end`: the other side will send no more. */
export type PeerSaw =
  | { saw: "nothing" | "end" | "connection" | "done" }
  | { saw: "data"; data: Value }
  | { saw: "error"; errno: ErrnoName };

/** How many calls (actions, events, system calls) this one is nested in; 0 for a step of the program. */
type Depth = number;

/** How a call ended. Neither is present when it returned nothing, or has not ended when the play was exhausted. */
interface Ending {
  returned?: Value | PeerSaw;
  raised?: Raised;
}

/** The program did something. `of` is the channel, socket, peer or other name it was done to. */
export interface ActionObservation extends Ending {
  kind: "action";
  depth: Depth;
  op: Op;
  of?: Name;
  /** How many bytes the program asked to send, for `send`, `push` and their like. */
  asked?: number;
  /** For a `timed` call of the loop. */
  waitedAtLeastTimeout?: boolean;
}

/** The implementation called an event of a channel, an object or a producer. */
export interface EventObservation extends Ending {
  kind: "event";
  depth: Depth;
  event: EventName;
  of: Name;
  args?: readonly Value[];
}

/** The implementation made a system call (scripted world only). `of` is the scripted socket or file; arguments are the call's own. */
export interface CallObservation extends Ending {
  kind: "call";
  depth: Depth;
  call: string;
  of?: Name;
  args?: readonly Value[];
}

/** The implementation printed a line, without its line end. */
export interface WrittenObservation {
  kind: "written";
  depth: Depth;
  stream: "stdout" | "stderr";
  text: string;
}

/**
 * The state of a channel after a step of the program. Recorded after each step for every constructed channel whose state
 * differs from the one recorded last, in order of construction. `maps` are the maps that hold it (in any order: the
 * suite puts "global" first and the others as they are declared). An attribute the implementation does not have is null.
 */
export interface StateObservation {
  kind: "state";
  depth: 0;
  of: Name;
  connected: boolean | null;
  accepting: boolean | null;
  connecting: boolean | null;
  closing: boolean | null;
  maps: readonly Name[];
  addr: Value;
  socket: "none" | "open" | "closed";
}

/** The budget of the play is spent: always the last observation. */
export interface ExhaustedObservation {
  kind: "exhausted";
  depth: Depth;
  by: "observations" | "depth" | "script";
}

/**
 * One observation.
 *
 * @discriminator kind
 */
export type Observation =
  | ActionObservation
  | EventObservation
  | CallObservation
  | WrittenObservation
  | StateObservation
  | ExhaustedObservation;

/**
 * What was observed, in the order in which it began; `depth` tells what happened inside what. A call's ending is written
 * in its own observation, whatever was observed in between.
 */
export type Trace = readonly Observation[];
