// epoll(7) as a poll(2) that remembers: only what changed since the wait before is told to the kernel.
// Knows what epoll does otherwise than poll; knows nothing of who is interested in what.

import { type AbortLike, POLL_FLAGS, PollList, type StandingPoll } from "../../spec/host.ts";
import { remainingMs } from "./deadline.ts";
import { DATA_WORD, EpollSet, EVENT_WORDS } from "./epoll-set.ts";
import { ERRNO, osError } from "./errors.ts";
import { errno, libc } from "./libc.ts";
import { emptied, pollAsync, pollDeadline, wholeMs } from "./poll.ts";
import { nextTurn } from "./wakeup.ts";

/** The sets of waits that nobody refers to any more are closed. */
const abandoned = new FinalizationRegistry<EpollSet>((set) => set.close());

/**
 * A wait that answers what poll(2) would answer. Three things epoll does otherwise are made good here:
 *
 * It refuses a descriptor that is not open, where poll reports POLLNVAL, and one that is always ready, such as a file on
 * disk, where poll reports what was asked for. Either is reported in its place, and nothing is waited for then.
 *
 * It gives what is ready in the order in which that came about: here it is given in the order asked.
 *
 * It goes on reporting a file whose descriptor was closed while a copy of it is open. Whatever this host closes leaves
 * the set before; an event of somebody unknown shows that somebody else closed one, and the set is made anew.
 *
 * One thing cannot be: poll waits for the thread of the kernel that carries bytes through a pseudo-terminal, and epoll does
 * not, so that on a busy machine a pass with timeout 0 may find nothing there yet.
 */
export class EpollWait implements StandingPoll {
  readonly #set = new EpollSet();
  #events = new Int32Array(64 * EVENT_WORDS);
  /** By descriptor: its place among those asked. */
  #places = new Int32Array(this.#set.capacity);
  /** By place: what is reported, 0 between two waits. */
  #reported = new Uint8Array(64);
  #asked = new PollList();
  readonly #isAsked = (fd: number) => this.#asked.fdAt(this.#places[fd] ?? -1) === fd;

  constructor() {
    abandoned.register(this, this.#set);
  }

  /** Throws OsError, also when the kernel has no room for another set or another member. */
  poll(asked: PollList, timeoutMs: number | null, ready: PollList = new PollList()): PollList {
    const deadline = pollDeadline(timeoutMs);
    ready.clear();
    for (;;) {
      const refused = this.#tell(asked);
      const room = this.#roomForEvents();
      const found = libc.epoll_wait(this.#set.fd, this.#events, room, refused > 0 ? 0 : wholeMs(deadline));
      const code = found === -1 ? errno() : 0;
      if (code === 0 && this.#take(found)) return this.#report(refused + found, ready);
      this.#reported.fill(0);
      if (code === 0) this.#set.close();
      else if (code !== ERRNO.EINTR) throw osError(code);
    }
  }

  /** The set is a descriptor itself, which is readable when one of its members is ready: another thread waits for that. */
  async pollAsync(
    asked: PollList,
    timeoutMs: number | null,
    signal: AbortLike | undefined,
    ready: PollList = new PollList(),
  ): Promise<PollList> {
    const deadline = pollDeadline(timeoutMs);
    for (;;) {
      await nextTurn();
      if (signal?.aborted) return emptied(ready);
      const leftMs = remainingMs(deadline);
      if (this.poll(asked, 0, ready).length > 0 || leftMs === 0) return ready;
      await pollAsync(PollList.of({ fd: this.#set.fd, flags: POLL_FLAGS.POLLIN }), leftMs, signal);
    }
  }

  /** Tells the kernel what is new, and gives how many of `asked` are reported already because they cannot be watched. */
  #tell(asked: PollList): number {
    const set = this.#set;
    if (this.#reported.length < asked.length) this.#reported = new Uint8Array(2 * asked.length);
    this.#asked = asked;
    let refused = 0;
    for (let place = 0; place < asked.length; place += 1) {
      const fd = asked.fdAt(place);
      const flags = asked.flagsAt(place);
      if (set.flagsOf(fd) !== flags) {
        const reported = set.put(fd, flags);
        if (reported !== 0) refused += 1;
        this.#reported[place] = reported;
        if (this.#places.length < set.capacity) this.#places = grown(this.#places, set.capacity);
      }
      this.#places[fd] = place;
    }
    if (set.size > asked.length - refused) set.keep(this.#isAsked);
    return refused;
  }

  #roomForEvents(): number {
    const room = Math.max(1, this.#set.size);
    if (this.#events.length < room * EVENT_WORDS) this.#events = new Int32Array(2 * room * EVENT_WORDS);
    return room;
  }

  /** Puts each event in its place; false when one is about somebody who is not watched. */
  #take(found: number): boolean {
    const events = this.#events;
    for (let at = 0; at < found * EVENT_WORDS; at += EVENT_WORDS) {
      const fd = events[at + DATA_WORD] ?? 0;
      if (!this.#set.isCurrent(fd, events[at + DATA_WORD + 1] ?? 0)) return false;
      this.#reported[this.#places[fd] ?? 0] = events[at] ?? 0;
    }
    return true;
  }

  /** Gives the `count` reports in the order asked. */
  #report(count: number, ready: PollList): PollList {
    const asked = this.#asked;
    for (let place = 0; ready.length < count && place < asked.length; place += 1) {
      const flags = this.#reported[place] ?? 0;
      if (flags === 0) continue;
      ready.add(asked.fdAt(place), flags);
      this.#reported[place] = 0;
    }
    return ready;
  }
}

function grown(places: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const whole = new Int32Array(length);
  whole.set(places);
  return whole;
}
