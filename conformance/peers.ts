// The suite's own ends of the wires of one play: real sockets that do what remotes do, and never block.
// Knows sockets and peer actions; knows nothing of the implementation at the other end.

import type { PeerParams, PeerResult } from "../spec/adapter.ts";
import type { Family, Host, PollFlag, SocketAddress, SocketType } from "../spec/host.ts";
import { OsError, POLL_FLAGS } from "../spec/host.ts";
import type { Name, PeerAction } from "../spec/program.ts";
import type { PeerSaw } from "../spec/trace.ts";
import { bytesOf } from "./bytes.ts";
import { DONE, NOTHING, Peer, seeing } from "./peer.ts";

const DEFAULT_BACKLOG = 16;

type Act<Op extends PeerAction["op"]> = Extract<PeerAction, { op: Op }>;

/** The peers of one play, by name. `address` is the play's own IPv4 address. */
export class Peers {
  readonly #host: Host;
  readonly #address: string;
  readonly #directory: string;
  readonly #peers = new Map<Name, Peer>();
  readonly #badDescriptor = 9;
  readonly #listening = new Set<Peer>();
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
    for (const peer of this.#peers.values()) peer.flush();
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
    for (const peer of this.#peers.values()) peer.release();
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
        return { saw: this.#with(action.peer, (peer) => peer.send(bytesOf(action.data))) };
      case "peer.recv":
        return { saw: this.#named(action.peer).receive(action.size, sent) };
      case "peer.urgent":
        return { saw: this.#with(action.peer, ({ fd }) => void this.#host.sendUrgent(fd, bytesOf(action.data))) };
      case "peer.shutdown":
        return { saw: this.#with(action.peer, (peer) => peer.shutdown()) };
      case "peer.close":
        return { saw: this.#with(action.peer, (peer) => peer.close()) };
      case "peer.reset":
        return { saw: this.#with(action.peer, (peer) => peer.reset()) };
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

  #open(name: Name, fd: number, family: Family, type: SocketType): Peer {
    const peer = new Peer(this.#host, fd, family, type);
    this.#peers.get(name)?.release();
    this.#peers.set(name, peer);
    return peer;
  }

  #bound(name: Name, family: Family, type: SocketType): Peer {
    const peer = this.#open(name, this.#host.socket(family, type), family, type);
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
    this.#listening.add(peer);
    return { saw: DONE, local: this.#local(name, peer) };
  }

  #bind({ peer: name, family = "inet", type = "stream" }: Act<"peer.bind">) {
    return { saw: DONE, local: this.#local(name, this.#bound(name, family, type)) };
  }

  #accept({ peer: name, as }: Act<"peer.accept">): PeerSaw {
    const listener = this.#named(name);
    const { fd } = this.#host.accept(listener.fd);
    this.#open(as, fd, listener.family, "stream");
    return { saw: "connection" };
  }

  #connect(
    { peer: name, to, family = "inet", type = "stream" }: Act<"peer.connect">,
    address: SocketAddress | undefined,
  ) {
    const target = address ?? this.#host.getSocketName(this.#named(to).fd);
    const peer =
      family === "unix"
        ? this.#open(name, this.#host.socket(family, type), family, type)
        : this.#bound(name, family, type);
    const code = this.#host.connect(peer.fd, family, target);
    const saw = this.#connectOutcome(peer, code);
    return family === "unix" ? { saw } : { saw, local: this.#local(name, peer) };
  }

  #connectOutcome(peer: Peer, code: number): PeerSaw {
    if (code === 0) return { saw: "connection" };
    const first = this.#host.nameError(code);
    if (first !== "EINPROGRESS" && first !== null) return { saw: "error", errno: first };
    if (!this.#isReady(peer, "POLLOUT")) return NOTHING;
    const errno = this.#host.nameError(this.#host.getSocketOption(peer.fd, "SO_ERROR"));
    return errno === null ? { saw: "connection" } : { saw: "error", errno };
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
    if (what === "connection") return this.#listening.has(peer) && this.#isReady(peer, "POLLIN");
    return (what === "data" || what === "end" || what === "error") && peer.holds(what);
  }

  #isReady({ fd }: Peer, flag: PollFlag): boolean {
    return this.#host.poll([{ fd, flags: POLL_FLAGS[flag] }], 0).length > 0;
  }
}
