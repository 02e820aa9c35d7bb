import { afterEach, describe, expect, it } from "vitest";
import { OsError } from "../../spec/host.ts";
import { pipe } from "../posix/files.ts";
import { posixHost } from "../posix/index.ts";
import { AttributeError } from "./errors.ts";
import { FileDispatcher } from "./file-dispatcher.ts";
import { FileWrapper } from "./file-wrapper.ts";
import { poll2 } from "./poll-pass.ts";
import { poll } from "./select-pass.ts";
import { Socket } from "./socket.ts";
import { SocketMap } from "./socket-map.ts";

const map = new SocketMap(posixHost);
const open = new Set<number>();
const events: string[] = [];

afterEach(() => {
  for (const channel of map.values()) channel.close();
  for (const fd of open) posixHost.close(fd);
  open.clear();
  events.length = 0;
});

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** A pipe whose ends block, as a program finds them. */
function newPipe(): { readFd: number; writeFd: number } {
  const ends = pipe();
  for (const fd of [ends.readFd, ends.writeFd]) {
    open.add(fd);
    posixHost.setBlocking(fd, true);
  }
  return ends;
}

function close(fd: number): void {
  open.delete(fd);
  posixHost.close(fd);
}

/** Notes what happens to it. `only` keeps it from wanting the other direction. */
class Noting extends FileDispatcher {
  only: "read" | "write" | "both" = "both";

  override readable(): boolean {
    return this.only !== "write";
  }

  override writable(): boolean {
    return this.only !== "read";
  }

  override handleRead(): void {
    events.push("handleRead");
    events.push(`received ${Buffer.from(this.recv(100)).toString()}`);
  }

  override handleWrite(): void {
    events.push("handleWrite");
  }

  override handleClose(): void {
    events.push("handleClose");
    this.close();
  }
}

describe("a channel around a file", () => {
  it("has a second descriptor, is connected, and keeps the file from blocking", () => {
    const { readFd, writeFd } = newPipe();
    const channel = new Noting(readFd, map);
    channel.only = "read";

    expect([channel.connected, channel.addr, posixHost.isBlocking(readFd)]).toEqual([true, null, false]);
    expect([...map]).toEqual([[channel.socket?.fileno(), channel]]);
    expect(channel.socket?.fileno()).not.toBe(readFd);

    close(readFd);
    posixHost.write(writeFd, bytes("still read"));
    poll(0, map);
    expect(events).toEqual(["handleRead", "received still read"]);
  });

  it("is made of whatever knows its descriptor", () => {
    const wrapper = new FileWrapper(newPipe().readFd, posixHost);

    const channel = new FileDispatcher(wrapper, map);

    expect(posixHost.isBlocking(wrapper.fileno())).toBe(false);
    expect(channel.socket?.fileno()).not.toBe(wrapper.fileno());
    wrapper.close();
  });

  it("of a file that is not open is registered nowhere", () => {
    expect(() => new FileDispatcher(2147483647, map)).toThrow(expect.objectContaining({ code: "EBADF" }));
    expect(map.size).toBe(0);
  });

  it("can be given another file, which goes on blocking", () => {
    const [first, second] = [newPipe(), newPipe()];
    const channel = new FileDispatcher(first.readFd, map);
    const former = channel.socket;

    channel.setFile(second.writeFd);

    expect([former?.fileno(), channel.socket?.fileno()].every((fd) => fd !== undefined && map.has(fd))).toBe(true);
    expect(posixHost.isBlocking(second.writeFd)).toBe(true);
    former?.close();
    map.clear();
    channel.close();
  });

  it("reads to the end of a pipe, and hears of it first over poll", () => {
    for (const [pass, heard] of [
      [poll, ["handleRead", "handleClose", "received "]],
      [poll2, ["handleClose"]],
    ] as const) {
      const { readFd, writeFd } = newPipe();
      new Noting(readFd, map).only = "read";
      close(writeFd);

      pass(0, map);

      expect(events.splice(0)).toEqual(heard);
    }
  });

  it("is closed when nobody reads any more, over select because reading what cannot be read fails", () => {
    for (const [pass, heard] of [
      [poll, ["handleRead", "handleClose", "received "]],
      [poll2, ["handleWrite", "handleClose"]],
    ] as const) {
      const { readFd, writeFd } = newPipe();
      new Noting(writeFd, map);
      close(readFd);

      pass(0, map);

      expect(events.splice(0)).toEqual(heard);
    }
  });

  it("takes errors of the file as a dispatcher takes those of a socket", () => {
    const failing = (code: "EAGAIN" | "EPIPE") => () => {
      throw new OsError(code, 1, "scripted");
    };
    const full = { ...posixHost, write: failing("EAGAIN"), read: failing("EAGAIN") };
    const channel = new Noting(newPipe().writeFd, new SocketMap(full));

    expect(channel.send(bytes("full"))).toBe(0);
    expect(() => channel.recv(10)).toThrow(expect.objectContaining({ code: "EAGAIN" }));
    expect(events).toEqual([]);

    const broken = new Noting(newPipe().writeFd, new SocketMap({ ...posixHost, write: failing("EPIPE") }));
    expect(broken.send(bytes("broken"))).toBe(0);
    expect(events).toEqual(["handleClose"]);
    channel.close();
  });

  it("has no error that waits, no address and nobody to connect to", () => {
    const channel = new FileDispatcher(newPipe().readFd, map);

    expect(channel.pendingError()).toBe(0);
    for (const call of [
      () => channel.setReuseAddr(),
      () => channel.bind(["127.0.0.1", 0]),
      () => channel.listen(1),
      () => channel.accept(),
      () => channel.connect(["127.0.0.1", 1]),
    ]) {
      expect(call).toThrow(AttributeError);
    }
  });

  it("with a socket in place of the file is a channel around a socket", () => {
    const channel = new FileDispatcher(newPipe().readFd, map);
    channel.socket?.close();
    map.clear();
    const [ours, wire] = Socket.pair(posixHost);

    channel.setSocket(ours);
    channel.setReuseAddr();
    wire.close();

    expect(channel.pendingError()).toBe(0);
    expect(channel.recv(1)).toHaveLength(0);
  });
});
