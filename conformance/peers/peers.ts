// The suite's own ends of the wires of one play: real sockets, pipes and terminals that do what remotes do, and never block.
// Knows the names of peers and their actions; knows nothing of the implementation at the other end.

import { rmSync } from "node:fs";
import { join } from "node:path";
import { openTerminal } from "../../reference/posix/special-files.ts";
import type { PeerParams, PeerResult } from "../../spec/adapter.ts";
import type { Family, Host, SocketAddress, SocketType } from "../../spec/host.ts";
import { OsError } from "../../spec/host.ts";
import type { Name, PeerAction } from "../../spec/program.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { bytesOf } from "../bytes.ts";
import { DONE, isReported, type Peer, seeing } from "./peer.ts";
import { pipeEnd } from "./pipe.ts";
import { atFreshPort } from "./ports.ts";
import { boundSocket, connectSocket, newSocket, streamSocket } from "./socket.ts";
import { StreamPeer } from "./stream.ts";
import { terminalEnd } from "./terminal.ts";

const DEFAULT_BACKLOG = 16;

type Act<Op extends PeerAction["op"]> = Extract<PeerAction, { op: Op }>;
type Done = PeerResult & { saw: PeerSaw };

/** An address as it is known by: its path, or `host:port`. */
function keyOf(address: SocketAddress): string {
  return typeof address === "string" ? address : address.join(":");
}

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

  #do(action: PeerAction, address: SocketAddress | undefined, sent: number): Done {
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
        return { saw: this.#send(action, address) };
      case "peer.recv":
        return { saw: this.#named(action.peer).receive(action.size, sent) };
      case "peer.urgent":
        return { saw: this.#sending(action.peer, ({ fd }) => void this.#host.sendUrgent(fd, bytesOf(action.data))) };
      case "peer.shutdown":
        return { saw: this.#with(action.peer, (peer) => peer.shutdown()) };
      case "peer.close":
        return { saw: this.#with(action.peer, (peer) => peer.close()) };
      case "peer.reset":
        return { saw: this.#with(action.peer, (peer) => peer.reset()) };
      case "peer.buffer":
        return { saw: this.#buffer(action) };
      case "peer.pipe":
        return this.#pipe(action);
      case "peer.terminal":
        return this.#terminal(action);
    }
  }

  #with(name: Name, call: (peer: Peer) => void): PeerSaw {
    call(this.#named(name));
    return DONE;
  }

  /** The same, of something that is on its way to the other side then. */
  #sending(name: Name, call: (peer: Peer) => void): PeerSaw {
    return this.#with(name, (peer) => {
      call(peer);
      peer.settle();
    });
  }

  /** The peer of that name. One that never came to be, for instance because nobody connected, is like a closed one. */
  #named(name: Name): Peer {
    const peer = this.#peers.get(name);
    if (!peer?.open) throw new OsError("EBADF", this.#badDescriptor, `there is no open peer "${name}"`);
    return peer;
  }

  /** Gives `peer` its name. Whoever had it closes at once. */
  #open(name: Name, peer: Peer): Peer {
    this.#peers.get(name)?.release();
    this.#peers.set(name, peer);
    return peer;
  }

  /** What a former peer left at the path is removed. */
  #freshPath(name: Name): string {
    const path = join(this.#directory, name);
    if (this.#peers.has(name)) rmSync(path, { force: true });
    return path;
  }

  /** A peer with a socket bound to a new address of the play. */
  #bound(name: Name, family: Family, type: SocketType): Peer {
    if (family === "unix") return boundSocket(this.#host, family, type, this.#freshPath(name));
    const host = family === "inet6" ? "::1" : this.#address;
    return atFreshPort(host, (address) => boundSocket(this.#host, family, type, address));
  }

  /** Where the peer is, remembered under its name. */
  #local(name: Name, { fd }: Peer): SocketAddress {
    const local = this.#host.getSocketName(fd);
    this.addresses.set(keyOf(local), name);
    return local;
  }

  #listen({ peer: name, family = "inet", backlog = DEFAULT_BACKLOG }: Act<"peer.listen">): Done {
    const peer = this.#open(name, this.#bound(name, family, "stream"));
    this.#host.listen(peer.fd, backlog);
    this.#listening.add(peer);
    return { saw: DONE, local: this.#local(name, peer) };
  }

  #bind({ peer: name, family = "inet", type = "stream" }: Act<"peer.bind">): Done {
    const peer = this.#open(name, this.#bound(name, family, type));
    return { saw: DONE, local: this.#local(name, peer) };
  }

  #accept({ peer: name, as }: Act<"peer.accept">): PeerSaw {
    const { fd } = this.#host.accept(this.#named(name).fd);
    this.#open(as, streamSocket(this.#host, fd));
    return { saw: "connection" };
  }

  /** Connects from an address of its own, except in the local domain: there, only who receives datagrams needs one. */
  #connect({ peer: name, to, family = "inet", type = "stream" }: Act<"peer.connect">, address?: SocketAddress): Done {
    const target = this.#whereIs(to, address);
    const isNowhere = family === "unix" && type === "stream";
    const peer = isNowhere ? newSocket(this.#host, family, type) : this.#bound(name, family, type);
    const saw = connectSocket(this.#host, this.#open(name, peer), family, target);
    return isNowhere ? { saw } : { saw, local: this.#local(name, peer) };
  }

  #send({ peer: name, data, to }: Act<"peer.send">, address?: SocketAddress): PeerSaw {
    return this.#sending(name, (peer) =>
      peer.send(bytesOf(data), to === undefined ? undefined : this.#whereIs(to, address)),
    );
  }

  /** Where `to` is. What is the program's own is where the adapter says it is. */
  #whereIs(to: Name, address: SocketAddress | undefined): SocketAddress {
    return address ?? this.#host.getSocketName(this.#named(to).fd);
  }

  #buffer({ peer: name, receive, send }: Act<"peer.buffer">): PeerSaw {
    return this.#with(name, ({ fd }) => {
      if (receive !== undefined) this.#host.setSocketOption(fd, "SO_RCVBUF", receive);
      if (send !== undefined) this.#host.setSocketOption(fd, "SO_SNDBUF", send);
    });
  }

  #pipe({ peer: name, direction }: Act<"peer.pipe">): Done {
    const file = this.#freshPath(name);
    this.#open(name, new StreamPeer(this.#host, pipeEnd(this.#host, file, direction)));
    this.addresses.set(file, name);
    return { saw: DONE, file };
  }

  #terminal({ peer: name }: Act<"peer.terminal">): Done {
    const { fd, path } = openTerminal();
    this.#open(name, new StreamPeer(this.#host, terminalEnd(this.#host, fd)));
    this.addresses.set(path, name);
    return { saw: DONE, file: path };
  }

  /** Whether the peer has seen `what` by now, without taking it. */
  #holds(name: Name, what: string): boolean {
    const peer = this.#peers.get(name);
    if (!peer?.open) return false;
    if (what === "connection") return this.#listening.has(peer) && isReported(this.#host, peer.fd, "POLLIN");
    return (what === "data" || what === "end" || what === "error") && peer.holds(what);
  }
}
