// The suite's own ends of the wires of one play: real sockets that do what remotes do, and never block.
// Knows sockets and peer actions; knows nothing of the implementation at the other end.

import type { PeerParams, PeerResult } from "../spec/adapter.ts";
import type { Family, Host, SocketAddress, SocketType } from "../spec/host.ts";
import { OsError, POLL_FLAGS } from "../spec/host.ts";
import type { Name, PeerAction } from "../spec/program.ts";
import type { PeerSaw } from "../spec/trace.ts";
import { bytesOf, showBytes } from "./bytes.ts";

const CHUNK_BYTES = 65536;
const DEFAULT_BACKLOG = 16;

/** What a peer is: a descriptor, and what it received and was told to send but could not yet. */
interface Peer {
  readonly fd: number;
  readonly family: Family;
  open: boolean;
  received: Uint8Array[];
  unsent: Uint8Array;
  ended: PeerSaw | null;
}

type Act<Op extends PeerAction["op"]> = Extract<PeerAction, { op: Op }>;

const DONE: PeerSaw = { saw: "done" };
const NOTHING: PeerSaw = { saw: "nothing" };

/** How long sent bytes may be on their way before they count as lost. */
const LONGEST_TRANSFER_MS = 2000;

function lengthOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

/** Runs `call`; a failure of the system becomes something a peer saw. */
function seeing(call: () => PeerSaw): PeerSaw {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof OsError) || error.code === null) throw error;
    return error.code === "EAGAIN" ? NOTHING : { saw: "error", errno: error.code };
  }
}

/** The peers of one play, by name. `address` is the play's own IPv4 address. */
export class Peers {
  readonly #host: Host;
  readonly #address: string;
  readonly #directory: string;
  readonly #peers = new Map<Name, Peer>();
  readonly #badDescriptor = 9;
  readonly #pendingAccepts = new Map<Name, { fd: number }[]>();
  /** What each action saw, in order; the suite's own record, spliced into the trace. */
  readonly seen: { op: PeerAction["op"]; of: Name; saw: PeerSaw }[] = [];
  /** The names of the addresses peers were given, by `host:port` or path. The play's directory itself has the name "". */
  readonly addresses = new Map<string, Name>();

  constructor(host: Host, address: string, directory: string) {
    this.#host = host;
    this.#address = address;
    this.#directory = directory;
    this.addresses.set(`${directory}/`, "");
  }

  /** Does one action and says what the peer saw. Throws Error for an action that makes no sense here. */
  perform({ action, address, sent = 0 }: PeerParams): PeerResult {
    for (const peer of this.#peers.values()) this.#flush(peer);
    if (action.op === "peer.saw") return { holds: this.#holds(action.peer, action.saw) };
    let rest: PeerResult = {};
    const saw = seeing(() => {
      const done = this.#do(action, address, sent);
      rest = done;
      return done.saw;
    });
    this.seen.push({ op: action.op, of: action.peer, saw });
    return { ...rest, saw };
  }

  /** Closes every peer. */
  close(): void {
    for (const peer of this.#peers.values()) this.#release(peer);
    for (const { fd } of [...this.#pendingAccepts.values()].flat()) this.#host.close(fd);
    this.#pendingAccepts.clear();
  }

  #do(action: PeerAction, address: SocketAddress | undefined, sent: number): PeerResult & { saw: PeerSaw } {
    switch (action.op) {
      case "peer.listen":
        return this.#listen(action);
      case "peer.bind":
        return this.#bind(action);
      case "peer.accept":
        return { saw: this.#accept(action) };
      case "peer.connect":
        return this.#connect(action, address);
      case "peer.send":
        return { saw: this.#send(action) };
      case "peer.recv":
        return { saw: this.#recv(action, sent) };
      case "peer.urgent":
        return { saw: this.#with(action.peer, ({ fd }) => void this.#host.sendUrgent(fd, bytesOf(action.data))) };
      case "peer.shutdown":
        return { saw: this.#with(action.peer, ({ fd }) => this.#host.shutdown(fd, "write")) };
      case "peer.close":
        return { saw: this.#with(action.peer, (peer) => this.#release(peer)) };
      case "peer.reset":
        return { saw: this.#with(action.peer, (peer) => this.#reset(peer)) };
      case "peer.buffer":
        return { saw: this.#buffer(action) };
      default:
        throw new Error(`this suite's peers cannot do ${action.op} yet`);
    }
  }

  #with(name: Name, call: (peer: Peer) => void): PeerSaw {
    call(this.#named(name));
    return DONE;
  }

  /** The peer of that name. One that never came to be, for instance because nobody connected, is like a closed one. */
  #named(name: Name): Peer {
    const peer = this.#peers.get(name);
    if (!peer?.open) throw new OsError("EBADF", this.#badDescriptor, `there is no open peer "${name}"`);
    return peer;
  }

  #open(name: Name, fd: number, family: Family): Peer {
    this.#host.setBlocking(fd, false);
    const peer: Peer = { fd, family, open: true, received: [], unsent: new Uint8Array(0), ended: null };
    const before = this.#peers.get(name);
    if (before !== undefined) this.#release(before);
    this.#peers.set(name, peer);
    return peer;
  }

  #bound(name: Name, family: Family, type: SocketType): Peer {
    const peer = this.#open(name, this.#host.socket(family, type), family);
    if (family !== "unix") this.#host.setSocketOption(peer.fd, "SO_REUSEADDR", 1);
    this.#host.bind(peer.fd, family, this.#freshAddress(name, family));
    return peer;
  }

  #freshAddress(name: Name, family: Family): SocketAddress {
    if (family === "unix") return `${this.#directory}/${name}`;
    return [family === "inet6" ? "::1" : this.#address, 0];
  }

  /** Where the peer is, remembered under its name. */
  #local(name: Name, peer: Peer): SocketAddress {
    const local = this.#host.getSocketName(peer.fd);
    this.addresses.set(typeof local === "string" ? local : local.join(":"), name);
    return local;
  }

  #listen({ peer: name, family = "inet", backlog = DEFAULT_BACKLOG }: Act<"peer.listen">) {
    const peer = this.#bound(name, family, "stream");
    this.#host.listen(peer.fd, backlog);
    return { saw: DONE, local: this.#local(name, peer) };
  }

  #bind({ peer: name, family = "inet", type = "stream" }: Act<"peer.bind">) {
    return { saw: DONE, local: this.#local(name, this.#bound(name, family, type)) };
  }

  #accept({ peer: name, as }: Act<"peer.accept">): PeerSaw {
    const listener = this.#named(name);
    const { fd } = this.#pendingAccepts.get(name)?.shift() ?? this.#host.accept(listener.fd);
    this.#open(as, fd, listener.family);
    return { saw: "connection" };
  }

  #connect(
    { peer: name, to, family = "inet", type = "stream" }: Act<"peer.connect">,
    address: SocketAddress | undefined,
  ) {
    const target = address ?? this.#host.getSocketName(this.#named(to).fd);
    const peer =
      family === "unix" ? this.#open(name, this.#host.socket(family, type), family) : this.#bound(name, family, type);
    const code = this.#host.connect(peer.fd, family, target);
    const saw = this.#connectOutcome(peer, code);
    return family === "unix" ? { saw } : { saw, local: this.#local(name, peer) };
  }

  #connectOutcome(peer: Peer, code: number): PeerSaw {
    if (code === 0) return { saw: "connection" };
    const first = this.#host.nameError(code);
    if (first !== "EINPROGRESS" && first !== null) return { saw: "error", errno: first };
    if (this.#host.poll([{ fd: peer.fd, flags: POLL_FLAGS.POLLOUT }], 0).length === 0) return NOTHING;
    const errno = this.#host.nameError(this.#host.getSocketOption(peer.fd, "SO_ERROR"));
    return errno === null ? { saw: "connection" } : { saw: "error", errno };
  }

  #send({ peer: name, data }: Act<"peer.send">): PeerSaw {
    const peer = this.#named(name);
    peer.unsent = Buffer.concat([peer.unsent, bytesOf(data)]);
    this.#sendUnsent(peer);
    return DONE;
  }

  /** Hands what is still unsent to the kernel, as far as it takes it: the rest follows with the next action of any peer. */
  #sendUnsent(peer: Peer): void {
    while (peer.unsent.length > 0) {
      try {
        peer.unsent = peer.unsent.subarray(this.#host.send(peer.fd, peer.unsent));
      } catch (error) {
        if (error instanceof OsError && error.code === "EAGAIN") return;
        peer.unsent = new Uint8Array(0);
        throw error;
      }
    }
  }

  #flush(peer: Peer): void {
    if (!peer.open || peer.unsent.length === 0) return;
    seeing(() => {
      this.#sendUnsent(peer);
      return DONE;
    });
  }

  #recv({ peer: name, size }: Act<"peer.recv">, sent: number): PeerSaw {
    const peer = this.#named(name);
    this.#awaitSent(peer, sent);
    this.#pump(peer, size ?? Number.POSITIVE_INFINITY);
    const all = Buffer.concat(peer.received);
    const taken = all.subarray(0, size ?? all.length);
    peer.received = [all.subarray(taken.length)];
    if (taken.length > 0) return { saw: "data", data: showBytes(taken) };
    return peer.ended ?? NOTHING;
  }

  /** Receives what the kernel has, until there are `enough` bytes, nothing is left, or the stream ends. */
  #pump(peer: Peer, enough: number): void {
    let have = lengthOf(peer.received);
    while (have < enough && peer.ended === null) {
      const saw = seeing(() => {
        const chunk = this.#host.recv(peer.fd, CHUNK_BYTES);
        peer.received.push(chunk);
        have += chunk.length;
        return chunk.length === 0 ? { saw: "end" } : DONE;
      });
      if (saw.saw === "nothing") return;
      if (saw.saw !== "done") peer.ended = saw;
    }
  }

  /**
   * Receives until as much has arrived as the channel says it sent. Large data is still on its way when the sender is
   * done: the receiver has to make room first, and the kernel moves the rest when it gets to it.
   */
  #awaitSent(peer: Peer, sent: number): void {
    const deadline = performance.now() + LONGEST_TRANSFER_MS;
    while (lengthOf(peer.received) < sent) {
      this.#pump(peer, Number.POSITIVE_INFINITY);
      const left = deadline - performance.now();
      if (peer.ended !== null || left <= 0) return;
      this.#host.poll([{ fd: peer.fd, flags: POLL_FLAGS.POLLIN }], Math.ceil(left));
    }
  }

  #reset(peer: Peer): void {
    this.#host.resetOnClose(peer.fd);
    this.#release(peer);
  }

  #buffer({ peer: name, receive, send }: Act<"peer.buffer">): PeerSaw {
    return this.#with(name, ({ fd }) => {
      if (receive !== undefined) this.#host.setSocketOption(fd, "SO_RCVBUF", receive);
      if (send !== undefined) this.#host.setSocketOption(fd, "SO_SNDBUF", send);
    });
  }

  /** Whether the peer has seen `what` by now, without taking it. */
  #holds(name: Name, what: string): boolean {
    const peer = this.#peers.get(name);
    if (!peer?.open) return false;
    if (what === "connection") return this.#connectionWaits(name, peer);
    this.#pump(peer, 1);
    if (what === "data") return peer.received.some((chunk) => chunk.length > 0);
    return peer.ended?.saw === what;
  }

  #connectionWaits(name: Name, peer: Peer): boolean {
    const waiting = this.#pendingAccepts.get(name) ?? [];
    seeing(() => {
      waiting.push({ fd: this.#host.accept(peer.fd).fd });
      this.#pendingAccepts.set(name, waiting);
      return DONE;
    });
    return waiting.length > 0;
  }

  #release(peer: Peer): void {
    if (!peer.open) return;
    peer.open = false;
    this.#host.close(peer.fd);
  }
}
