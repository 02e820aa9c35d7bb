import { spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { POLL_FLAGS, PollList, type SocketAddress } from "../../spec/host.ts";
import { posixHost as host } from "./index.ts";

const { POLLOUT } = POLL_FLAGS;
const ANY: SocketAddress = ["127.0.0.1", 0];
const open: number[] = [];

function kept(fd: number): number {
  open.push(fd);
  return fd;
}

function listening(): { fd: number; address: SocketAddress } {
  const fd = kept(host.socket("inet", "stream"));
  host.bind(fd, "inet", ANY);
  host.listen(fd, 5);
  return { fd, address: host.getSocketName(fd) };
}

function connected(): { client: number; server: number } {
  const listener = listening();
  const client = kept(host.socket("inet", "stream"));
  host.connect(client, "inet", listener.address);
  return { client, server: kept(host.accept(listener.fd).fd) };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function errorOf(action: () => unknown): { code?: unknown; errno?: unknown; message?: unknown } {
  try {
    action();
  } catch (error) {
    return error as object;
  }
  return {};
}

afterEach(() => {
  for (const fd of open.splice(0)) {
    try {
      host.close(fd);
    } catch {
      // A test may have closed it already.
    }
  }
});

describe("connecting", () => {
  it("is complete at once on a blocking socket", () => {
    const listener = listening();
    const client = kept(host.socket("inet", "stream"));

    const outcome = host.connect(client, "inet", listener.address);

    expect(outcome).toBe(0);
    expect(host.getPeerName(client)).toEqual(listener.address);
  });

  it("is in progress on a socket that does not block", () => {
    const listener = listening();
    const client = kept(host.socket("inet", "stream"));
    host.setBlocking(client, false);

    const outcome = host.connect(client, "inet", listener.address);

    expect(host.nameError(outcome)).toBe("EINPROGRESS");
  });

  it("is refused where nobody listens, and says so once through SO_ERROR", () => {
    const nobody = kept(host.socket("inet", "stream"));
    host.bind(nobody, "inet", ANY);
    const blocking = kept(host.socket("inet", "stream"));
    const other = kept(host.socket("inet", "stream"));
    host.setBlocking(other, false);

    const outcome = host.connect(blocking, "inet", host.getSocketName(nobody));
    host.connect(other, "inet", host.getSocketName(nobody));
    host.poll(PollList.of({ fd: other, flags: POLLOUT }), 1000);
    const pending = [host.getSocketOption(other, "SO_ERROR"), host.getSocketOption(other, "SO_ERROR")];

    expect(host.nameError(outcome)).toBe("ECONNREFUSED");
    expect(pending.map((code) => host.nameError(code))).toEqual(["ECONNREFUSED", null]);
  });

  it("gives the accepting side a blocking descriptor and the address of the other end", () => {
    const listener = listening();
    host.setBlocking(listener.fd, false);
    const client = kept(host.socket("inet", "stream"));
    host.connect(client, "inet", listener.address);

    const accepted = host.accept(listener.fd);
    kept(accepted.fd);

    expect(accepted.address).toEqual(host.getSocketName(client));
    expect(host.isBlocking(accepted.fd)).toBe(true);
  });

  it("lets nobody wait behind a negative backlog, like behind none", () => {
    const listener = listening();
    host.listen(listener.fd, -1);

    const outcomes = [1, 2, 3].map(() => {
      const client = kept(host.socket("inet", "stream"));
      host.setBlocking(client, false);
      host.connect(client, "inet", listener.address);
      return host.poll(PollList.of({ fd: client, flags: POLLOUT }), 0).length;
    });

    expect(outcomes).toEqual([1, 0, 0]);
  });

  it("finds nobody to accept", () => {
    const listener = listening();
    host.setBlocking(listener.fd, false);

    expect(errorOf(() => host.accept(listener.fd))).toMatchObject({ code: "EAGAIN" });
  });
});

describe("sending and receiving", () => {
  it("carries bytes both ways and reports the orderly end as none", () => {
    const { client, server } = connected();

    const taken = host.send(client, bytes("hello"));
    const received = [host.recv(server, 2), host.recv(server, 100)];
    host.shutdown(client, "write");
    const end = host.recv(server, 100);
    host.send(server, bytes("bye"));

    expect(taken).toBe(5);
    expect(received).toEqual([bytes("he"), bytes("llo")]);
    expect(end).toEqual(new Uint8Array(0));
    expect(host.recv(client, 100)).toEqual(bytes("bye"));
  });

  it("gives bytes of the caller's own, which a later call does not change", () => {
    const { client, server } = connected();
    host.send(client, bytes("one"));
    const first = host.recv(server, 100);

    host.send(client, bytes("two"));
    host.recv(server, 100);

    expect(first).toEqual(bytes("one"));
  });

  it("receives more at once than its own buffer holds", () => {
    const { client, server } = connected();
    host.setBlocking(client, false);
    const taken = host.send(client, new Uint8Array(200_000).fill(7));

    let received = 0;
    while (received < taken) {
      const piece = host.recv(server, 200_000);
      expect(piece.every((byte) => byte === 7)).toBe(true);
      received += piece.length;
    }

    expect(received).toBe(taken);
  });

  it("fails with EAGAIN when there is nothing to receive and no room to send", () => {
    const { client, server } = connected();
    host.setBlocking(server, false);
    host.setBlocking(client, false);

    const received = errorOf(() => host.recv(server, 10));
    const sent = errorOf(() => {
      for (;;) host.send(client, new Uint8Array(65536));
    });

    expect(received).toMatchObject({ code: "EAGAIN", errno: 11, message: "Resource temporarily unavailable" });
    expect(sent).toMatchObject({ code: "EAGAIN" });
  });

  it("does not ask the kernel for no bytes, and refuses to ask for less", () => {
    const { server } = connected();
    host.setBlocking(server, false);

    expect(host.recv(server, 0)).toEqual(new Uint8Array(0));
    expect(() => host.recv(server, -1)).toThrow(RangeError);
  });

  it("makes a broken pipe an error and not the end of the process", () => {
    const [one, other] = host.socketPair();
    host.close(kept(other));

    expect(errorOf(() => host.send(kept(one), bytes("x")))).toMatchObject({ code: "EPIPE" });
  });

  it("resets the connection when asked to", () => {
    const { client, server } = connected();
    host.resetOnClose(client);
    host.close(client);

    expect(errorOf(() => host.recv(server, 10))).toMatchObject({ code: "ECONNRESET" });
  });

  it("keeps urgent data apart from ordinary data", () => {
    const { client, server } = connected();
    host.setBlocking(server, false);
    host.sendUrgent(client, bytes("ab!"));

    const urgent = host.recvUrgent(server);
    const ordinary = host.recv(server, 100);

    expect(urgent).toEqual(bytes("!"));
    expect(ordinary).toEqual(bytes("ab"));
  });

  it("carries datagrams with their borders", () => {
    const receiver = kept(host.socket("inet", "datagram"));
    host.bind(receiver, "inet", ANY);
    const sender = kept(host.socket("inet", "datagram"));
    host.connect(sender, "inet", host.getSocketName(receiver));

    host.send(sender, bytes("one"));
    host.send(sender, new Uint8Array(0));

    expect([host.recv(receiver, 100), host.recv(receiver, 100)]).toEqual([bytes("one"), new Uint8Array(0)]);
    expect(errorOf(() => host.send(sender, new Uint8Array(70_000)))).toMatchObject({ code: "EMSGSIZE" });
  });
});

describe("options and names", () => {
  it("sets and reads an option", () => {
    const fd = kept(host.socket("inet", "stream"));

    host.setSocketOption(fd, "SO_REUSEADDR", 1);
    host.setSocketOption(fd, "SO_RCVBUF", 8192);

    expect(host.getSocketOption(fd, "SO_REUSEADDR")).toBe(1);
    expect(host.getSocketOption(fd, "SO_RCVBUF")).toBeGreaterThanOrEqual(8192);
  });

  it("has no name for the other end of an unconnected socket", () => {
    const fd = kept(host.socket("inet", "stream"));

    expect(errorOf(() => host.getPeerName(fd))).toMatchObject({ code: "ENOTCONN" });
  });

  it("reports a descriptor that is not open by name", () => {
    const fd = host.socket("inet", "stream");
    host.close(fd);

    const failures = [
      () => host.close(fd),
      () => host.recv(-1, 1),
      () => host.setBlocking(fd, false),
      () => host.getSocketName(fd),
      () => host.duplicate(fd),
    ].map((action) => errorOf(action).code);

    expect(failures).toEqual(["EBADF", "EBADF", "EBADF", "EBADF", "EBADF"]);
  });

  it("keeps its descriptors out of the programs this process starts", async () => {
    const [one, other] = host.socketPair();
    const { client, server } = connected();
    const child = spawn("sleep", ["60"]);
    await new Promise((resolve) => child.once("spawn", resolve));
    for (const fd of [one, client]) host.close(fd);

    const ends = [host.recv(kept(other), 1), host.recv(server, 1)];

    child.kill();
    expect(ends).toEqual([new Uint8Array(0), new Uint8Array(0)]);
  });

  it("makes a second descriptor for the same open file", () => {
    const { client, server } = connected();
    const copy = kept(host.duplicate(server));
    host.close(server);

    host.write(client, bytes("still there"));

    expect(host.read(copy, 100)).toEqual(bytes("still there"));
  });

  it("reads no negative number of bytes", () => {
    const { server } = connected();

    expect(errorOf(() => host.read(server, -1))).toMatchObject({ code: "EINVAL", message: "Invalid argument" });
  });
});
