// A scripted system behind the interface `Host`, and its sockets as objects, for whatever names one without having made it.
// Knows how calls are called here and there; what they give is the system's affair.

import { posixHost } from "../../../reference/posix/index.ts";
import type { Host, SocketAddress } from "../../../spec/host.ts";
import type { Name } from "../../../spec/program.ts";
import { osError } from "./scripted-calls.ts";
import type { Accepted, ScriptedSystem } from "./scripted-system.ts";
import type { SocketShape } from "./shape.ts";

/** The host an implementation lives on in a scripted play. `hasPoll` false: it has no poll at all. */
export function scriptedHost(system: ScriptedSystem, hasPoll: boolean): Host {
  const host: Host = {
    socket: (family, type) => system.socket(family, type),
    setBlocking: (fd, blocking) => system.setBlocking(fd, blocking),
    bind: (fd, _family, address) => system.bind(fd, address),
    listen: (fd, backlog) => system.listen(fd, backlog),
    accept: (fd) => pairOf(system.accept(fd)),
    connect: (fd, _family, address) => system.connect(fd, address),
    send: (fd, data) => system.send(fd, data),
    recv: (fd, size) => system.recv(fd, size),
    getSocketOption: (fd, option) => system.getSocketOption(fd, option),
    setSocketOption: (fd, option, value) => system.setSocketOption(fd, option, value),
    getPeerName: (fd) => system.getPeerName(fd),
    close: (fd) => system.close(fd),
    duplicate: (fd) => system.duplicate(fd),
    read: (fd, size) => system.read(fd, size),
    write: (fd, data) => system.write(fd, data),
    select: (sets, timeoutSeconds) => system.select(sets, timeoutSeconds),
    poll: (asked, timeoutMs, ready) => system.poll(asked, timeoutMs, ready),
    standingPoll: () => ({
      poll: (asked, timeoutMs, ready) => system.poll(asked, timeoutMs, ready),
      pollAsync: async (asked, timeoutMs, _signal, ready) => system.poll(asked, timeoutMs, ready),
    }),
    sleep: (seconds) => system.sleep(seconds),
    selectAsync: async (sets, timeoutSeconds) => system.select(sets, timeoutSeconds),
    pollAsync: async (asked, timeoutMs, _signal, ready) => system.poll(asked, timeoutMs, ready),
    sleepAsync: async (seconds) => system.sleep(seconds),
    isBlocking: (fd) => system.unscripted(fd, "getblocking"),
    sendUrgent: (fd) => system.unscripted(fd, "send"),
    resetOnClose: (fd) => system.unscripted(fd, "setsockopt"),
    getSocketName: (fd) => system.unscripted(fd, "getsockname"),
    shutdown: (fd) => system.unscripted(fd, "shutdown"),
    print: posixHost.print,
    describeError: posixHost.describeError,
    nameError: posixHost.nameError,
  };
  if (!hasPoll) for (const call of ["poll", "standingPoll"]) Reflect.deleteProperty(host, call);
  return host;
}

/** Taking nothing apart, or too much, fails in each language in its own way: here the host itself has to. */
function pairOf(accepted: Accepted): { fd: number; address: SocketAddress } {
  if (accepted === null) throw new TypeError("nothing was accepted");
  if (accepted === "triple") throw new RangeError("too many values to unpack (expected 2)");
  return accepted;
}

/** A socket of the script as an object. Like every other it is closed once, whether that succeeds or not. */
export class SocketOfScript implements SocketShape {
  readonly #system: ScriptedSystem;
  readonly #name: Name;
  readonly #accepted: (name: Name) => SocketShape;

  /** `accepted` gives the object of a socket that was accepted. */
  constructor(system: ScriptedSystem, name: Name, accepted: (name: Name) => SocketShape) {
    this.#system = system;
    this.#name = name;
    this.#accepted = accepted;
  }

  fileno(): number {
    const socket = this.#system.descriptors.sockets.get(this.#name);
    return socket === undefined ? -1 : this.#system.descriptors.numberOf(socket);
  }

  setBlocking(blocking: boolean): void {
    this.#system.setBlocking(this.fileno(), blocking);
  }

  isBlocking(): boolean {
    return this.#system.unscripted(this.fileno(), "getblocking");
  }

  bind(address: SocketAddress): void {
    this.#system.bind(this.fileno(), address);
  }

  listen(backlog: number): void {
    this.#system.listen(this.fileno(), backlog);
  }

  connect(address: SocketAddress): void {
    const code = this.#system.connect(this.fileno(), address);
    if (code !== 0) throw osError(code);
  }

  accept(): [SocketShape, SocketAddress] {
    const accepted = this.#system.accept(this.fileno());
    // On purpose no pair: the implementation has to cope.
    if (accepted === null || accepted === "triple")
      return (accepted === null ? null : [null, null, null]) as unknown as [SocketShape, SocketAddress];
    return [this.#accepted(this.#system.descriptors.holder(accepted.fd)?.name ?? ""), accepted.address];
  }

  send(data: Uint8Array): number {
    return this.#system.send(this.fileno(), data);
  }

  recv(size: number): Uint8Array {
    return this.#system.recv(this.fileno(), size);
  }

  getsockname(): SocketAddress {
    return this.#system.unscripted(this.fileno(), "getsockname");
  }

  getpeername(): SocketAddress {
    return this.#system.getPeerName(this.fileno());
  }

  close(): void {
    const fd = this.fileno();
    if (fd !== -1) this.#system.close(fd);
  }
}
