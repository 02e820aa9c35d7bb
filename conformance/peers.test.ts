import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost as host } from "../reference/posix/index.ts";
import type { PeerResult } from "../spec/adapter.ts";
import { type Family, type Host, OsError, POLL_FLAGS, type SocketAddress } from "../spec/host.ts";
import type { PeerAction } from "../spec/program.ts";
import { Peers } from "./peers.ts";
import { addressOf } from "./places.ts";

const DONE = { saw: "done" };
const NOTHING = { saw: "nothing" };
const BAD = { saw: "error", errno: "EBADF" };
const LARGE = { repeat: "0123456789abcdef", times: 100_000 };
const LARGE_BYTES = 1_600_000;

let directory: string;
let peers: Peers;
let next = 60_000;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "peers-test-"));
  next += 1;
  peers = new Peers(host, addressOf(process.pid, next), directory);
});

afterEach(() => {
  peers.close();
  for (const fd of open.splice(0)) host.close(fd);
  rmSync(directory, { recursive: true });
});

function act(action: PeerAction, more: { address?: SocketAddress; sent?: number } = {}): PeerResult {
  return peers.perform({ action, ...more } as Parameters<Peers["perform"]>[0]);
}

function saw(peer: string, what: string): boolean | undefined {
  return peers.perform({ action: { op: "peer.saw", peer, saw: what } }).holds;
}

/** The implementation's end of a wire: a plain socket that does not block. */
function socketTo(address: SocketAddress | undefined, family: Family = "inet"): number {
  const fd = host.socket(family, "stream");
  open.push(fd);
  host.setBlocking(fd, false);
  host.connect(fd, family, address ?? ["", 0]);
  return fd;
}

function hangUp(fd: number): void {
  open.splice(open.indexOf(fd), 1);
  host.close(fd);
}

/** A connection between a socket of ours and the peer "wire". */
function connection(): number {
  const { local } = act({ op: "peer.listen", peer: "server" });
  const fd = socketTo(local);
  act({ op: "peer.accept", peer: "server", as: "wire" });
  return fd;
}

function listener(): { fd: number; address: SocketAddress } {
  const fd = host.socket("inet", "stream");
  open.push(fd);
  host.setBlocking(fd, false);
  host.bind(fd, "inet", [addressOf(process.pid, next), 0]);
  host.listen(fd, 4);
  return { fd, address: host.getSocketName(fd) };
}

/** Everything the socket has to give now. */
function readAll(fd: number): string {
  let text = "";
  for (;;) {
    try {
      const chunk = host.recv(fd, 65536);
      if (chunk.length === 0) return `${text}<end>`;
      text += Buffer.from(chunk).toString("latin1");
    } catch (error) {
      const { code } = error as { code?: string };
      return code === "EAGAIN" ? text : `${text}<${code}>`;
    }
  }
}

describe("a listening peer", () => {
  it("is at the play's own address, under its name", () => {
    const { saw: seen, local } = act({ op: "peer.listen", peer: "server" });

    expect(seen).toEqual(DONE);
    expect(local).toEqual([addressOf(process.pid, next), expect.any(Number)]);
    expect(peers.addresses).toEqual(
      new Map([
        [`${directory}/`, ""],
        [(local as readonly unknown[]).join(":"), "server"],
      ]),
    );
  });

  it("accepts a connection, and nothing when nobody connected", () => {
    const { local } = act({ op: "peer.listen", peer: "server" });
    const before = act({ op: "peer.accept", peer: "server", as: "wire" });
    socketTo(local);

    expect(before).toEqual({ saw: NOTHING });
    expect(act({ op: "peer.accept", peer: "server", as: "wire" })).toEqual({ saw: { saw: "connection" } });
    expect(act({ op: "peer.accept", peer: "server", as: "again" })).toEqual({ saw: NOTHING });
  });

  it("says that a connection waits, without taking it", () => {
    const { local } = act({ op: "peer.listen", peer: "server" });
    const before = saw("server", "connection");
    socketTo(local);

    expect([before, saw("server", "connection"), saw("server", "connection")]).toEqual([false, true, true]);
    act({ op: "peer.accept", peer: "server", as: "wire" });
    host.send(open[0] ?? -1, Buffer.from("no connection"));
    expect([saw("server", "connection"), saw("wire", "connection"), saw("nobody", "connection")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("takes no more connections than its backlog", () => {
    const { local } = act({ op: "peer.listen", peer: "server", backlog: 0 });
    const [first, second] = [socketTo(local), socketTo(local)];

    expect(host.getPeerName(first)).toEqual(local);
    expect(() => host.getPeerName(second)).toThrow(expect.objectContaining({ code: "ENOTCONN" }));
  });

  it("resets who waits when it closes", () => {
    const { local } = act({ op: "peer.listen", peer: "server" });
    const fd = socketTo(local);
    saw("server", "connection");

    act({ op: "peer.close", peer: "server" });

    expect(readAll(fd)).toBe("<ECONNRESET>");
  });

  it("can be reached through the local domain and through IPv6", () => {
    const unix = act({ op: "peer.listen", peer: "door", family: "unix" });
    const inet6 = act({ op: "peer.listen", peer: "six", family: "inet6" });
    socketTo(unix.local, "unix");
    socketTo(inet6.local, "inet6");

    expect(unix.local).toBe(`${directory}/door`);
    expect(peers.addresses.get(`${directory}/door`)).toBe("door");
    expect(peers.addresses.get(`::1:${inet6.local?.[1]}`)).toBe("six");
    expect(act({ op: "peer.accept", peer: "door", as: "a" }).saw).toEqual({ saw: "connection" });
    expect(act({ op: "peer.accept", peer: "six", as: "b" }).saw).toEqual({ saw: "connection" });
  });
});

describe("a bound peer", () => {
  it("refuses connections in the local domain, too, and leaves its path when it closes", () => {
    const { local } = act({ op: "peer.bind", peer: "door", family: "unix" });
    const address = local ?? "";
    const refused = () => act({ op: "peer.connect", peer: "caller", to: "door", family: "unix" }, { address });

    expect(refused().saw).toEqual({ saw: "error", errno: "ECONNREFUSED" });
    act({ op: "peer.close", peer: "door" });
    expect(refused().saw).toEqual({ saw: "error", errno: "ECONNREFUSED" });
  });

  it("refuses connections", () => {
    const { local } = act({ op: "peer.bind", peer: "closed" });
    const fd = socketTo(local);

    expect(host.nameError(host.getSocketOption(fd, "SO_ERROR"))).toBe("ECONNREFUSED");
  });
});

describe("a connecting peer", () => {
  it("reaches the address the adapter names, from an address of its own", () => {
    const { fd, address } = listener();

    const { saw: seen, local } = act({ op: "peer.connect", peer: "caller", to: "listener" }, { address });

    expect(seen).toEqual({ saw: "connection" });
    const accepted = host.accept(fd);
    open.push(accepted.fd);
    expect(accepted.address).toEqual(local);
  });

  it("reaches another peer by name", () => {
    act({ op: "peer.listen", peer: "server" });

    expect(act({ op: "peer.connect", peer: "caller", to: "server" }).saw).toEqual({ saw: "connection" });
  });

  it("reaches the local domain from nowhere, and IPv6 from an address of its own", () => {
    act({ op: "peer.listen", peer: "door", family: "unix" });
    act({ op: "peer.listen", peer: "six", family: "inet6" });
    const unix = act({ op: "peer.connect", peer: "caller", to: "door", family: "unix" });
    const inet6 = act({ op: "peer.connect", peer: "other", to: "six", family: "inet6" });

    expect(unix).toEqual({ saw: { saw: "connection" } });
    expect(inet6).toEqual({ saw: { saw: "connection" }, local: ["::1", expect.any(Number)] });
    act({ op: "peer.accept", peer: "door", as: "wire" });
    act({ op: "peer.send", peer: "caller", data: "knock" });
    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "knock" });
  });

  it("sees no room in the local domain as nothing that could still come of it", () => {
    act({ op: "peer.listen", peer: "door", family: "unix", backlog: 0 });
    const [first, second] = ["one", "two"].map((peer) => act({ op: "peer.connect", peer, to: "door", family: "unix" }));

    expect([first?.saw, second?.saw]).toEqual([{ saw: "connection" }, { saw: "error", errno: "EAGAIN" }]);
  });

  it("sees a refusal as an error", () => {
    act({ op: "peer.bind", peer: "closed" });

    expect(act({ op: "peer.connect", peer: "caller", to: "closed" }).saw).toEqual({
      saw: "error",
      errno: "ECONNREFUSED",
    });
  });

  it("sees nothing while the other side's backlog is full", () => {
    act({ op: "peer.listen", peer: "server", backlog: 0 });
    act({ op: "peer.connect", peer: "first", to: "server" });

    expect(act({ op: "peer.connect", peer: "second", to: "server" }).saw).toEqual(NOTHING);
  });

  it("sees a bad descriptor where the program's own channel is nowhere", () => {
    expect(act({ op: "peer.connect", peer: "caller", to: "channel" }).saw).toEqual(BAD);
  });
});

describe("a peer with a wire", () => {
  it("sends and receives bytes as they are", () => {
    const fd = connection();
    host.send(fd, Uint8Array.from([0, 10, 13, 255]));

    expect(act({ op: "peer.send", peer: "wire", data: "\u0000\r\n\u00ff" }).saw).toEqual(DONE);
    expect(readAll(fd)).toBe("\u0000\r\n\u00ff");
    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "\u0000\n\r\u00ff" });
  });

  it("receives nothing where nothing was sent", () => {
    connection();

    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual(NOTHING);
  });

  it("receives what it asks for, piece by piece, and then the end, again and again", () => {
    const fd = connection();
    host.send(fd, Buffer.from("abcde"));
    host.shutdown(fd, "write");

    const pieces = [2, 2, 2, undefined, undefined].map((size) =>
      act({ op: "peer.recv", peer: "wire", ...(size === undefined ? {} : { size }) }),
    );

    expect(pieces.map((piece) => piece.saw)).toEqual([
      { saw: "data", data: "ab" },
      { saw: "data", data: "cd" },
      { saw: "data", data: "e" },
      { saw: "end" },
      { saw: "end" },
    ]);
  });

  it("sees data before the end, and says which it could see without taking it", () => {
    const fd = connection();
    const before = [saw("wire", "data"), saw("wire", "end"), saw("wire", "error")];
    host.send(fd, Buffer.from("last words"));
    hangUp(fd);

    expect(before).toEqual([false, false, false]);
    expect([saw("wire", "data"), saw("wire", "data"), saw("wire", "end")]).toEqual([true, true, false]);
    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "last words" });
    expect([saw("wire", "data"), saw("wire", "end"), saw("wire", "no such thing")]).toEqual([false, true, false]);
  });

  it("sees a reset as an error", () => {
    const fd = connection();
    host.resetOnClose(fd);
    hangUp(fd);

    expect(saw("wire", "error")).toBe(true);
    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "error", errno: "ECONNRESET" });
    expect(act({ op: "peer.send", peer: "wire", data: "x" }).saw).toEqual({ saw: "error", errno: "EPIPE" });
  });

  it("ends its own direction and still receives", () => {
    const fd = connection();

    act({ op: "peer.shutdown", peer: "wire" });
    host.send(fd, Buffer.from("still here"));

    expect(readAll(fd)).toBe("<end>");
    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "still here" });
  });

  it.each([
    ["peer.close", "<end>"],
    ["peer.reset", "<ECONNRESET>"],
  ] as const)("ends both directions with %s", (op, seen) => {
    const fd = connection();

    expect(act({ op, peer: "wire" }).saw).toEqual(DONE);
    expect(readAll(fd)).toBe(seen);
  });

  it("is out of reach once it closed, and every action on it sees a bad descriptor", () => {
    connection();
    act({ op: "peer.close", peer: "wire" });
    const actions: PeerAction[] = [
      { op: "peer.send", peer: "wire", data: "x" },
      { op: "peer.recv", peer: "wire" },
      { op: "peer.shutdown", peer: "wire" },
      { op: "peer.close", peer: "wire" },
      { op: "peer.reset", peer: "wire" },
      { op: "peer.urgent", peer: "wire", data: "!" },
      { op: "peer.buffer", peer: "wire", receive: 4096 },
      { op: "peer.accept", peer: "wire", as: "other" },
    ];

    expect(actions.map((action) => act(action).saw)).toEqual(actions.map(() => BAD));
    expect([saw("wire", "end"), saw("wire", "data"), saw("wire", "error")]).toEqual([false, false, false]);
  });

  it("is like a closed one when it never came to be", () => {
    act({ op: "peer.listen", peer: "server" });
    act({ op: "peer.accept", peer: "server", as: "wire" });

    expect(act({ op: "peer.recv", peer: "wire" }).saw).toEqual(BAD);
    expect(act({ op: "peer.accept", peer: "nobody", as: "wire" }).saw).toEqual(BAD);
  });

  it("sends an urgent byte", () => {
    const fd = connection();

    act({ op: "peer.urgent", peer: "wire", data: "!" });

    expect(host.select({ read: [], write: [], except: [fd] }, 0).except).toEqual([fd]);
    expect(Buffer.from(host.recvUrgent(fd)).toString()).toBe("!");
  });
});

describe("a peer that does not read", () => {
  const fill = (fd: number): number => {
    let sent = 0;
    try {
      for (;;) sent += host.send(fd, Buffer.alloc(65536, "x"));
    } catch {
      return sent;
    }
  };

  it("lets the other side's buffers fill up, sooner when its own are small", () => {
    const [large, small] = [undefined, 4096].map((receive) => {
      const { local } = act({ op: "peer.listen", peer: "server" });
      if (receive !== undefined) act({ op: "peer.buffer", peer: "server", receive });
      const fd = socketTo(local);
      host.setSocketOption(fd, "SO_SNDBUF", 8192);
      act({ op: "peer.accept", peer: "server", as: "wire" });
      return fill(fd);
    });

    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThan((large ?? 0) / 4);
  });

  it("leaves what it was not asked for where it is", () => {
    const { local } = act({ op: "peer.listen", peer: "server", family: "unix" });
    const fd = socketTo(local, "unix");
    act({ op: "peer.accept", peer: "server", as: "wire" });
    fill(fd);

    act({ op: "peer.recv", peer: "wire", size: 1 });
    saw("wire", "data");
    const room = fill(fd);
    act({ op: "peer.recv", peer: "wire" });

    expect(room).toBe(0);
    expect(fill(fd)).toBeGreaterThan(0);
  });

  it("receives exactly what was sent when it reads after all", () => {
    const fd = connection();
    const sent = fill(fd);

    const begun = performance.now();
    const { saw: seen } = act({ op: "peer.recv", peer: "wire", from: "channel" }, { sent });

    expect(seen).toMatchObject({ saw: "data", data: { length: sent } });
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it("gives only what it is asked for, also of what it waited for", () => {
    const fd = connection();
    host.send(fd, Buffer.from("abcd"));

    const pieces = [4, 0].map((sent) => act({ op: "peer.recv", peer: "wire", size: 2 }, { sent }).saw);

    expect(pieces).toEqual([
      { saw: "data", data: "ab" },
      { saw: "data", data: "cd" },
    ]);
  });

  it("waits for what is still on its way", () => {
    let waited = false;
    const late: Host = {
      ...host,
      recv: (fd, size) => {
        if (waited) return host.recv(fd, size);
        throw new OsError("EAGAIN", 11, "nothing has arrived yet");
      },
      poll: (entries, timeoutMs) => {
        waited = true;
        return host.poll(entries, timeoutMs);
      },
    };
    peers = new Peers(late, addressOf(process.pid, next), directory);
    const fd = connection();
    host.send(fd, Buffer.from("late"));

    const [unasked, asked] = [0, 4].map((sent) => act({ op: "peer.recv", peer: "wire" }, { sent }).saw);

    expect(unasked).toEqual(NOTHING);
    expect(asked).toEqual({ saw: "data", data: "late" });
  });

  it("does not wait for ever for bytes that were never sent", () => {
    const fd = connection();
    host.send(fd, Buffer.from("few"));
    host.shutdown(fd, "write");

    expect(act({ op: "peer.recv", peer: "wire" }, { sent: 1_000_000 }).saw).toEqual({ saw: "data", data: "few" });
  });
});

describe("a peer that sends more than the kernel takes", () => {
  it("has sent little when its buffer is small", () => {
    const { local } = act({ op: "peer.listen", peer: "server", family: "unix" });
    const fd = socketTo(local, "unix");
    act({ op: "peer.accept", peer: "server", as: "wire" });

    act({ op: "peer.buffer", peer: "wire", send: 4096 });
    act({ op: "peer.send", peer: "wire", data: LARGE });

    expect(readAll(fd).length).toBeLessThan(32_768);
  });

  /** Reads until the end or until `most` bytes came, giving the peers a chance to go on before each read. */
  const drain = (fd: number, most: number): string => {
    let text = "";
    for (let waits = 0; waits < 1000 && text.length < most && !text.endsWith("<end>"); waits += 1) {
      act({ op: "peer.recv", peer: "nobody" });
      host.poll([{ fd, flags: POLL_FLAGS.POLLIN }], 20);
      text += readAll(fd);
    }
    return text;
  };

  const connectionToSlow = (): number => {
    const fd = connection();
    act({ op: "peer.buffer", peer: "wire", send: 4096 });
    return fd;
  };

  it("goes on with every later action of any peer", () => {
    const fd = connectionToSlow();

    expect(act({ op: "peer.send", peer: "wire", data: LARGE }).saw).toEqual(DONE);

    expect(drain(fd, LARGE_BYTES) === LARGE.repeat.repeat(LARGE.times)).toBe(true);
  });

  it.each(["peer.shutdown", "peer.close"] as const)("has sent everything before %s ends it", (op) => {
    const fd = connectionToSlow();
    act({ op: "peer.send", peer: "wire", data: LARGE });

    act({ op, peer: "wire" });
    const meanwhile = act({ op: "peer.recv", peer: "wire" }).saw;

    expect(meanwhile).toEqual(op === "peer.close" ? BAD : NOTHING);
    expect(drain(fd, LARGE_BYTES + 1).length).toBe(LARGE_BYTES + "<end>".length);
    expect(act({ op: "peer.send", peer: "wire", data: "x" }).saw).toEqual(
      op === "peer.close" ? BAD : { saw: "error", errno: "EPIPE" },
    );
  });
});

describe("the peers of a play", () => {
  it("keep a record of what each action saw, in order, but not of questions", () => {
    act({ op: "peer.listen", peer: "server" });
    saw("server", "connection");
    act({ op: "peer.accept", peer: "server", as: "wire" });
    act({ op: "peer.recv", peer: "wire" });

    expect(peers.seen).toEqual([
      { op: "peer.listen", of: "server", saw: DONE },
      { op: "peer.accept", of: "server", saw: NOTHING },
      { op: "peer.recv", of: "wire", saw: BAD },
    ]);
  });

  it("give up a name's former socket when the name is used again", () => {
    const fd = connection();
    const { local } = act({ op: "peer.listen", peer: "server" });
    socketTo(local);
    act({ op: "peer.accept", peer: "server", as: "wire" });

    expect(readAll(fd)).toBe("<end>");
  });

  it("say so when they are asked for what makes no sense", () => {
    connection();

    expect(() => act({ op: "peer.send", peer: "wire", data: "x", to: "server" })).toThrow(
      'peer.send has "to" for datagrams only: a stream knows where it goes',
    );
    expect(peers.seen.map(({ op }) => op)).toEqual(["peer.listen", "peer.accept"]);
  });

  it("come back to their path when the name is used again, and to no other's", () => {
    act({ op: "peer.listen", peer: "door", family: "unix" });
    const again = act({ op: "peer.listen", peer: "door", family: "unix" });
    writeFileSync(join(directory, "taken"), "");
    const before = readdirSync("/dev/fd").length;
    const taken = act({ op: "peer.listen", peer: "taken", family: "unix" });

    expect([again.saw, again.local]).toEqual([DONE, `${directory}/door`]);
    expect(taken).toEqual({ saw: { saw: "error", errno: "EADDRINUSE" } });
    expect(readdirSync("/dev/fd")).toHaveLength(before);
    expect(act({ op: "peer.accept", peer: "taken", as: "wire" }).saw).toEqual(BAD);
  });

  it("leave nothing open", () => {
    const fd = connection();
    const { local } = act({ op: "peer.listen", peer: "another" });

    peers.close();
    peers.close();

    expect(readAll(fd)).toBe("<end>");
    expect(host.nameError(host.getSocketOption(socketTo(local), "SO_ERROR"))).toBe("ECONNREFUSED");
  });
});
