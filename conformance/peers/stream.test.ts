// Whether a peer with a wire sends and receives as remotes do, also one that does not read and one that sends too much.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { type Host, OsError, POLL_FLAGS, PollList } from "../../spec/host.ts";
import type { PeerAction } from "../../spec/program.ts";
import { BAD, DONE, NOTHING, PeerBench, readAll } from "../testing/peer-bench.ts";

const LARGE = { repeat: "0123456789abcdef", times: 100_000 };
const LARGE_BYTES = 1_600_000;

let bench: PeerBench;

beforeEach(() => {
  bench = new PeerBench();
});

afterEach(() => bench.close());

describe("a peer with a wire", () => {
  it("sends and receives bytes as they are", () => {
    const fd = bench.connection();
    host.send(fd, Uint8Array.from([0, 10, 13, 255]));

    expect(bench.act({ op: "peer.send", peer: "wire", data: "\u0000\r\n\u00ff" }).saw).toEqual(DONE);
    expect(readAll(fd)).toBe("\u0000\r\n\u00ff");
    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "\u0000\n\r\u00ff" });
  });

  it("receives nothing where nothing was sent", () => {
    bench.connection();

    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual(NOTHING);
  });

  it("has what either side sent little by little, also after both have spoken, when TCP keeps small data back", () => {
    const fd = bench.connection();
    const rounds = Array.from({ length: 20 }, () => {
      for (const data of ["1", "2", "3"]) bench.act({ op: "peer.send", peer: "wire", data });
      const read = readAll(fd);
      for (const piece of ["a", "b", "c"]) host.send(fd, Buffer.from(piece));
      return [read, bench.act({ op: "peer.recv", peer: "wire" }).saw];
    });

    expect(rounds).toEqual(rounds.map(() => ["123", { saw: "data", data: "abc" }]));
  });

  it("receives what it asks for, piece by piece, and then the end, again and again", () => {
    const fd = bench.connection();
    host.send(fd, Buffer.from("abcde"));
    host.shutdown(fd, "write");

    const pieces = [2, 2, 2, undefined, undefined].map((size) =>
      bench.act({ op: "peer.recv", peer: "wire", ...(size === undefined ? {} : { size }) }),
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
    const fd = bench.connection();
    const before = [bench.saw("wire", "data"), bench.saw("wire", "end"), bench.saw("wire", "error")];
    host.send(fd, Buffer.from("last words"));
    bench.hangUp(fd);

    expect(before).toEqual([false, false, false]);
    expect([bench.saw("wire", "data"), bench.saw("wire", "data"), bench.saw("wire", "end")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "last words" });
    expect([bench.saw("wire", "data"), bench.saw("wire", "end"), bench.saw("wire", "no such thing")]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("sees a reset as an error", () => {
    const fd = bench.connection();
    host.resetOnClose(fd);
    bench.hangUp(fd);

    expect(bench.saw("wire", "error")).toBe(true);
    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "error", errno: "ECONNRESET" });
    expect(bench.act({ op: "peer.send", peer: "wire", data: "x" }).saw).toEqual({ saw: "error", errno: "EPIPE" });
  });

  it("ends its own direction and still receives", () => {
    const fd = bench.connection();

    bench.act({ op: "peer.shutdown", peer: "wire" });
    host.send(fd, Buffer.from("still here"));

    expect(readAll(fd)).toBe("<end>");
    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "still here" });
  });

  it.each([
    ["peer.close", "<end>"],
    ["peer.reset", "<ECONNRESET>"],
  ] as const)("ends both directions with %s", (op, seen) => {
    const fd = bench.connection();

    expect(bench.act({ op, peer: "wire" }).saw).toEqual(DONE);
    expect(readAll(fd)).toBe(seen);
  });

  it("is out of reach once it closed, and every action on it sees a bad descriptor", () => {
    bench.connection();
    bench.act({ op: "peer.close", peer: "wire" });
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

    expect(actions.map((action) => bench.act(action).saw)).toEqual(actions.map(() => BAD));
    expect([bench.saw("wire", "end"), bench.saw("wire", "data"), bench.saw("wire", "error")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("is like a closed one when it never came to be", () => {
    bench.act({ op: "peer.listen", peer: "server" });
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });

    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual(BAD);
    expect(bench.act({ op: "peer.accept", peer: "nobody", as: "wire" }).saw).toEqual(BAD);
  });

  it("sends an urgent byte", () => {
    const fd = bench.connection();

    bench.act({ op: "peer.urgent", peer: "wire", data: "!" });

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
      const { local } = bench.act({ op: "peer.listen", peer: "server" });
      if (receive !== undefined) bench.act({ op: "peer.buffer", peer: "server", receive });
      const fd = bench.socketTo(local);
      host.setSocketOption(fd, "SO_SNDBUF", 8192);
      bench.act({ op: "peer.accept", peer: "server", as: "wire" });
      return fill(fd);
    });

    expect(small).toBeGreaterThan(0);
    expect(small).toBeLessThan((large ?? 0) / 4);
  });

  it("leaves what it was not asked for where it is", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server", family: "unix" });
    const fd = bench.socketTo(local, "unix");
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });
    fill(fd);

    bench.act({ op: "peer.recv", peer: "wire", size: 1 });
    bench.saw("wire", "data");
    const room = fill(fd);
    bench.act({ op: "peer.recv", peer: "wire" });

    expect(room).toBe(0);
    expect(fill(fd)).toBeGreaterThan(0);
  });

  it("receives exactly what was sent when it reads after all", () => {
    const fd = bench.connection();
    const sent = fill(fd);

    const begun = performance.now();
    const { saw: seen } = bench.act({ op: "peer.recv", peer: "wire", from: "channel" }, { sent });

    expect(seen).toMatchObject({ saw: "data", data: { length: sent } });
    expect(performance.now() - begun).toBeLessThan(1500);
  });

  it("gives only what it is asked for, also of what it waited for", () => {
    const fd = bench.connection();
    host.send(fd, Buffer.from("abcd"));

    const pieces = [4, 0].map((sent) => bench.act({ op: "peer.recv", peer: "wire", size: 2 }, { sent }).saw);

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
    bench.moveTo(late);
    const fd = bench.connection();
    host.send(fd, Buffer.from("late"));

    const [unasked, asked] = [0, 4].map((sent) => bench.act({ op: "peer.recv", peer: "wire" }, { sent }).saw);

    expect(unasked).toEqual(NOTHING);
    expect(asked).toEqual({ saw: "data", data: "late" });
  });

  it("does not wait for ever for bytes that were never sent", () => {
    const fd = bench.connection();
    host.send(fd, Buffer.from("few"));
    host.shutdown(fd, "write");

    expect(bench.act({ op: "peer.recv", peer: "wire" }, { sent: 1_000_000 }).saw).toEqual({
      saw: "data",
      data: "few",
    });
  });
});

describe("a peer that sends more than the kernel takes", () => {
  it("has sent little when its buffer is small", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server", family: "unix" });
    const fd = bench.socketTo(local, "unix");
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });

    bench.act({ op: "peer.buffer", peer: "wire", send: 4096 });
    bench.act({ op: "peer.send", peer: "wire", data: LARGE });

    expect(readAll(fd).length).toBeLessThan(32_768);
  });

  /** Reads until the end or until `most` bytes came, giving the peers a chance to go on before each read. */
  const drain = (fd: number, most: number): string => {
    let text = "";
    for (let waits = 0; waits < 1000 && text.length < most && !text.endsWith("<end>"); waits += 1) {
      bench.act({ op: "peer.recv", peer: "nobody" });
      host.poll(PollList.of({ fd, flags: POLL_FLAGS.POLLIN }), 20);
      text += readAll(fd);
    }
    return text;
  };

  const connectionToSlow = (): number => {
    const fd = bench.connection();
    bench.act({ op: "peer.buffer", peer: "wire", send: 4096 });
    return fd;
  };

  it("goes on with every later action of any peer", () => {
    const fd = connectionToSlow();

    expect(bench.act({ op: "peer.send", peer: "wire", data: LARGE }).saw).toEqual(DONE);

    expect(drain(fd, LARGE_BYTES) === LARGE.repeat.repeat(LARGE.times)).toBe(true);
  });

  it.each(["peer.shutdown", "peer.close"] as const)("has sent everything before %s ends it", (op) => {
    const fd = connectionToSlow();
    bench.act({ op: "peer.send", peer: "wire", data: LARGE });

    bench.act({ op, peer: "wire" });
    const meanwhile = bench.act({ op: "peer.recv", peer: "wire" }).saw;

    expect(meanwhile).toEqual(op === "peer.close" ? BAD : NOTHING);
    expect(drain(fd, LARGE_BYTES + 1).length).toBe(LARGE_BYTES + "<end>".length);
    expect(bench.act({ op: "peer.send", peer: "wire", data: "x" }).saw).toEqual(
      op === "peer.close" ? BAD : { saw: "error", errno: "EPIPE" },
    );
  });
});
