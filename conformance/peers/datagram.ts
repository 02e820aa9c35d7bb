// A peer that sends and receives datagrams, each as a whole: one that is empty is there all the same, and nothing ever ends.
// Knows datagrams over IP and in the local domain; knows nothing of streams.

import { sendTo } from "../../reference/posix/datagrams.ts";
import type { Family, Host, SocketAddress } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { showBytes } from "../bytes.ts";
import { isReported, type Peer } from "./peer.ts";

/** More than the largest datagram the kernel carries without being told to: what does not fit would be cut off unseen. */
const LARGEST_BYTES = 262_144;

/** A peer with a datagram socket of `family`. There is nothing to flush: the kernel takes a datagram or does not. */
export class DatagramPeer implements Peer {
  readonly fd: number;
  readonly #host: Host;
  readonly #family: Family;
  #open = true;

  constructor(host: Host, fd: number, family: Family) {
    this.#host = host;
    this.fd = fd;
    this.#family = family;
    host.setBlocking(fd, false);
  }

  get open(): boolean {
    return this.#open;
  }

  send(data: Uint8Array, to?: SocketAddress): void {
    if (to === undefined) this.#host.send(this.fd, data);
    else sendTo(this.fd, this.#family, data, to);
  }

  flush(): void {}

  /** A datagram is there as soon as it was sent. */
  settle(): void {}

  /** Receives one datagram. On loopback it is there as soon as it was sent; of a longer one than `size` the rest is lost. */
  receive(size: number | undefined): PeerSaw {
    const datagram = this.#host.recv(this.fd, LARGEST_BYTES);
    return { saw: "data", data: showBytes(Buffer.from(datagram).subarray(0, size)) };
  }

  /** An error is that nobody was there to receive an earlier datagram. */
  holds(what: "data" | "end" | "error"): boolean {
    if (what === "end") return false;
    return isReported(this.#host, this.fd, what === "data" ? "POLLIN" : "POLLERR");
  }

  shutdown(): void {
    this.#host.shutdown(this.fd, "write");
  }

  close(): void {
    this.release();
  }

  /** A datagram socket has nobody to reset: it closes. */
  reset(): void {
    this.release();
  }

  release(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#host.close(this.fd);
  }
}
