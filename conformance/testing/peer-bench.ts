// The peers of one play on a bench: real sockets of ours at the other ends of their wires, and nobody's implementation.
// Knows how to reach peers and to read what they send; expects nothing of them.

import { posixHost as host } from "../../reference/posix/index.ts";
import type { PeerResult } from "../../spec/adapter.ts";
import type { Family, Host, SocketAddress } from "../../spec/host.ts";
import type { PeerAction } from "../../spec/program.ts";
import { Peers } from "../peers/peers.ts";
import { Places } from "../play/places.ts";
import type { Place } from "../play/play.ts";

/** What many peer actions see. */
export const DONE = { saw: "done" };
export const NOTHING = { saw: "nothing" };
export const BAD = { saw: "error", errno: "EBADF" };

/** Everything the socket has to give now, and whether that is the end or an error. */
export function readAll(fd: number): string {
  let text = "";
  for (;;) {
    try {
      const chunk = host.recv(fd, 65536);
      if (chunk.length === 0) return `${text}<end>`;
      text += Buffer.from(chunk).toString("latin1");
    } catch (error) {
      const { code } = error as { code?: string };
      return code === "EAGAIN" ? text : `${text}<${code}>`;
    }
  }
}

/** Peers at an address and in a directory of their own, and the sockets that were opened to meet them. */
export class PeerBench {
  readonly #places = new Places();
  readonly #open: number[] = [];
  readonly place: Place = this.#places.next(false);
  #peers = new Peers(host, this.place.address, this.place.directory);

  get peers(): Peers {
    return this.#peers;
  }

  /** From now on the peers, all new ones, live on another host. */
  moveTo(other: Host): void {
    this.#peers.close();
    this.#peers = new Peers(other, this.place.address, this.place.directory);
  }

  act(action: PeerAction, more: { address?: SocketAddress; sent?: number } = {}): PeerResult {
    return this.#peers.perform({ action, ...more } as Parameters<Peers["perform"]>[0]);
  }

  saw(peer: string, what: string): boolean | undefined {
    return this.#peers.perform({ action: { op: "peer.saw", peer, saw: what } }).holds;
  }

  /** The implementation's end of a wire: a plain socket that does not block. */
  socketTo(address: SocketAddress | undefined, family: Family = "inet"): number {
    const fd = this.#socket(family);
    host.connect(fd, family, address ?? ["", 0]);
    return fd;
  }

  /** Closes `fd` when the test ends. */
  keep(fd: number): void {
    this.#open.push(fd);
  }

  hangUp(fd: number): void {
    this.#open.splice(this.#open.indexOf(fd), 1);
    host.close(fd);
  }

  /** A connection between a socket of ours and the peer "wire". */
  connection(): number {
    const { local } = this.act({ op: "peer.listen", peer: "server" });
    const fd = this.socketTo(local);
    this.act({ op: "peer.accept", peer: "server", as: "wire" });
    return fd;
  }

  listener(): { fd: number; address: SocketAddress } {
    const fd = this.#socket("inet");
    host.bind(fd, "inet", [this.place.address, 0]);
    host.listen(fd, 4);
    return { fd, address: host.getSocketName(fd) };
  }

  close(): void {
    this.#peers.close();
    for (const fd of this.#open.splice(0)) host.close(fd);
    this.#places.release();
  }

  #socket(family: Family): number {
    const fd = host.socket(family, "stream");
    this.keep(fd);
    host.setBlocking(fd, false);
    return fd;
  }
}
