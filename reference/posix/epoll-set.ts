// One set of epoll(7), with what the kernel has been told of it, so that nothing is told twice.
// Knows epoll_ctl and its errors; knows nothing of waiting.

import { arch } from "node:os";
import { POLL_FLAGS } from "../../spec/host.ts";
import { ERRNO, osError, succeeded } from "./errors.ts";
import { beforeClose, close } from "./files.ts";
import { errno, libc } from "./libc.ts";

/** `struct epoll_event` in words of four bytes: the flags, then eight bytes of the user's own. Only Intel packs it. */
const isPacked = arch() === "x64" || arch() === "ia32";
export const EVENT_WORDS = isPacked ? 3 : 4;
export const DATA_WORD = isPacked ? 1 : 2;

const EPOLL_CLOEXEC = 0o2000000;
const ADD = 1;
const DELETE = 2;
const MODIFY = 3;

const CLOSED = -1;
const { POLLIN, POLLOUT, POLLNVAL } = POLL_FLAGS;

/**
 * Which descriptors are watched for what. Before this host closes one, the set lets go of it: the kernel would not, while
 * a copy of it is open. Each time a descriptor is put in it gets a new ticket, which comes back with its events.
 */
export class EpollSet {
  #fd = CLOSED;
  /** By descriptor: what it is watched for, 0 if it is not; its ticket; where it is in `#members`. */
  #flags = new Int32Array(1024);
  #tickets = new Int32Array(1024);
  #slots = new Int32Array(1024);
  #members = new Int32Array(1024);
  #size = 0;
  #lastTicket = 0;
  readonly #event = new Int32Array(new ArrayBuffer(EVENT_WORDS * 4));
  readonly #forget = (fd: number) => this.remove(fd);

  /** The descriptor of the set itself, which is made when it is first needed. Throws OsError. */
  get fd(): number {
    if (this.#fd === CLOSED) {
      this.#fd = succeeded(libc.epoll_create1(EPOLL_CLOEXEC));
      beforeClose.add(this.#forget);
    }
    return this.#fd;
  }

  /** How many descriptors are watched. */
  get size(): number {
    return this.#size;
  }

  /** The descriptor numbers there is room for: all that are watched are below it. */
  get capacity(): number {
    return this.#flags.length;
  }

  /** What `fd` is watched for, 0 if it is not. */
  flagsOf(fd: number): number {
    return this.#flags[fd] ?? 0;
  }

  /** Whether an event that came with `ticket` is about `fd` as it is watched now. */
  isCurrent(fd: number, ticket: number): boolean {
    return this.#flags[fd] !== 0 && this.#tickets[fd] === ticket;
  }

  /**
   * Watches `fd` for `flags` from now on. Gives 0, or what poll(2) would report at once of a descriptor that cannot be
   * watched: POLLNVAL if it is not open, and what is asked for if it is always ready. Throws every other OsError.
   * The set may itself have got the number of a descriptor that was closed behind somebody's back: nobody else's is open.
   */
  put(fd: number, flags: number): number {
    if (fd === this.fd) return POLLNVAL;
    const isKnown = this.flagsOf(fd) !== 0;
    const code = isKnown ? this.#change(MODIFY, fd, flags, this.#tickets[fd] ?? 0) : ERRNO.ENOENT;
    const outcome = code === ERRNO.ENOENT ? this.#add(fd, flags) : code;
    if (outcome === 0) {
      this.#flags[fd] = flags;
      return 0;
    }
    if (isKnown) this.#strike(fd);
    if (outcome === ERRNO.EBADF) return POLLNVAL;
    if (outcome === ERRNO.EPERM) return flags & (POLLIN | POLLOUT);
    throw osError(outcome);
  }

  /** Watches `fd` no more, if it did. */
  remove(fd: number): void {
    if (this.flagsOf(fd) === 0) return;
    libc.epoll_ctl(this.#fd, DELETE, fd, this.#event);
    this.#strike(fd);
  }

  /** Watches only those for which `isWanted`. */
  keep(isWanted: (fd: number) => boolean): void {
    for (let slot = this.#size - 1; slot >= 0; slot -= 1) {
      const fd = this.#members[slot] ?? CLOSED;
      if (!isWanted(fd)) this.remove(fd);
    }
  }

  /** Forgets everybody. The next `fd` is that of a new set. */
  close(): void {
    if (this.#fd === CLOSED) return;
    beforeClose.delete(this.#forget);
    this.#flags.fill(0);
    this.#size = 0;
    const fd = this.#fd;
    this.#fd = CLOSED;
    close(fd);
  }

  /** Gives 0 or an errno number. A known descriptor is added anew when the kernel dropped it because it was closed. */
  #add(fd: number, flags: number): number {
    const ticket = (this.#lastTicket + 1) | 0;
    const code = this.#change(ADD, fd, flags, ticket);
    if (code !== 0) return code;
    this.#lastTicket = ticket;
    this.#makeRoomFor(fd);
    this.#tickets[fd] = ticket;
    if (this.#flags[fd] === 0) {
      this.#slots[fd] = this.#size;
      this.#members[this.#size] = fd;
      this.#size += 1;
    }
    return 0;
  }

  #change(operation: number, fd: number, flags: number, ticket: number): number {
    this.#event[0] = flags;
    this.#event[DATA_WORD] = fd;
    this.#event[DATA_WORD + 1] = ticket;
    return libc.epoll_ctl(this.fd, operation, fd, this.#event) === -1 ? errno() : 0;
  }

  /** The last member takes the place of the one that leaves. */
  #strike(fd: number): void {
    this.#size -= 1;
    const last = this.#members[this.#size] ?? CLOSED;
    const slot = this.#slots[fd] ?? 0;
    this.#members[slot] = last;
    this.#slots[last] = slot;
    this.#flags[fd] = 0;
  }

  #makeRoomFor(fd: number): void {
    if (fd < this.#flags.length) return;
    const length = 2 ** Math.ceil(Math.log2(fd + 1));
    const enlarged = (old: Int32Array<ArrayBuffer>) => {
      const whole = new Int32Array(length);
      whole.set(old);
      return whole;
    };
    this.#flags = enlarged(this.#flags);
    this.#tickets = enlarged(this.#tickets);
    this.#slots = enlarged(this.#slots);
    this.#members = enlarged(this.#members);
  }
}
