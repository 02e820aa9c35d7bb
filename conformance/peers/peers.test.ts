// Whether peers come to be, find each other and end as the program says, and whether the record of them is true.

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { BAD, DONE, NOTHING, PeerBench, readAll } from "../testing/peer-bench.ts";

let bench: PeerBench;

beforeEach(() => {
  bench = new PeerBench();
});

afterEach(() => bench.close());

describe("a listening peer", () => {
  it("is at the play's own address, under its name", () => {
    const { saw: seen, local } = bench.act({ op: "peer.listen", peer: "server" });

    expect(seen).toEqual(DONE);
    expect(local).toEqual([bench.place.address, expect.any(Number)]);
    expect(bench.peers.addresses).toEqual(
      new Map([
        [`${bench.place.directory}/`, ""],
        [(local as readonly unknown[]).join(":"), "server"],
      ]),
    );
  });

  it("accepts a connection, and nothing when nobody connected", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server" });
    const before = bench.act({ op: "peer.accept", peer: "server", as: "wire" });
    bench.socketTo(local);

    expect(before).toEqual({ saw: NOTHING });
    expect(bench.act({ op: "peer.accept", peer: "server", as: "wire" })).toEqual({ saw: { saw: "connection" } });
    expect(bench.act({ op: "peer.accept", peer: "server", as: "again" })).toEqual({ saw: NOTHING });
  });

  it("says that a connection waits, without taking it", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server" });
    const before = bench.saw("server", "connection");
    const fd = bench.socketTo(local);

    expect([before, bench.saw("server", "connection"), bench.saw("server", "connection")]).toEqual([false, true, true]);
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });
    host.send(fd, Buffer.from("no connection"));
    expect([
      bench.saw("server", "connection"),
      bench.saw("wire", "connection"),
      bench.saw("nobody", "connection"),
    ]).toEqual([false, false, false]);
  });

  it("takes no more connections than its backlog", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server", backlog: 0 });
    const [first, second] = [bench.socketTo(local), bench.socketTo(local)];

    expect(host.getPeerName(first)).toEqual(local);
    expect(() => host.getPeerName(second)).toThrow(expect.objectContaining({ code: "ENOTCONN" }));
  });

  it("resets who waits when it closes", () => {
    const { local } = bench.act({ op: "peer.listen", peer: "server" });
    const fd = bench.socketTo(local);
    bench.saw("server", "connection");

    bench.act({ op: "peer.close", peer: "server" });

    expect(readAll(fd)).toBe("<ECONNRESET>");
  });

  it("can be reached through the local domain and through IPv6", () => {
    const unix = bench.act({ op: "peer.listen", peer: "door", family: "unix" });
    const inet6 = bench.act({ op: "peer.listen", peer: "six", family: "inet6" });
    bench.socketTo(unix.local, "unix");
    bench.socketTo(inet6.local, "inet6");

    expect(unix.local).toBe(`${bench.place.directory}/door`);
    expect(bench.peers.addresses.get(`${bench.place.directory}/door`)).toBe("door");
    expect(bench.peers.addresses.get(`::1:${inet6.local?.[1]}`)).toBe("six");
    expect(bench.act({ op: "peer.accept", peer: "door", as: "a" }).saw).toEqual({ saw: "connection" });
    expect(bench.act({ op: "peer.accept", peer: "six", as: "b" }).saw).toEqual({ saw: "connection" });
  });
});

describe("a bound peer", () => {
  it("refuses connections in the local domain, too, and leaves its path when it closes", () => {
    const { local } = bench.act({ op: "peer.bind", peer: "door", family: "unix" });
    const address = local ?? "";
    const refused = () => bench.act({ op: "peer.connect", peer: "caller", to: "door", family: "unix" }, { address });

    expect(refused().saw).toEqual({ saw: "error", errno: "ECONNREFUSED" });
    bench.act({ op: "peer.close", peer: "door" });
    expect(refused().saw).toEqual({ saw: "error", errno: "ECONNREFUSED" });
  });

  it("refuses connections", () => {
    const { local } = bench.act({ op: "peer.bind", peer: "closed" });
    const fd = bench.socketTo(local);

    expect(host.nameError(host.getSocketOption(fd, "SO_ERROR"))).toBe("ECONNREFUSED");
  });
});

describe("a connecting peer", () => {
  it("reaches the address the adapter names, from an address of its own", () => {
    const { fd, address } = bench.listener();

    const { saw: seen, local } = bench.act({ op: "peer.connect", peer: "caller", to: "listener" }, { address });

    expect(seen).toEqual({ saw: "connection" });
    const accepted = host.accept(fd);
    bench.keep(accepted.fd);
    expect(accepted.address).toEqual(local);
  });

  it("reaches another peer by name", () => {
    bench.act({ op: "peer.listen", peer: "server" });

    expect(bench.act({ op: "peer.connect", peer: "caller", to: "server" }).saw).toEqual({ saw: "connection" });
  });

  it("reaches the local domain from nowhere, and IPv6 from an address of its own", () => {
    bench.act({ op: "peer.listen", peer: "door", family: "unix" });
    bench.act({ op: "peer.listen", peer: "six", family: "inet6" });
    const unix = bench.act({ op: "peer.connect", peer: "caller", to: "door", family: "unix" });
    const inet6 = bench.act({ op: "peer.connect", peer: "other", to: "six", family: "inet6" });

    expect(unix).toEqual({ saw: { saw: "connection" } });
    expect(inet6).toEqual({ saw: { saw: "connection" }, local: ["::1", expect.any(Number)] });
    bench.act({ op: "peer.accept", peer: "door", as: "wire" });
    bench.act({ op: "peer.send", peer: "caller", data: "knock" });
    expect(bench.act({ op: "peer.recv", peer: "wire" }).saw).toEqual({ saw: "data", data: "knock" });
  });

  it("sees no room in the local domain as nothing that could still come of it", () => {
    bench.act({ op: "peer.listen", peer: "door", family: "unix", backlog: 0 });
    const [first, second] = ["one", "two"].map((peer) =>
      bench.act({ op: "peer.connect", peer, to: "door", family: "unix" }),
    );

    expect([first?.saw, second?.saw]).toEqual([{ saw: "connection" }, { saw: "error", errno: "EAGAIN" }]);
  });

  it("sees a refusal as an error", () => {
    bench.act({ op: "peer.bind", peer: "closed" });

    expect(bench.act({ op: "peer.connect", peer: "caller", to: "closed" }).saw).toEqual({
      saw: "error",
      errno: "ECONNREFUSED",
    });
  });

  it("sees nothing while the other side's backlog is full", () => {
    bench.act({ op: "peer.listen", peer: "server", backlog: 0 });
    bench.act({ op: "peer.connect", peer: "first", to: "server" });

    expect(bench.act({ op: "peer.connect", peer: "second", to: "server" }).saw).toEqual(NOTHING);
  });

  it("sees a bad descriptor where the program's own channel is nowhere", () => {
    expect(bench.act({ op: "peer.connect", peer: "caller", to: "channel" }).saw).toEqual(BAD);
  });
});
describe("the peers of a play", () => {
  it("keep a record of what each action saw, in order, but not of questions", () => {
    bench.act({ op: "peer.listen", peer: "server" });
    bench.saw("server", "connection");
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });
    bench.act({ op: "peer.recv", peer: "wire" });

    expect(bench.peers.seen).toEqual([
      { op: "peer.listen", of: "server", saw: DONE },
      { op: "peer.accept", of: "server", saw: NOTHING },
      { op: "peer.recv", of: "wire", saw: BAD },
    ]);
  });

  it("give up a name's former socket when the name is used again", () => {
    const fd = bench.connection();
    const { local } = bench.act({ op: "peer.listen", peer: "server" });
    bench.socketTo(local);
    bench.act({ op: "peer.accept", peer: "server", as: "wire" });

    expect(readAll(fd)).toBe("<end>");
  });

  it("say so when they are asked for what makes no sense", () => {
    bench.connection();

    expect(() => bench.act({ op: "peer.send", peer: "wire", data: "x", to: "server" })).toThrow(
      'peer.send has "to" for datagrams only: a stream knows where it goes',
    );
    expect(bench.peers.seen.map(({ op }) => op)).toEqual(["peer.listen", "peer.accept"]);
  });

  it("come back to their path when the name is used again, and to no other's", () => {
    bench.act({ op: "peer.listen", peer: "door", family: "unix" });
    const again = bench.act({ op: "peer.listen", peer: "door", family: "unix" });
    writeFileSync(join(bench.place.directory, "taken"), "");
    const before = readdirSync("/dev/fd").length;
    const taken = bench.act({ op: "peer.listen", peer: "taken", family: "unix" });

    expect([again.saw, again.local]).toEqual([DONE, `${bench.place.directory}/door`]);
    expect(taken).toEqual({ saw: { saw: "error", errno: "EADDRINUSE" } });
    expect(readdirSync("/dev/fd")).toHaveLength(before);
    expect(bench.act({ op: "peer.accept", peer: "taken", as: "wire" }).saw).toEqual(BAD);
  });

  it("leave nothing open", () => {
    const fd = bench.connection();
    const { local } = bench.act({ op: "peer.listen", peer: "another" });

    bench.peers.close();
    bench.peers.close();

    expect(readAll(fd)).toBe("<end>");
    expect(host.nameError(host.getSocketOption(bench.socketTo(local), "SO_ERROR"))).toBe("ECONNREFUSED");
  });
});
