// A peer that sends and receives a stream of bytes: what it received, and what it was told to send but could not yet.
// Knows streams; what its bytes go through (a socket, a pipe, a terminal) is an end's affair.

import { type Host, OsError, POLL_FLAGS, PollList } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { showBytes } from "../bytes.ts";
import { DONE, NOTHING, type Peer, seeing } from "./peer.ts";

const CHUNK_BYTES = 65536;

/** How long sent bytes may be on their way before they count as lost. */
const LONGEST_TRANSFER_MS = 2000;

/**
 * How long to wait for what was sent to arrive. Who reads may keep its acknowledgement back for 40 ms or more, and what the kernel
 * put off it does as soon as we wait: so little is enough. Who has closed answers at once, and what was lost is sent again after 200 ms.
 */
const LONGEST_ARRIVAL_MS = { underway: 1, unanswered: LONGEST_TRANSFER_MS } as const;

/** What bytes go through: the calls that are not the same for sockets, pipes and terminals. They do not block. */
export interface StreamEnd {
  readonly fd: number;
  /** Writes what is taken now, and gives how many bytes that is. */
  write(data: Uint8Array): number;
  /** At most `size` bytes (1 or more), or what there is to see instead. */
  read(size: number): Uint8Array | PeerSaw;
  /** Has the other side send what it keeps back until it hears that what it sent has arrived. */
  acknowledge?(): void;
  /** How far the other side is with what was written; where this is not known, everything has arrived. */
  arrival?(): "arrived" | keyof typeof LONGEST_ARRIVAL_MS;
  /** Closes everything it has open. */
  close(): void;
}

/** A peer with a stream. */
export class StreamPeer implements Peer {
  readonly #host: Host;
  readonly #end: StreamEnd;
  #received: Uint8Array[] = [];
  #receivedBytes = 0;
  #unsent: Uint8Array = Buffer.alloc(0);
  /** What is to happen once everything is sent. */
  #afterwards: "shutdown" | "close" | null = null;
  /** The kernel reports an error once; the peer has seen it ever after. */
  #error: PeerSaw | null = null;
  #open = true;

  constructor(host: Host, end: StreamEnd) {
    this.#host = host;
    this.#end = end;
  }

  get fd(): number {
    return this.#end.fd;
  }

  get open(): boolean {
    return this.#open && this.#afterwards !== "close";
  }

  send(data: Uint8Array, to?: unknown): void {
    if (to !== undefined) throw new Error(`peer.send has "to" for datagrams only: a stream knows where it goes`);
    this.#unsent = Buffer.concat([this.#unsent, data]);
    this.#sendUnsent();
  }

  /**
   * What was sent has arrived when the call returns, but for a busy machine: there the kernel may put it off for a moment, or
   * even lose it and send it again. What it has not taken yet is not waited for.
   */
  settle(): void {
    const begun = performance.now();
    for (;;) {
      const arrival = this.#end.arrival?.() ?? "arrived";
      if (arrival === "arrived" || performance.now() - begun >= LONGEST_ARRIVAL_MS[arrival]) return;
      this.#host.poll(PollList.of({ fd: this.fd, flags: 0 }), 1); // A reset ends it early.
    }
  }

  flush(): void {
    if (!this.#open) return;
    seeing(() => {
      this.#sendUnsent();
      if (this.#afterwards !== null) this.#endAs(this.#afterwards);
      return DONE;
    });
  }

  shutdown(): void {
    this.#endAs("shutdown");
  }

  close(): void {
    this.#endAs("close");
  }

  reset(): void {
    this.#host.resetOnClose(this.fd);
    this.release();
  }

  release(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#end.close();
  }

  receive(size: number | undefined, sent: number): PeerSaw {
    this.#awaitSent(sent);
    const stopped = this.#pumpAll(size ?? Number.POSITIVE_INFINITY);
    const all = Buffer.concat(this.#received);
    const taken = all.subarray(0, size ?? all.length);
    this.#received = [all.subarray(taken.length)];
    this.#receivedBytes -= taken.length;
    return taken.length > 0 ? { saw: "data", data: showBytes(taken) } : stopped;
  }

  holds(what: "data" | "end" | "error"): boolean {
    const stopped = this.#pumpAll(1);
    return what === "data" ? this.#receivedBytes > 0 : stopped.saw === what;
  }

  #endAs(how: "shutdown" | "close"): void {
    this.#afterwards = how;
    if (this.#unsent.length > 0) return;
    this.#afterwards = null;
    if (how === "close") this.release();
    else this.#host.shutdown(this.fd, "write");
  }

  #sendUnsent(): void {
    while (this.#unsent.length > 0) {
      try {
        this.#unsent = this.#unsent.subarray(this.#end.write(this.#unsent));
      } catch (error) {
        if (error instanceof OsError && error.code === "EAGAIN") return;
        this.#unsent = Buffer.alloc(0);
        throw error;
      }
    }
  }

  /**
   * Receives until there are `enough` bytes or there are no more, and says what there is to see instead of more: `nothing`
   * also when there are enough. More than that stays in the kernel.
   */
  #pump(enough: number): PeerSaw {
    while (this.#receivedBytes < enough) {
      const saw = this.#error ?? seeing(() => this.#read(Math.min(CHUNK_BYTES, enough - this.#receivedBytes)));
      if (saw.saw === "error") this.#error = saw;
      if (saw.saw !== "done") return saw;
    }
    return NOTHING;
  }

  /** The same, until there is also nothing more on its way. */
  #pumpAll(enough: number): PeerSaw {
    const stopped = this.#pump(enough);
    if (stopped.saw !== "nothing" || this.#receivedBytes >= enough) return stopped;
    this.#end.acknowledge?.();
    return this.#pump(enough);
  }

  #read(size: number): PeerSaw {
    const read = this.#end.read(size);
    if (!(read instanceof Uint8Array)) return read;
    this.#received.push(read);
    this.#receivedBytes += read.length;
    return DONE;
  }

  /**
   * Receives until `sent` bytes have arrived. Large data is still on its way when the sender is done: the receiver has to
   * make room first, and the kernel moves the rest when it gets to it.
   */
  #awaitSent(sent: number): void {
    const deadline = performance.now() + LONGEST_TRANSFER_MS;
    while (this.#receivedBytes < sent) {
      const stopped = this.#pump(Number.POSITIVE_INFINITY);
      const left = deadline - performance.now();
      if (this.#receivedBytes >= sent || stopped.saw !== "nothing" || left <= 0) return;
      this.#host.poll(PollList.of({ fd: this.fd, flags: POLL_FLAGS.POLLIN }), Math.ceil(left));
    }
  }
}
