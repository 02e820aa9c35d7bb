import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { openFifo } from "../../reference/posix/special-files.ts";
import type { PeerResult } from "../../spec/adapter.ts";
import { POLL_FLAGS, PollList } from "../../spec/host.ts";
import type { PeerAction } from "../../spec/program.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { Peers } from "./peers.ts";

const DONE = { saw: "done" };
const NOTHING = { saw: "nothing" };
const END = { saw: "end" };
const BROKEN = { saw: "error", errno: "EPIPE" };
const LARGE = { repeat: "0123456789abcdef", times: 20_000 };
const LARGE_BYTES = 320_000;

let directory: string;
let peers: Peers;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "peer-pipe-test-"));
  peers = new Peers(host, "127.0.0.1", directory);
});

afterEach(() => {
  peers.close();
  for (const fd of open.splice(0)) closeSync(fd);
  rmSync(directory, { recursive: true });
});

function act(action: PeerAction): PeerResult {
  return peers.perform({ action });
}

function received(): PeerSaw | undefined {
  return act({ op: "peer.recv", peer: "remote" }).saw;
}

function sent(data: string): PeerSaw | undefined {
  return act({ op: "peer.send", peer: "remote", data }).saw;
}

function holds(): (boolean | undefined)[] {
  return ["data", "end", "error"].map(
    (saw) => peers.perform({ action: { op: "peer.saw", peer: "remote", saw } }).holds,
  );
}

function pipe(direction: "to-program" | "from-program"): string {
  return act({ op: "peer.pipe", peer: "remote", direction }).file ?? "";
}

/** The program's own end. */
function ours(path: string, mode: "read" | "write"): number {
  const fd = openFifo(path, mode);
  open.push(fd);
  return fd;
}

function hangUp(fd: number): void {
  open.splice(open.indexOf(fd), 1);
  closeSync(fd);
}

/** What the program reads now, and how it goes on: nothing yet, or the end. */
function readAll(fd: number): string {
  let text = "";
  for (;;) {
    try {
      const chunk = host.read(fd, 65536);
      if (chunk.length === 0) return `${text}<end>`;
      text += Buffer.from(chunk).toString("latin1");
    } catch {
      return text;
    }
  }
}

describe("a pipe", () => {
  it("is a file of the play's directory, under the peer's name", () => {
    const answer = act({ op: "peer.pipe", peer: "remote", direction: "to-program" });

    expect(answer).toEqual({ saw: DONE, file: join(directory, "remote") });
    expect(statSync(answer.file ?? "").isFIFO()).toBe(true);
    expect(peers.addresses.get(join(directory, "remote"))).toBe("remote");
  });

  it.each([
    ["to-program", `: <"$0"`],
    ["from-program", `: >"$0"`],
  ] as const)("is opened at once by a program that waits for the other end: %s", (direction, script) => {
    const path = pipe(direction);

    expect(spawnSync("sh", ["-c", script, path], { timeout: 5000 }).status).toBe(0);
  });

  it("is made anew when its name is used again", () => {
    const former = ours(pipe("to-program"), "read");
    sent("for nobody");
    const fd = ours(pipe("to-program"), "read");
    sent("new");

    expect([readAll(former), readAll(fd)]).toEqual(["for nobody<end>", "new"]);
  });
});

describe("a pipe to the program", () => {
  it("carries every byte, and ends when the peer closes", () => {
    const fd = ours(pipe("to-program"), "read");
    const before = readAll(fd);

    expect(sent("\u0000\r\n\u00ff")).toEqual(DONE);
    expect([before, readAll(fd)]).toEqual(["", "\u0000\r\n\u00ff"]);
    expect(act({ op: "peer.close", peer: "remote" }).saw).toEqual(DONE);
    expect(readAll(fd)).toBe("<end>");
  });

  it("is reported as hung up when the peer closes before it did anything else", () => {
    const fd = ours(pipe("to-program"), "read");

    act({ op: "peer.close", peer: "remote" });

    expect([...host.poll(PollList.of({ fd, flags: POLL_FLAGS.POLLIN }), 0)]).toEqual([
      { fd, flags: POLL_FLAGS.POLLHUP },
    ]);
  });

  it("keeps what was written when the peer has closed", () => {
    const fd = ours(pipe("to-program"), "read");
    sent("last words");
    act({ op: "peer.close", peer: "remote" });

    expect(readAll(fd)).toBe("last words<end>");
  });

  it("has everything sent, piece by piece, before the peer closes it", () => {
    const fd = ours(pipe("to-program"), "read");
    const { saw } = act({ op: "peer.send", peer: "remote", data: LARGE });
    act({ op: "peer.close", peer: "remote" });

    let text = "";
    for (let waits = 0; waits < 100 && !text.endsWith("<end>"); waits += 1) {
      text += readAll(fd);
      act({ op: "peer.recv", peer: "nobody" });
    }

    expect(saw).toEqual(DONE);
    expect(text === `${LARGE.repeat.repeat(LARGE.times)}<end>`).toBe(true);
  });

  it("is broken once the program has closed its end, also before the peer wrote anything", () => {
    const fd = ours(pipe("to-program"), "read");
    hangUp(fd);
    const first = sent("too late");
    const second = ours(pipe("to-program"), "read");
    const before = [sent("in time"), ...holds()];
    hangUp(second);

    expect(first).toEqual(BROKEN);
    expect(before).toEqual([DONE, false, false, false]);
    expect(holds()).toEqual([false, false, true]);
    expect([sent("too late"), received()]).toEqual([BROKEN, BROKEN]);
  });

  it("is seen to be broken by a peer that did nothing with it", () => {
    hangUp(ours(pipe("to-program"), "read"));

    expect(holds()).toEqual([false, false, true]);
  });

  it("is broken while no program has opened it, and can be opened all the same", () => {
    const path = pipe("to-program");

    const early = sent("too early");
    const fd = ours(path, "read");

    expect([early, sent("in time"), readAll(fd)]).toEqual([BROKEN, DONE, "in time"]);
  });

  it("gives the peer nothing to read", () => {
    ours(pipe("to-program"), "read");

    expect(received()).toEqual(NOTHING);
  });
});

describe("a pipe from the program", () => {
  it("has nothing to read before the program opened it, nor before it wrote", () => {
    const path = pipe("from-program");
    const before = [received(), ...holds()];
    ours(path, "write");

    expect(before).toEqual([NOTHING, false, false, false]);
    expect([received(), ...holds()]).toEqual([NOTHING, false, false, false]);
  });

  it("carries every byte, and then the end, again and again", () => {
    const fd = ours(pipe("from-program"), "write");
    host.write(fd, Buffer.from("\u0000\r\n\u00ff", "latin1"));
    const before = holds();
    hangUp(fd);

    expect(before).toEqual([true, false, false]);
    expect(received()).toEqual({ saw: "data", data: "\u0000\r\n\u00ff" });
    expect([holds(), received(), received()]).toEqual([[false, true, false], END, END]);
  });

  it("goes on when it is opened again", () => {
    const path = pipe("from-program");
    hangUp(ours(path, "write"));
    const ended = received();
    const fd = ours(path, "write");
    const reopened = received();
    host.write(fd, Buffer.from("back"));

    expect([ended, reopened, received()]).toEqual([END, NOTHING, { saw: "data", data: "back" }]);
  });

  it("is broken once the peer has closed it", () => {
    const fd = ours(pipe("from-program"), "write");

    act({ op: "peer.close", peer: "remote" });

    expect([...host.poll(PollList.of({ fd, flags: 0 }), 0)]).toEqual([{ fd, flags: POLL_FLAGS.POLLERR }]);
    expect(() => host.write(fd, Buffer.from("x"))).toThrow(expect.objectContaining({ code: "EPIPE" }));
  });

  it("fills up while the peer does not read, and gives all of it when it does", () => {
    const fd = ours(pipe("from-program"), "write");
    const taken = host.write(fd, Buffer.alloc(LARGE_BYTES, "x"));

    expect(taken).toBeLessThan(LARGE_BYTES);
    expect(() => host.write(fd, Buffer.from("x"))).toThrow(expect.objectContaining({ code: "EAGAIN" }));
    expect(received()).toMatchObject({ saw: "data", data: { length: taken } });
  });
});

it("sees errors in what only sockets can do", () => {
  pipe("from-program");
  const actions: PeerAction[] = [
    { op: "peer.shutdown", peer: "remote" },
    { op: "peer.reset", peer: "remote" },
    { op: "peer.urgent", peer: "remote", data: "!" },
    { op: "peer.buffer", peer: "remote", send: 4096 },
    { op: "peer.accept", peer: "remote", as: "other" },
    { op: "peer.connect", peer: "caller", to: "remote" },
  ];

  expect(actions.map((action) => act(action).saw)).toEqual(actions.map(() => ({ saw: "error", errno: "ENOTSOCK" })));
  expect(sent("the wrong way")).toEqual({ saw: "error", errno: "EBADF" });
  expect(received()).toEqual(NOTHING);
});

it.each(["to-program", "from-program"] as const)("leaves nothing open: %s", (direction) => {
  const descriptors = () => readdirSync("/dev/fd").length;
  const before = descriptors();
  pipe(direction);
  const meanwhile = descriptors();

  peers.close();

  expect(meanwhile).toBeGreaterThan(before);
  expect(descriptors()).toBe(before);
});
