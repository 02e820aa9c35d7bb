// What the names of a program stand for during one play, and where its sockets and peers are.
// Keeps a reference to everything that was seen, so that the language collects nothing a program did not drop.

import { join, sep } from "node:path";
import type { SocketAddress } from "../../../spec/host.ts";
import type { Address, Name, Program } from "../../../spec/program.ts";
import { errorNamed } from "./errors.ts";
import type { AsyncoreModule, DispatcherShape, SocketMapShape, SocketShape } from "./shape.ts";

/** Where a play takes place: its own IPv4 address and its own directory. */
export interface Place {
  readonly address: string;
  readonly directory: string;
}

/** The names of one play. Asking for one that stands for nothing throws an error of kind `other`, as it does in every player. */
export class Names {
  /** Every map, the global one first, then in order of declaration. */
  readonly maps = new Map<Name, SocketMapShape>();
  /** In the scripted world: gives a socket that is seen for the first time the name the script has for it. */
  adopt: (value: object) => void = () => {};
  readonly #program: Program;
  readonly #place: Place;
  readonly #named = new Map<Name, object>();
  /** The names of channels whose construction has ended well, in that order. */
  readonly #constructed = new Set<Name>();
  /** The names of what is being constructed and has not shown itself yet. */
  readonly #awaited = new Set<Name>();
  readonly #kept = new Map<Name | null, Set<object>>();
  readonly #dropped: object[] = [];
  readonly #released: WeakRef<object>[] = [];
  readonly #peers = new Map<Name, SocketAddress | null>();
  readonly #files = new Map<Name, string>();
  readonly #places: { name: Name; address: SocketAddress }[] = [];

  constructor(module: AsyncoreModule, program: Program, place: Place) {
    this.#program = program;
    this.#place = place;
    this.maps.set("global", module.socketMap);
    for (const [name, { kind }] of Object.entries(program.maps ?? {})) this.maps.set(name, makeMap(module, kind));
  }

  /** Every constructed channel, in order of construction. */
  *channels(): Generator<[Name, DispatcherShape]> {
    for (const name of this.#constructed) yield [name, this.channel(name)];
  }

  /** Every socket, file, channel and object that was seen and still exists. */
  *everything(): Generator<object> {
    for (const values of this.#kept.values()) yield* values;
    for (const map of this.maps.values()) yield* map.values();
    yield* this.#dropped;
    for (const reference of this.#released) yield* [reference.deref() ?? []].flat();
  }

  /** Gives `value` its name. Whatever had that name loses it, and stays alive. */
  name(name: Name, value: object): void {
    this.#named.set(name, value);
    this.#kept.get(null)?.delete(value);
    this.keep(name, value);
    this.locate(name);
  }

  /**
   * Constructs the channel `name`, which has its name from its first event on. When `make` throws, the name stands for what
   * it stood for before. A channel that is made anew inside has the name until the one outside is whole.
   */
  construct(name: Name, make: () => object): void {
    const before = this.#named.get(name);
    this.#awaited.add(name);
    try {
      this.name(name, make());
      this.#constructed.add(name);
    } catch (error) {
      if (before === undefined) this.#forget(name);
      else this.#named.set(name, before);
      throw error;
    } finally {
      this.#awaited.delete(name);
    }
  }

  /** An event of `value` begins: `name` is its name from now on, if it is what is awaited by that name. */
  enter(name: Name, value: object): void {
    if (!this.#awaited.delete(name)) return;
    this.#named.set(name, value);
    this.keep(name, value);
  }

  /** Keeps `value` alive until `name` is dropped, or until the play ends when `name` is null. */
  keep(name: Name | null, value: object): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) this.#kept.set(name, new Set([value]));
    else kept.add(value);
  }

  /** Forgets a name. What was kept alive for it is collectable once it is released: not before the program says so. */
  drop(name: Name): void {
    this.#dropped.push(...(this.#kept.get(name) ?? []));
    this.#kept.delete(name);
    this.#forget(name);
  }

  /** Lets go of everything that was dropped. */
  release(): void {
    this.#released.push(...this.#dropped.splice(0).map((value) => new WeakRef(value)));
  }

  /** The name of a channel, socket, file, wrapper, object or map; null without one. */
  nameOf(value: object): Name | null {
    this.adopt(value);
    for (const [name, named] of this.#named) if (named === value) return name;
    for (const [name, map] of this.maps) if (map === value) return name;
    return null;
  }

  /** Whether something has that name by now. */
  has(name: Name): boolean {
    return this.#named.has(name);
  }

  /** What a name stands for. */
  find(name: Name): object {
    const value = this.#named.get(name);
    if (value === undefined) throw errorNamed("Nameless", `nothing is named ${name}`);
    return value;
  }

  /** The channel of that name. */
  channel(name: Name): DispatcherShape {
    return this.find(name) as DispatcherShape;
  }

  /** The socket of that name, or the one inside the channel of that name, which may have none. */
  socketIn(name: Name): SocketShape | null {
    return name in this.#program.channels ? this.channel(name).socket : (this.find(name) as SocketShape);
  }

  /** Like `socketIn`, where there must be one. Throws what a language says of a method of nothing. */
  socket(name: Name): SocketShape {
    const socket = this.socketIn(name) ?? null;
    if (socket === null) throw errorNamed("AttributeError", `${name} has no socket`);
    return socket;
  }

  /** Notes that a name is a peer's. `address` is null while it has none. */
  placePeer(name: Name, address: SocketAddress | null): void {
    if (address !== null || !this.#peers.has(name)) this.#peers.set(name, address);
  }

  /** Notes the path of a peer's pipe or terminal. */
  placeFile(peer: Name, path: string): void {
    this.#files.set(peer, path);
  }

  /** The path of a peer's pipe or terminal. */
  fileOf(peer: Name): string {
    const path = this.#files.get(peer);
    if (path === undefined) throw errorNamed("Nameless", `${peer} has no file`);
    return path;
  }

  /**
   * Remembers where a channel or socket is, if it is anywhere by now: neither at port 0 nor at no path. In the scripted
   * world it is nowhere.
   */
  locate(name: Name): void {
    if (this.#program.world === "scripted") return;
    try {
      const address = this.socketIn(name)?.getsockname();
      if (address !== undefined && address !== "" && address[1] !== 0) this.#places.push({ name, address });
    } catch {
      // It is no socket, or a closed one: then it is nowhere.
    }
  }

  /** The address a program means, as the implementation takes it. A `value` is handed on, whatever it is. */
  resolve(to: Address): SocketAddress {
    if (typeof to === "string") {
      // Its own name is its host, so that everybody's texts show it alike.
      if (this.#program.world === "scripted") this.placePeer(to, [to, 0]);
      const address = this.#peers.get(to) ?? this.placeOf(to);
      if (address === null) throw errorNamed("Nameless", `${to} has no address`);
      return address;
    }
    if ("any" in to) return [to.any === "inet6" ? "::1" : this.#place.address, 0];
    if ("path" in to) return join(this.#place.directory, to.path);
    if ("host" in to) return [to.host, to.port];
    return to.value as unknown as SocketAddress; // On purpose no address: the implementation has to cope.
  }

  /** Where a channel or socket is; null when it is nowhere, or when the name is a peer's. */
  placeOf(name: Name): SocketAddress | null {
    if (this.#peers.has(name)) return null;
    return this.#places.findLast((place) => place.name === name)?.address ?? null;
  }

  /** How a trace names an address: by name, else "unknown" on a host of this play, else as host and port. */
  nameOfAddress(address: SocketAddress): string {
    const key = keyOf(address);
    if (key === `${this.#place.address}:0` || key === "::1:0") return "any";
    for (const [name, known] of this.#peers) if (known !== null && keyOf(known) === key) return name;
    for (const { name, address: known } of this.#places) if (keyOf(known) === key) return name;
    if (typeof address === "string") return address.slice(this.#place.directory.length + 1);
    return address[0] === this.#place.address || address[0] === "::1" ? "unknown" : key;
  }

  /** Whether a text is a path in the directory of the play. */
  isPath(text: string): boolean {
    return text.startsWith(this.#place.directory + sep);
  }

  #forget(name: Name): void {
    this.#named.delete(name);
    this.#constructed.delete(name);
  }
}

function makeMap(module: AsyncoreModule, kind: "plain" | "ordered" | "falsy"): SocketMapShape {
  if (kind !== "falsy") return new module.SocketMap();
  return new (class FalsyMap extends module.SocketMap {
    override get size(): number {
      return 0;
    }
  })();
}

function keyOf(address: SocketAddress): string {
  return typeof address === "string" ? address : `${address[0]}:${address[1]}`;
}
