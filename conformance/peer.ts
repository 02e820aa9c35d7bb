// One end of a wire: a real socket that never blocks, what it received, and what it was told to send but could not yet.
// Knows sockets; knows neither the names of peers nor the actions of programs.

import type { Family, Host, SocketType } from "../spec/host.ts";
import { OsError, POLL_FLAGS } from "../spec/host.ts";
import type { PeerSaw } from "../spec/trace.ts";
import { showBytes } from "./bytes.ts";

const CHUNK_BYTES = 65536;

/** How long sent bytes may be on their way before they count as lost. */
const LONGEST_TRANSFER_MS = 2000;

/** It was done, and there was nothing to see. */
export const DONE: PeerSaw = { saw: "done" };

/** There was nothing to see yet. */
export const NOTHING: PeerSaw = { saw: "nothing" };

/** Runs `call`; a failure of the system becomes something a peer saw. */
export function seeing(call: () => PeerSaw): PeerSaw {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof OsError) || error.code === null) throw error;
    return error.code === "EAGAIN" ? NOTHING : { saw: "error", errno: error.code };
  }
}

/** A peer. Whatever fails throws OsError; with nothing there to receive it sees `nothing`. */
export class Peer {
  readonly fd: number;
  readonly family: Family;
  readonly #host: Host;
  readonly #type: SocketType;
  #received: Uint8Array[] = [];
  #receivedBytes = 0;
  #unsent: Uint8Array = Buffer.alloc(0);
  /** What is to happen once everything is sent. */
  #afterwards: "shutdown" | "close" | null = null;
  #ended: PeerSaw | null = null;
  #open = true;

  constructor(host: Host, fd: number, family: Family, type: SocketType) {
    this.#host = host;
    this.fd = fd;
    this.family = family;
    this.#type = type;
    host.setBlocking(fd, false);
  }

  /** Whether anything more can be done with it. */
  get open(): boolean {
    return this.#open && this.#afterwards !== "close";
  }

  /** Sends `data`; what the kernel does not take now follows with `flush`. */
  send(data: Uint8Array): void {
    this.#unsent = Buffer.concat([this.#unsent, data]);
    this.#sendUnsent();
  }

  /** Hands what is still unsent to the kernel, as far as it takes it, and ends the peer if that was waited for. */
  flush(): void {
    if (!this.#open) return;
    seeing(() => {
      this.#sendUnsent();
      if (this.#afterwards !== null) this.#endAs(this.#afterwards);
      return DONE;
    });
  }

  /** Sends no more, once everything is sent. */
  shutdown(): void {
    this.#endAs("shutdown");
  }

  /** Closes, once everything is sent. */
  close(): void {
    this.#endAs("close");
  }

  /** Closes at once with a reset. */
  reset(): void {
    this.#host.resetOnClose(this.fd);
    this.release();
  }

  /** Closes at once. */
  release(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#host.close(this.fd);
  }

  /** Receives what is there, at most `size` bytes, after waiting until as much has arrived as the other side says it sent. */
  receive(size: number | undefined, sent: number): PeerSaw {
    this.#awaitSent(sent);
    this.#pump(size ?? Number.POSITIVE_INFINITY);
    const all = Buffer.concat(this.#received);
    const taken = all.subarray(0, size ?? all.length);
    this.#received = [all.subarray(taken.length)];
    this.#receivedBytes -= taken.length;
    if (taken.length > 0) return { saw: "data", data: showBytes(taken) };
    return this.#ended ?? NOTHING;
  }

  /** Whether it has seen `what` by now, without taking it. */
  holds(what: "data" | "end" | "error"): boolean {
    this.#pump(1);
    return what === "data" ? this.#receivedBytes > 0 : this.#ended?.saw === what;
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
        this.#unsent = this.#unsent.subarray(this.#host.send(this.fd, this.#unsent));
      } catch (error) {
        if (error instanceof OsError && error.code === "EAGAIN") return;
        this.#unsent = Buffer.alloc(0);
        throw error;
      }
    }
  }

  /** Receives until there are `enough` bytes, nothing is left, or the stream ends. More than that stays in the kernel. */
  #pump(enough: number): void {
    while (this.#receivedBytes < enough && this.#ended === null) {
      const size = this.#type === "stream" ? Math.min(CHUNK_BYTES, enough - this.#receivedBytes) : CHUNK_BYTES;
      const saw = seeing(() => {
        const chunk = this.#host.recv(this.fd, size);
        this.#received.push(chunk);
        this.#receivedBytes += chunk.length;
        return chunk.length === 0 && this.#type === "stream" ? { saw: "end" } : DONE;
      });
      if (saw.saw === "nothing") return;
      if (saw.saw !== "done") this.#ended = saw;
    }
  }

  /**
   * Receives until `sent` bytes have arrived. Large data is still on its way when the sender is done: the receiver has to
   * make room first, and the kernel moves the rest when it gets to it.
   */
  #awaitSent(sent: number): void {
    const deadline = performance.now() + LONGEST_TRANSFER_MS;
    while (this.#receivedBytes < sent) {
      this.#pump(Number.POSITIVE_INFINITY);
      const left = deadline - performance.now();
      if (this.#receivedBytes >= sent || this.#ended !== null || left <= 0) return;
      this.#host.poll([{ fd: this.fd, flags: POLL_FLAGS.POLLIN }], Math.ceil(left));
    }
  }
}
