import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { POLL_FLAGS, type PollEntry, PollList } from "../../spec/host.ts";
import { EpollWait } from "./epoll.ts";
import { posixHost as host } from "./index.ts";
import { libc } from "./libc.ts";

const { POLLIN, POLLPRI, POLLOUT, POLLHUP, POLLNVAL } = POLL_FLAGS;
const X = Uint8Array.of(120);

const opened = new Set<number>();

function kept(fd: number): number {
  opened.add(fd);
  return fd;
}

function closed(fd: number): void {
  opened.delete(fd);
  host.close(fd);
}

function pair(): [number, number] {
  const [one, other] = host.socketPair();
  return [kept(one), kept(other)];
}

function entry(fd: number, flags: number): PollEntry {
  return { fd, flags };
}

function asked(wait: EpollWait, ...entries: readonly PollEntry[]): readonly PollEntry[] {
  return [...wait.poll(PollList.of(...entries), 0)];
}

afterEach(() => {
  for (const fd of opened) host.close(fd);
  opened.clear();
});

describe("a wait over epoll", () => {
  it("gives what is ready in the order asked, whatever order it came about in", () => {
    const wait = new EpollWait();
    const pairs = Array.from({ length: 100 }, pair);
    for (const [, other] of [...pairs].reverse()) host.send(other, X);

    const ready = asked(wait, ...pairs.map(([one]) => entry(one, POLLIN)));

    expect(ready).toEqual(pairs.map(([one]) => entry(one, POLLIN)));
  });

  it("tells the kernel what changed and nothing else", () => {
    const wait = new EpollWait();
    const [[one], [other]] = [pair(), pair()];
    const told = vi.spyOn(libc, "epoll_ctl");
    const calls = (...entries: readonly PollEntry[]) => {
      told.mockClear();
      asked(wait, ...entries);
      return told.mock.calls.map(([, operation, fd]) => [operation, fd]);
    };

    expect(calls(entry(one, POLLIN), entry(other, POLLIN))).toEqual([
      [1, one],
      [1, other],
    ]);
    expect(calls(entry(other, POLLIN), entry(one, POLLIN))).toEqual([]);
    expect(calls(entry(one, POLLIN | POLLOUT), entry(other, POLLIN))).toEqual([[3, one]]);
    expect(calls(entry(one, POLLIN | POLLOUT))).toEqual([[2, other]]);
  });

  it("reports a descriptor that is not open, in its place, and does not wait then", () => {
    const wait = new EpollWait();
    const [one, other] = pair();
    const gone = host.duplicate(one);
    host.close(gone);
    host.send(other, X);

    const ready = wait.poll(PollList.of(entry(gone, POLLIN), entry(one, POLLIN)), null);

    expect([...ready]).toEqual([entry(gone, POLLNVAL), entry(one, POLLIN)]);
  });

  it("reports a descriptor that was closed though its own number is that one by now", () => {
    const wait = new EpollWait();
    const gone = kept(host.socket("inet", "stream"));
    closed(gone);

    expect(asked(wait, entry(gone, POLLIN))).toEqual([entry(gone, POLLNVAL)]);
  });

  it("reports a file on disk as ready for all that is asked, in every wait", () => {
    const wait = new EpollWait();
    const folder = mkdtempSync(join(tmpdir(), "epoll-"));
    const fd = kept(openSync(join(folder, "file"), "w+"));
    rmSync(folder, { recursive: true });

    const answers = [1, 2].map(() => asked(wait, entry(fd, POLLIN | POLLPRI | POLLOUT)));

    expect(answers).toEqual([[entry(fd, POLLIN | POLLOUT)], [entry(fd, POLLIN | POLLOUT)]]);
  });

  it("watches the new owner of a number whose old owner was closed", () => {
    const wait = new EpollWait();
    const [one] = pair();
    asked(wait, entry(one, POLLIN));
    closed(one);
    const [again, other] = pair();
    host.send(other, X);

    expect(again).toBe(one);
    expect(asked(wait, entry(again, POLLIN))).toEqual([entry(again, POLLIN)]);
  });

  it("hears no more of a descriptor that was closed while a copy of it is open", () => {
    const wait = new EpollWait();
    const [one, other] = pair();
    const copy = kept(host.duplicate(one));
    host.send(other, X);
    asked(wait, entry(one, POLLIN), entry(copy, POLLIN));
    closed(one);

    expect(asked(wait, entry(copy, POLLIN))).toEqual([entry(copy, POLLIN)]);
    expect(asked(wait, entry(copy, POLLOUT))).toEqual([entry(copy, POLLOUT)]);
  });

  it("makes its set anew when somebody else closed a descriptor of which a copy is open", () => {
    const wait = new EpollWait();
    const [one, other] = pair();
    kept(host.duplicate(one));
    asked(wait, entry(one, POLLIN));
    opened.delete(one);
    closeSync(one);
    const [again] = pair();
    host.send(other, X);
    const made = vi.spyOn(libc, "epoll_create1");

    expect(again).toBe(one);
    // Modifying what the kernel knows under another file shows that the number has a new owner.
    expect(asked(wait, entry(again, POLLOUT))).toEqual([entry(again, POLLOUT)]);
    expect(made).toHaveBeenCalledOnce();
    made.mockClear();
    expect(asked(wait, entry(again, POLLIN))).toEqual([]);
    expect(made).not.toHaveBeenCalled();
  });

  it("ends on another thread when somebody is ready", async () => {
    const wait = new EpollWait();
    const [one, other] = pair();
    const waiting = wait.pollAsync(PollList.of(entry(one, POLLIN)), null, undefined);
    setTimeout(() => host.send(other, X), 20);

    expect([...(await waiting)]).toEqual([entry(one, POLLIN)]);
  });

  it("ends on another thread with nothing ready when it is aborted or its time is over", async () => {
    const wait = new EpollWait();
    const [one] = pair();
    const list = PollList.of(entry(one, POLLIN));

    expect([...(await wait.pollAsync(list, null, AbortSignal.timeout(20)))]).toEqual([]);
    expect([...(await wait.pollAsync(list, 20, undefined))]).toEqual([]);
  });
});

/** What may happen between two waits, to one of a handful of descriptors. */
const CHANGES = {
  send: (fd: number) => host.send(fd, X),
  recv: (fd: number) => host.recv(fd, 1),
  shutWrite: (fd: number) => host.shutdown(fd, "write"),
  shutBoth: (fd: number) => host.shutdown(fd, "both"),
  close: (fd: number) => closed(fd),
  duplicate: (fd: number) => kept(host.duplicate(fd)),
  open: () => {
    for (const fd of pair()) host.setBlocking(fd, false);
  },
} as const;

function tried(change: () => unknown): void {
  try {
    change();
  } catch {
    // What fails here fails in the same way for both waits.
  }
}

it("answers what poll answers, whatever happened between two waits", () => {
  const change = fc.record({
    what: fc.constantFrom(...(Object.keys(CHANGES) as (keyof typeof CHANGES)[])),
    at: fc.nat(11),
    asks: fc.array(fc.constantFrom(0, POLLIN | POLLPRI, POLLOUT, POLLIN | POLLPRI | POLLOUT), {
      minLength: 12,
      maxLength: 12,
    }),
  });
  const property = fc.property(fc.array(change, { minLength: 1, maxLength: 40 }), (changes) => {
    const wait = new EpollWait();
    // The set takes its number before any other can be closed and leave it free.
    asked(wait);
    const seen = new Set<number>([...pair(), ...pair()]);
    for (const fd of seen) host.setBlocking(fd, false);
    for (const { what, at, asks } of changes) {
      tried(() => CHANGES[what]([...seen][at % seen.size] ?? -1));
      for (const fd of opened) seen.add(fd);
      const entries = [...seen].map((fd, index) => entry(fd, asks[index % asks.length] ?? 0));
      const list = PollList.of(...entries.filter(({ flags }) => flags !== 0));
      expect([...wait.poll(list, 0)]).toEqual([...host.poll(list, 0)]);
    }
    for (const fd of opened) host.close(fd);
    opened.clear();
  });
  fc.assert(property, { numRuns: 300 });
});

it("knows hang-ups as poll does", () => {
  const wait = new EpollWait();
  const [one, other] = pair();
  closed(other);

  expect(asked(wait, entry(one, POLLOUT))).toEqual([entry(one, POLLOUT | POLLHUP)]);
});
