// The system calls asyncore may make, as an interface: the real ones are in reference/posix, scripted ones in the suite.
// Knows what each call takes, gives and raises; knows nothing of channels, maps or passes.

import type { ErrnoName } from "./errno.ts";

/** An address family. `inet` is IPv4, `inet6` IPv6, `unix` the local domain. */
export type Family = "inet" | "inet6" | "unix";

/** A socket type. */
export type SocketType = "stream" | "datagram";

/** An IP address with its port (0…65535), or the path of a local-domain socket ("" when it has none). */
export type SocketAddress = readonly [host: string, port: number] | string;

/** The socket options asyncore reads and writes, all of level SOL_SOCKET. Values are integers. */
export type SocketOption = "SO_ERROR" | "SO_REUSEADDR" | "SO_SNDBUF" | "SO_RCVBUF";

/** What poll(2) is asked for and what it reports. */
export type PollFlag = "POLLIN" | "POLLPRI" | "POLLOUT" | "POLLERR" | "POLLHUP" | "POLLNVAL";

/** The numbers of the poll flags: the same on Linux and macOS. Source: <poll.h>. */
export const POLL_FLAGS = {
  POLLIN: 0x01,
  POLLPRI: 0x02,
  POLLOUT: 0x04,
  POLLERR: 0x08,
  POLLHUP: 0x10,
  POLLNVAL: 0x20,
} as const satisfies Record<PollFlag, number>;

/** The three lists select(2) takes and gives, each in the order it was given. Members are descriptor numbers. */
export interface SelectSets {
  readonly read: readonly number[];
  readonly write: readonly number[];
  readonly except: readonly number[];
}

/**
 * The three lists of select, meant to be used again: each is written anew from its beginning, and one that becomes as long
 * as it was before needs no new memory. Between `clear` and `cutOff` they hold what is left from before, too.
 */
export class SelectLists implements SelectSets {
  readonly read: number[] = [];
  readonly write: number[] = [];
  readonly except: number[] = [];
  readonly #lengths = { read: 0, write: 0, except: 0 };

  /** From here on each list is written from its beginning. */
  clear(): void {
    this.#lengths.read = 0;
    this.#lengths.write = 0;
    this.#lengths.except = 0;
  }

  /** Writes `fd` down in `list`, after those since `clear`. */
  add(list: keyof SelectSets, fd: number): void {
    this[list][this.#lengths[list]] = fd;
    this.#lengths[list] += 1;
  }

  /** Ends each list after what was written since `clear`, and gives all three. */
  cutOff(): this {
    shorten(this.read, this.#lengths.read);
    shorten(this.write, this.#lengths.write);
    shorten(this.except, this.#lengths.except);
    return this;
  }
}

function shorten(list: number[], length: number): void {
  if (list.length > length) list.length = length;
}

/** One descriptor and its poll flags (a sum of `POLL_FLAGS`). */
export interface PollEntry {
  readonly fd: number;
  readonly flags: number;
}

/**
 * Descriptors with their poll flags, in order: what a wait is asked, or what it reports. Meant to be used again, since
 * clearing it keeps its memory.
 */
export class PollList implements Iterable<PollEntry> {
  #fds = new Int32Array(64);
  #flags = new Int32Array(64);
  #length = 0;

  /** A list of these entries. */
  static of(...entries: readonly PollEntry[]): PollList {
    const list = new PollList();
    for (const { fd, flags } of entries) list.add(fd, flags);
    return list;
  }

  /** How many entries there are. */
  get length(): number {
    return this.#length;
  }

  /** The descriptor of entry `index`, -1 beyond the end. */
  fdAt(index: number): number {
    return index < this.#length ? (this.#fds[index] ?? -1) : -1;
  }

  /** The flags of entry `index`, 0 beyond the end. */
  flagsAt(index: number): number {
    return index < this.#length ? (this.#flags[index] ?? 0) : 0;
  }

  /** Appends an entry. `fd` and `flags` are whole numbers of 32 bits. */
  add(fd: number, flags: number): void {
    if (this.#length === this.#fds.length) this.#grow();
    this.#fds[this.#length] = fd;
    this.#flags[this.#length] = flags;
    this.#length += 1;
  }

  clear(): void {
    this.#length = 0;
  }

  *[Symbol.iterator](): IterableIterator<PollEntry> {
    for (let index = 0; index < this.#length; index += 1) yield { fd: this.fdAt(index), flags: this.flagsAt(index) };
  }

  #grow(): void {
    const [fds, flags] = [this.#fds, this.#flags];
    this.#fds = new Int32Array(2 * fds.length);
    this.#flags = new Int32Array(2 * fds.length);
    this.#fds.set(fds);
    this.#flags.set(flags);
  }
}

/**
 * A wait like poll(2) that tells the kernel only what changed since the wait before: who is watched for what stays with
 * the kernel. A descriptor that is watched must be closed through the host it belongs to, which forgets it then.
 */
export interface StandingPoll {
  /** Waits as `Host.poll` does. No descriptor may be asked twice, and each must be asked for something. */
  poll(asked: PollList, timeoutMs: number | null, ready?: PollList): PollList;
  /** Waits as `Host.pollAsync` does. */
  pollAsync(
    asked: PollList,
    timeoutMs: number | null,
    signal: AbortLike | undefined,
    ready?: PollList,
  ): Promise<PollList>;
}

/** Where printed lines go. */
export type OutputStream = "stdout" | "stderr";

/**
 * A system call failed.
 *
 * `code` is the errno's name (null when the system gave a number without a name), `errno` its number on this machine.
 * The message is the system's text for it unless another one is given.
 */
export class OsError extends Error {
  override readonly name = "OsError";
  readonly code: ErrnoName | null;
  readonly errno: number;

  constructor(code: ErrnoName | null, errno: number, text: string) {
    super(text);
    this.code = code;
    this.errno = errno;
  }
}

/**
 * The kernel as asyncore sees it. Descriptors are numbers. Every call is immediate except the waits and the sleeps.
 * Whatever fails throws `OsError`, unless it says otherwise.
 */
export interface Host {
  /** A new socket. It is blocking, as the kernel makes it. */
  socket(family: Family, type: SocketType): number;
  /** Switches blocking off or on. */
  setBlocking(fd: number, blocking: boolean): void;
  /** Whether reads and writes of `fd` block. */
  isBlocking(fd: number): boolean;
  /** Gives the socket a local address. `family` is the socket's own. Throws a name-resolution error for a host it cannot read. */
  bind(fd: number, family: Family, address: SocketAddress): void;
  /** Starts listening. `backlog` is handed on as given. */
  listen(fd: number, backlog: number): void;
  /** Takes one waiting connection: a new, blocking descriptor and the address of the other end. */
  accept(fd: number): { readonly fd: number; readonly address: SocketAddress };
  /** Starts to connect and gives the outcome as an errno number, 0 for success: it never throws `OsError`. */
  connect(fd: number, family: Family, address: SocketAddress): number;
  /** Sends from `data` what the kernel takes now; gives the number of bytes taken. A broken pipe is an error, not a signal. */
  send(fd: number, data: Uint8Array): number;
  /** Receives at most `size` bytes; none at end of stream. */
  recv(fd: number, size: number): Uint8Array;
  /** Sends the last byte of `data` as urgent data, those before it as ordinary data. */
  sendUrgent(fd: number, data: Uint8Array): number;
  /** The value of an option. Reading SO_ERROR clears it; its value is an errno number, 0 for none. */
  getSocketOption(fd: number, option: SocketOption): number;
  /** Sets an option. */
  setSocketOption(fd: number, option: SocketOption, value: number): void;
  /** Makes the next `close` send a reset instead of an orderly end. */
  resetOnClose(fd: number): void;
  /** The local address. */
  getSocketName(fd: number): SocketAddress;
  /** The address of the other end. Fails with ENOTCONN when there is none. */
  getPeerName(fd: number): SocketAddress;
  /** Ends one direction or both. */
  shutdown(fd: number, direction: "read" | "write" | "both"): void;
  /** Closes the descriptor. */
  close(fd: number): void;
  /** A second descriptor for the same open file. */
  duplicate(fd: number): number;
  /** Reads at most `size` bytes from a file, pipe or terminal. */
  read(fd: number, size: number): Uint8Array;
  /** Writes to a file, pipe or terminal what it takes now. */
  write(fd: number, data: Uint8Array): number;

  /**
   * Waits until a descriptor is ready. `timeoutSeconds` is seconds, null without limit.
   * Throws RangeError for a negative timeout and for a descriptor that does not fit in the sets (FD_SETSIZE).
   * An interrupted wait goes on for the remaining time. What is ready is given, in the order asked: in `ready`, which is
   * written anew, or in new lists.
   */
  select(sets: SelectSets, timeoutSeconds: number | null, ready?: SelectLists): SelectSets;
  /**
   * Waits like `select`. `timeoutMs` is milliseconds; null or a negative number waits without limit. Only what is ready is
   * given, in the order asked: in `ready`, whose entries are replaced, or in a new list.
   */
  poll(asked: PollList, timeoutMs: number | null, ready?: PollList): PollList;
  /** A wait that keeps what it is asked: epoll(7). Absent where the system has nothing of the kind. */
  standingPoll?(): StandingPoll;
  /** Does nothing for `seconds` (0 or more). */
  sleep(seconds: number): void;

  /**
   * `select` without blocking Node's event loop, which has its turn before anything is looked at and goes on during the
   * wait. An aborted `signal` ends the wait with nothing ready.
   */
  selectAsync(
    sets: SelectSets,
    timeoutSeconds: number | null,
    signal: AbortLike | undefined,
    ready?: SelectLists,
  ): Promise<SelectSets>;
  /** `poll` without blocking the event loop, as `selectAsync`. */
  pollAsync(
    asked: PollList,
    timeoutMs: number | null,
    signal: AbortLike | undefined,
    ready?: PollList,
  ): Promise<PollList>;
  /** `sleep` without blocking the event loop, ended early by `signal`. */
  sleepAsync(seconds: number, signal: AbortLike | undefined): Promise<void>;

  /** Prints `text` as it is. */
  print(stream: OutputStream, text: string): void;
  /** The system's text for errno number `code`, as strerror(3) gives it. */
  describeError(code: number): string;
  /** The name of errno number `code`, or null when it has none. */
  nameError(code: number): ErrnoName | null;
}

/** As much of an AbortSignal as a wait needs, so that this file needs no platform's types. */
export interface AbortLike {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
