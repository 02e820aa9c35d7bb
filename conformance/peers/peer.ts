// One end of a wire as the peers of a play handle it, and how what the system says becomes something that was seen.
// Knows what any end can be asked for; what each kind is made of is in the files peer-*.

import { type Host, OsError, POLL_FLAGS, type PollFlag, PollList, type SocketAddress } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";

/** It was done, and there was nothing to see. */
export const DONE: PeerSaw = { saw: "done" };

/** There was nothing to see yet. */
export const NOTHING: PeerSaw = { saw: "nothing" };

/** The other side will send no more. */
export const END: PeerSaw = { saw: "end" };

/** One end of a wire. It never waits for what the other side may or may not do, and whatever fails throws OsError. */
export interface Peer {
  readonly fd: number;
  /** Whether anything more can be done with it. */
  readonly open: boolean;
  /** Sends `data`, a datagram also to an address. Of a stream, what the kernel does not take now follows with `flush`. */
  send(data: Uint8Array, to?: SocketAddress): void;
  /** Waits until what it sent has arrived, as far as the system can tell and within bounds. */
  settle(): void;
  /** Hands what is still unsent to the kernel, as far as it takes it, and ends the peer if that was waited for. */
  flush(): void;
  /** Receives at most `size` bytes of what is there, once as much has arrived as the other side says it `sent`. */
  receive(size: number | undefined, sent: number): PeerSaw;
  /** Whether it has seen `what` by now, without taking it. */
  holds(what: "data" | "end" | "error"): boolean;
  /** Sends no more, once everything is sent. */
  shutdown(): void;
  /** Closes, once everything is sent. */
  close(): void;
  /** Closes at once with a reset. */
  reset(): void;
  /** Closes at once. */
  release(): void;
}

/** Runs `call`; a failure of the system becomes something a peer saw. */
export function seeing(call: () => PeerSaw): PeerSaw {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof OsError) || error.code === null) throw error;
    return error.code === "EAGAIN" ? NOTHING : { saw: "error", errno: error.code };
  }
}

/** Whether poll(2) reports `flag` of a descriptor now. */
export function isReported(host: Host, fd: number, flag: PollFlag): boolean {
  const [entry] = host.poll(PollList.of({ fd, flags: POLL_FLAGS[flag] }), 0);
  return entry !== undefined && (entry.flags & POLL_FLAGS[flag]) !== 0;
}
