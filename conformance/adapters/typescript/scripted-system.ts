// The system calls of a scripted play, each on a descriptor or on the system as a whole, in the words of the script.
// Knows what every call is given and gives; who asks for it (the host, a socket of the script) is elsewhere.

import { POLL_FLAGS, type PollEntry, PollList, type SelectSets, type SocketAddress } from "../../../spec/host.ts";
import type { Name, Script, ScriptedFile, ScriptedPair, ScriptedSocket, Taken } from "../../../spec/program.ts";
import type { Value } from "../../../spec/trace.ts";
import type { Playing } from "./playing.ts";
import { errnoNumber, errnoShown, osError, type ScriptedCall, ScriptedCalls } from "./scripted-calls.ts";
import { type Holder, ScriptedDescriptors } from "./scripted-descriptors.ts";
import { dataOf, show } from "./values.ts";

/** What an accept may give: a pair, nothing, or a wrong number of things. */
export type Accepted = { readonly fd: number; readonly address: SocketAddress } | null | "triple";

const FLAGS = Object.keys(POLL_FLAGS) as (keyof typeof POLL_FLAGS)[];
/** What poll(2) can be asked for; it reports the rest unasked, so that asking for that means nothing. */
const ASKED = POLL_FLAGS.POLLIN | POLL_FLAGS.POLLPRI | POLL_FLAGS.POLLOUT;
const nothing = () => undefined;

/** The system one program scripts. */
export class ScriptedSystem {
  readonly descriptors: ScriptedDescriptors;
  readonly #playing: Playing;
  readonly #script: Script;
  readonly #calls: ScriptedCalls;

  constructor(playing: Playing, script: Script) {
    this.#playing = playing;
    this.#script = script;
    this.#calls = new ScriptedCalls(playing);
    this.descriptors = new ScriptedDescriptors(script);
  }

  /** A new socket: gives its descriptor. */
  socket(family: string, type: string): number {
    const { sockets } = this.descriptors;
    return this.#calls.make(
      {
        call: "socket",
        args: [family, type],
        outcomes: this.#script.socket,
        give: (name) => this.#made(name),
        show: (fd) => ({ socket: this.descriptors.holder(fd)?.name ?? "unnamed" }),
      },
      (name) => sockets.has(name) && this.#isFree(sockets.get(name)?.script.fd),
    );
  }

  select(sets: SelectSets, timeoutSeconds: number | null): SelectSets {
    const lists = ({ read, write, except }: SelectSets) => [read, write, except].map((fds) => ({ list: fds }));
    return this.#calls.make({
      call: "select",
      args: [sets.read, sets.write, sets.except, timeoutSeconds],
      outcomes: this.#script.select,
      give: ({ read = [], write = [], except = [] }) => ({ read, write, except }),
      show: (ready) => ({ list: lists(ready) }),
    });
  }

  poll(asked: PollList, timeoutMs: number | null, ready: PollList = new PollList()): PollList {
    const reported = this.#calls.make({
      call: "poll",
      args: [[...asked].map(({ fd, flags }) => [fd, flagsIn(flags & ASKED)]), timeoutMs],
      outcomes: this.#script.poll === false ? undefined : this.#script.poll,
      give: (flagged): readonly PollEntry[] =>
        flagged.map(({ fd, flags }) => ({ fd, flags: flags.reduce((sum, flag) => sum | POLL_FLAGS[flag], 0) })),
      show: (entries) => ({ list: entries.map(({ fd, flags }) => ({ list: [fd, { list: flagsIn(flags) }] })) }),
    });
    ready.clear();
    for (const { fd, flags } of reported) ready.add(fd, flags);
    return ready;
  }

  sleep(seconds: number): void {
    this.#calls.make({ call: "sleep", args: [seconds], outcomes: this.#script.sleep, give: nothing });
  }

  /** A call on a descriptor that the script has no words for: it exhausts the play. */
  unscripted(fd: number, call: string): never {
    const holder = this.#holder(fd);
    return this.#calls.make<never, never>({ call, of: holder.name, outcomes: [], give: nothing as never });
  }

  setBlocking(fd: number, blocking: boolean): void {
    const { script } = this.#holder(fd);
    this.#on(fd, { call: "setblocking", args: [blocking], outcomes: script.setblocking, give: nothing });
  }

  close(fd: number): void {
    const { script } = this.#holder(fd);
    try {
      this.#on(fd, { call: "close", outcomes: script.close, give: nothing });
    } finally {
      this.descriptors.close(fd);
    }
  }

  bind(fd: number, address: SocketAddress): void {
    this.#on(fd, { call: "bind", args: [address], outcomes: this.#socketOn(fd).bind, give: nothing });
  }

  listen(fd: number, backlog: number): void {
    this.#on(fd, { call: "listen", args: [backlog], outcomes: this.#socketOn(fd).listen, give: nothing });
  }

  accept(fd: number): Accepted {
    const { sockets } = this.descriptors;
    const { names } = this.#playing;
    return this.#on(
      fd,
      {
        call: "accept",
        outcomes: this.#socketOn(fd).accept,
        give: (pair: ScriptedPair): Accepted =>
          pair === null || pair === "triple" ? pair : { fd: this.#made(pair[0]), address: names.resolve(pair[1]) },
        show: (given): Value =>
          given === null
            ? null
            : given === "triple"
              ? { list: [null, null, null] }
              : {
                  pair: [{ socket: this.descriptors.holder(given.fd)?.name ?? "unnamed" }, show(given.address, names)],
                },
      },
      (pair) =>
        pair === null || pair === "triple" || (sockets.has(pair[0]) && this.#isFree(sockets.get(pair[0])?.script.fd)),
    );
  }

  /** Gives the outcome as an errno number, 0 for success. */
  connect(fd: number, address: SocketAddress): number {
    return this.#on(fd, {
      call: "connect_ex",
      args: [address],
      outcomes: this.#socketOn(fd).connect_ex,
      give: errnoNumber,
      show: errnoShown,
      giveErrno: (number) => number,
    });
  }

  send(fd: number, data: Uint8Array): number {
    return this.#on(fd, { call: "send", args: [data], outcomes: this.#socketOn(fd).send, give: takenOf(data) });
  }

  recv(fd: number, size: number): Uint8Array {
    return this.#on(fd, { call: "recv", args: [size], outcomes: this.#socketOn(fd).recv, give: dataOf });
  }

  getSocketOption(fd: number, option: string): number {
    const isError = option === "SO_ERROR";
    return this.#on(fd, {
      call: "getsockopt",
      args: [option],
      outcomes: this.#socketOn(fd).getsockopt,
      give: errnoNumber,
      ...(isError ? { show: errnoShown } : {}),
    });
  }

  setSocketOption(fd: number, option: string, value: number): void {
    this.#on(fd, {
      call: "setsockopt",
      args: [option, value],
      outcomes: this.#socketOn(fd).setsockopt,
      give: nothing,
    });
  }

  getPeerName(fd: number): SocketAddress {
    const { names } = this.#playing;
    return this.#on(fd, {
      call: "getpeername",
      outcomes: this.#socketOn(fd).getpeername,
      give: (name) => names.resolve(name),
    });
  }

  duplicate(fd: number): number {
    const holder = this.#holder(fd);
    const { dup } = this.#fileOn(fd);
    const made = this.#on(fd, { call: "dup", outcomes: dup, give: (number) => number }, (number) =>
      this.#isFree(number),
    );
    this.descriptors.open(made, holder);
    return made;
  }

  read(fd: number, size: number): Uint8Array {
    return this.#on(fd, { call: "read", args: [size], outcomes: this.#fileOn(fd).read, give: dataOf });
  }

  write(fd: number, data: Uint8Array): number {
    return this.#on(fd, { call: "write", args: [data], outcomes: this.#fileOn(fd).write, give: takenOf(data) });
  }

  /** A call on a descriptor. Files may have several, so that theirs are shown with the arguments. */
  #on<Scripted, Given>(
    fd: number,
    call: ScriptedCall<Scripted, Given>,
    isPossible?: (value: Scripted) => boolean,
  ): Given {
    const { kind, name } = this.#holder(fd);
    const args = kind === "file" ? [fd, ...(call.args ?? [])] : (call.args ?? []);
    return this.#calls.make({ ...call, of: name, args }, isPossible);
  }

  /** Throws EBADF for a descriptor that is nobody's. */
  #holder(fd: number): Holder {
    const holder = this.descriptors.holder(fd);
    if (holder === undefined) throw osError(errnoNumber("EBADF"));
    return holder;
  }

  /** What a file is asked for that only sockets have, nothing was written for. */
  #socketOn(fd: number): ScriptedSocket {
    const holder = this.#holder(fd);
    return holder.kind === "socket" ? holder.script : { fd };
  }

  #fileOn(fd: number): ScriptedFile {
    const holder = this.#holder(fd);
    return holder.kind === "file" ? holder.script : { fd };
  }

  #isFree(fd: number | undefined): boolean {
    return fd !== undefined && !this.descriptors.has(fd);
  }

  /** Gives a socket of the script its descriptor. */
  #made(name: Name): number {
    const socket = this.descriptors.sockets.get(name);
    if (socket === undefined) return -1;
    this.descriptors.open(socket.script.fd, socket);
    return socket.script.fd;
  }
}

/** The names of poll flags, each once, in one order whatever was given. */
function flagsIn(sum: number): string[] {
  return FLAGS.filter((flag) => sum & POLL_FLAGS[flag]);
}

/** How many bytes of `data` the system takes, which cannot be more than there are. */
function takenOf(data: Uint8Array): (taken: Taken) => number {
  return (taken) => (taken === "all" ? data.length : Math.min(taken, data.length));
}
