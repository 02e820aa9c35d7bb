import { closeSync, constants, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { libc } from "../../reference/posix/libc.ts";
import type { PeerResult } from "../../spec/adapter.ts";
import { POLL_FLAGS, PollList } from "../../spec/host.ts";
import type { PeerAction } from "../../spec/program.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { Peers } from "./peers.ts";

const NOTHING = { saw: "nothing" };
const END = { saw: "end" };
const LARGE = { repeat: "0123456789abcdef", times: 20_000 };
const LARGE_TEXT = LARGE.repeat.repeat(LARGE.times);

let directory: string;
let peers: Peers;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "peer-terminal-test-"));
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

function holds(): (boolean | undefined)[] {
  return ["data", "end", "error"].map(
    (saw) => peers.perform({ action: { op: "peer.saw", peer: "remote", saw } }).holds,
  );
}

function terminal(): string {
  return act({ op: "peer.terminal", peer: "remote" }).file ?? "";
}

/** The program's own end. */
function ours(path: string): number {
  const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  open.push(fd);
  return fd;
}

function hangUp(fd: number): void {
  open.splice(open.indexOf(fd), 1);
  closeSync(fd);
}

/** What select reports of the program's end at once, and what there is to read then. */
function selected(fd: number): string | null {
  if (host.select({ read: [fd], write: [], except: [] }, 0).read.length === 0) return null;
  return Buffer.from(host.read(fd, 65536)).toString("latin1");
}

it("is at a path that has the peer's name", () => {
  const { saw, file } = act({ op: "peer.terminal", peer: "remote" });

  expect(saw).toEqual({ saw: "done" });
  expect(peers.addresses.get(file ?? "")).toBe("remote");
  expect(host.isBlocking(ours(file ?? ""))).toBe(false);
});

it("carries every byte to the program, for its very next pass", () => {
  const fd = ours(terminal());

  for (let times = 0; times < 200; times += 1) {
    act({ op: "peer.send", peer: "remote", data: `${times}\u0000\u0003\r\n\u00ff` });
    expect(selected(fd)).toBe(`${times}\u0000\u0003\r\n\u00ff`);
  }
  expect([selected(fd), received()]).toEqual([null, NOTHING]);
});

it.runIf(process.platform === "linux")("wakes the program that waits with epoll, which does not ask", () => {
  const fd = ours(terminal());
  const set = libc.epoll_create1(0);
  open.push(set);
  const [writableOnce, add, event] = [0x8000_0004, 1, new Uint32Array(3)]; // EPOLLET | EPOLLOUT: bytes alone do not wake it
  libc.epoll_ctl(set, add, fd, Uint32Array.of(writableOnce, fd, 0));
  const woken = () => libc.epoll_wait(set, event, 1, 0);

  expect([woken(), woken()]).toEqual([1, 0]);
  act({ op: "peer.send", peer: "remote", data: "x" });
  expect([woken(), woken()]).toEqual([1, 0]);
});

it("carries every byte from the program, for the peer's very next action", () => {
  const fd = ours(terminal());

  for (let times = 0; times < 200; times += 1) {
    host.write(fd, Buffer.from(`${times}\u0000\u0003\r\n\u00ff`, "latin1"));
    expect([holds(), received()]).toEqual([
      [true, false, false],
      { saw: "data", data: `${times}\u0000\u0003\r\n\u00ff` },
    ]);
  }
});

it("keeps what is sent before the program opens it", () => {
  const path = terminal();
  act({ op: "peer.send", peer: "remote", data: "early" });

  expect(selected(ours(path))).toBe("early");
});

it("has nothing to read before the program opened it, and the end once it closed", () => {
  const path = terminal();
  const before = [received(), ...holds()];
  const fd = ours(path);
  host.write(fd, Buffer.from("last words"));
  hangUp(fd);

  expect(before).toEqual([NOTHING, false, false, false]);
  expect(received()).toEqual({ saw: "data", data: "last words" });
  expect([received(), ...holds()]).toEqual([END, false, true, false]);
  ours(path);
  expect([received(), ...holds()]).toEqual([NOTHING, false, false, false]);
});

it("hangs up when the peer closes: the program reads no more, and cannot write", () => {
  const fd = ours(terminal());
  act({ op: "peer.send", peer: "remote", data: "unread" });

  act({ op: "peer.close", peer: "remote" });

  const [entry] = host.poll(PollList.of({ fd, flags: POLL_FLAGS.POLLIN }), 0);
  expect((entry?.flags ?? 0) & POLL_FLAGS.POLLHUP).toBe(POLL_FLAGS.POLLHUP);
  expect([selected(fd), selected(fd)]).toEqual(["", ""]);
  expect(() => host.write(fd, Buffer.from("x"))).toThrow(expect.objectContaining({ code: "EIO" }));
});

it("takes more than the kernel holds, and sends it as the program reads", () => {
  const fd = ours(terminal());
  act({ op: "peer.send", peer: "remote", data: LARGE });

  let text = "";
  for (let waits = 0; waits < 10_000 && text.length < LARGE_TEXT.length; waits += 1) {
    text += selected(fd) ?? "";
    act({ op: "peer.recv", peer: "nobody" });
  }

  expect(text === LARGE_TEXT).toBe(true);
});

it("receives all that the program says it wrote", () => {
  const fd = ours(terminal());
  const sent = host.write(fd, Buffer.from(LARGE_TEXT, "latin1"));

  const { saw } = peers.perform({ action: { op: "peer.recv", peer: "remote" }, sent });

  expect(sent).toBeGreaterThan(0);
  expect(saw).toMatchObject({ saw: "data", data: { length: sent } });
});
