import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import type { PeerResult } from "../../spec/adapter.ts";
import type { Family, SocketAddress } from "../../spec/host.ts";
import type { PeerAction } from "../../spec/program.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { addressOf } from "../play/places.ts";
import { Peers } from "./peers.ts";

const DONE = { saw: "done" };
const NOTHING = { saw: "nothing" };

let directory: string;
let peers: Peers;
let next = 61_000;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "peer-datagram-test-"));
  next += 1;
  peers = new Peers(host, addressOf(process.pid, next), directory);
});

afterEach(() => {
  peers.close();
  for (const fd of open.splice(0)) host.close(fd);
  rmSync(directory, { recursive: true });
});

function act(action: PeerAction, address?: SocketAddress): PeerResult {
  return peers.perform(address === undefined ? { action } : { action, address });
}

function received(peer: string, size?: number): PeerSaw | undefined {
  return act({ op: "peer.recv", peer, ...(size === undefined ? {} : { size }) }).saw;
}

function holds(peer: string): (boolean | undefined)[] {
  return ["data", "end", "error"].map((saw) => peers.perform({ action: { op: "peer.saw", peer, saw } }).holds);
}

/** The program's own end: a socket bound to an address of `family` that does not block. */
function endpoint(family: Family = "inet"): { fd: number; address: SocketAddress } {
  const fd = host.socket(family, "datagram");
  open.push(fd);
  const addresses = { inet: [addressOf(process.pid, next), 0], inet6: ["::1", 0], unix: `${directory}/ours` } as const;
  host.bind(fd, family, addresses[family]);
  host.setBlocking(fd, false);
  return { fd, address: host.getSocketName(fd) };
}

describe("a peer for datagrams", () => {
  it.each<Family>(["inet", "inet6", "unix"])("sends to the address the adapter names: %s", (family) => {
    const { fd, address } = endpoint(family);
    act({ op: "peer.bind", peer: "remote", family, type: "datagram" });

    const { saw } = act({ op: "peer.send", peer: "remote", data: "to you", to: "ours" }, address);

    expect(saw).toEqual(DONE);
    expect(Buffer.from(host.recv(fd, 100)).toString()).toBe("to you");
  });

  it.each<Family>(["inet", "inet6", "unix"])("receives one at a time, also an empty one: %s", (family) => {
    const { fd } = endpoint(family);
    const { local } = act({ op: "peer.bind", peer: "remote", family, type: "datagram" });
    host.connect(fd, family, local ?? "");
    for (const text of ["first", "", "third"]) host.send(fd, Buffer.from(text));

    expect([1, 2, 3, 4].map(() => received("remote"))).toEqual([
      { saw: "data", data: "first" },
      { saw: "data", data: "" },
      { saw: "data", data: "third" },
      NOTHING,
    ]);
  });

  it("reaches another peer by name", () => {
    act({ op: "peer.bind", peer: "one", type: "datagram" });
    act({ op: "peer.bind", peer: "other", type: "datagram" });

    act({ op: "peer.send", peer: "one", data: "", to: "other" });

    expect(received("other")).toEqual({ saw: "data", data: "" });
  });

  it("sees an error where the address is nobody's", () => {
    act({ op: "peer.bind", peer: "one", type: "datagram" });

    expect(act({ op: "peer.send", peer: "one", data: "x", to: "nobody" }).saw).toEqual({
      saw: "error",
      errno: "EBADF",
    });
    expect(act({ op: "peer.send", peer: "one", data: "x" }).saw).toEqual({ saw: "error", errno: "EDESTADDRREQ" });
  });

  it.each<Family>(["inet", "inet6", "unix"])("connects, and is answered at the address it has: %s", (family) => {
    const { fd, address } = endpoint(family);

    const { saw, local } = act({ op: "peer.connect", peer: "caller", to: "ours", family, type: "datagram" }, address);
    act({ op: "peer.send", peer: "caller", data: "hello" });
    host.connect(fd, family, local ?? "");
    host.send(fd, Buffer.from("and to you"));

    expect(saw).toEqual({ saw: "connection" });
    expect(Buffer.from(host.recv(fd, 100)).toString()).toBe("hello");
    expect(received("caller")).toEqual({ saw: "data", data: "and to you" });
  });

  it("loses what it has no room for, as the kernel does", () => {
    const { fd } = endpoint();
    const { local } = act({ op: "peer.bind", peer: "remote", type: "datagram" });
    host.connect(fd, "inet", local ?? "");
    host.send(fd, Buffer.from("abcdef"));
    host.send(fd, Buffer.from("next"));

    expect([received("remote", 2), received("remote", 100)]).toEqual([
      { saw: "data", data: "ab" },
      { saw: "data", data: "next" },
    ]);
  });

  it("receives the largest there are, whole", () => {
    const { fd } = endpoint("unix");
    const { local } = act({ op: "peer.bind", peer: "remote", family: "unix", type: "datagram" });
    host.connect(fd, "unix", local ?? "");
    host.send(fd, Buffer.alloc(150_000, "x"));

    expect(received("remote")).toMatchObject({ saw: "data", data: { length: 150_000 } });
  });

  it("says that one waits, without taking it, and never that it was the last", () => {
    const { fd } = endpoint();
    const { local } = act({ op: "peer.bind", peer: "remote", type: "datagram" });
    host.connect(fd, "inet", local ?? "");
    const before = holds("remote");
    host.send(fd, Buffer.from(""));

    expect([before, holds("remote"), holds("remote")]).toEqual([
      [false, false, false],
      [true, false, false],
      [true, false, false],
    ]);
    expect([received("remote"), holds("remote")]).toEqual([{ saw: "data", data: "" }, [false, false, false]]);
  });

  it("sees as an error that nobody was there to receive", () => {
    const { fd, address } = endpoint();
    act({ op: "peer.connect", peer: "caller", to: "ours", type: "datagram" }, address);
    open.splice(open.indexOf(fd), 1);
    host.close(fd);
    act({ op: "peer.send", peer: "caller", data: "anybody?" });

    expect(holds("caller")).toEqual([false, false, true]);
    expect(received("caller")).toEqual({ saw: "error", errno: "ECONNREFUSED" });
    expect([received("caller"), holds("caller")]).toEqual([NOTHING, [false, false, false]]);
  });

  it.each(["peer.close", "peer.reset"] as const)("is gone after %s", (op) => {
    act({ op: "peer.bind", peer: "remote", type: "datagram" });

    expect(act({ op, peer: "remote" }).saw).toEqual(DONE);
    expect(received("remote")).toEqual({ saw: "error", errno: "EBADF" });
  });
});
