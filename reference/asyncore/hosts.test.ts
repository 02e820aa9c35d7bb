import { describe, expect, it, vi } from "vitest";
import { type Host, OsError } from "../../spec/host.ts";
import { posixHost } from "../posix/index.ts";
import { Dispatcher } from "./dispatcher.ts";
import { epoll } from "./epoll-pass.ts";
import { loop } from "./loop.ts";
import { poll2 } from "./poll-pass.ts";
import { poll } from "./select-pass.ts";
import { Socket } from "./socket.ts";
import { SocketMap } from "./socket-map.ts";

/** The real kernel but for some calls. */
function hostWith(calls: Partial<Host>): Host {
  return { ...posixHost, ...calls };
}

/** A map on `host` with one connected channel. */
function oneChannel(host: Host): { map: SocketMap; channel: Dispatcher; wire: Socket } {
  const map = new SocketMap(host);
  const [socket, wire] = Socket.pair(posixHost);
  return {
    map,
    channel: new Dispatcher(new Socket("unix", "stream", host, posixHost.duplicate(socket.fileno())), map),
    wire,
  };
}

function failing(code: "ENOMEM" | "EMFILE"): () => never {
  return () => {
    throw new OsError(code, 12, "scripted");
  };
}

describe("a map", () => {
  it("without a kernel names the remedy", async () => {
    vi.resetModules(); // Who loads index.ts gives all maps a kernel, and other tests did.
    const [{ Dispatcher }, { poll }, { SocketMap }] = await Promise.all([
      import("./dispatcher.ts"),
      import("./select-pass.ts"),
      import("./socket-map.ts"),
    ]);
    const map = new SocketMap(null);
    map.set(5, new Dispatcher(null, map));

    expect(() => poll(0, map)).toThrow(/asyncore-conformance\/reference.*`host` of the map/);
    expect(() => new Dispatcher(null, map).createSocket()).toThrow(/No kernel/);
  });

  it("that is empty needs no kernel", () => {
    expect(() => loop({ map: new SocketMap(null), usePoll: true })).not.toThrow();
  });

  it("decides on which kernel its channels live", () => {
    const socket = vi.fn(posixHost.socket);
    const setBlocking = vi.fn(posixHost.setBlocking);
    const map = new SocketMap(hostWith({ socket, setBlocking }));
    const channel = new Dispatcher(null, map);

    channel.createSocket("inet", "datagram");
    channel.close();

    expect(socket.mock.calls).toEqual([["inet", "datagram"]]);
    expect(setBlocking.mock.calls).toEqual([[expect.any(Number), false]]);
  });
});

describe("a kernel that fails", () => {
  it("in the wait, ends the pass with its error and changes nothing", () => {
    const { map, channel } = oneChannel(hostWith({ select: failing("ENOMEM"), poll: failing("ENOMEM") }));

    for (const pass of [poll, poll2]) {
      expect(() => pass(0, map)).toThrow(expect.objectContaining({ code: "ENOMEM" }));
    }
    expect([...map.values()]).toEqual([channel]);
    channel.close();
  });

  it("to close, still lets go of the channel", () => {
    const { map, channel } = oneChannel(hostWith({ close: failing("EMFILE") }));
    channel.accepting = true;

    expect(() => channel.close()).toThrow(expect.objectContaining({ code: "EMFILE" }));
    expect([map.size, channel.connected, channel.accepting]).toEqual([0, false, false]);
  });

  it("to make a socket, leaves the channel without one", () => {
    const map = new SocketMap(hostWith({ socket: failing("EMFILE") }));
    const channel = new Dispatcher(null, map);

    expect(() => channel.createSocket()).toThrow(expect.objectContaining({ code: "EMFILE" }));
    expect([map.size, channel.socket]).toEqual([0, null]);
  });
});

describe("a kernel without poll", () => {
  it("is served over select", () => {
    const { poll: _without, ...host } = posixHost;
    const select = vi.fn(posixHost.select);
    const { map, channel } = oneChannel({ ...host, select } as unknown as Host);

    loop({ map, usePoll: true, count: 1, timeoutSeconds: 0 });

    expect(select).toHaveBeenCalledOnce();
    channel.close();
  });
});

describe("a kernel without epoll", () => {
  it("is served over poll by the loop, and not at all by a pass that is asked for epoll itself", () => {
    const { standingPoll: _without, ...host } = posixHost;
    const poll = vi.fn(posixHost.poll);
    const { map, channel } = oneChannel({ ...host, poll });

    loop({ map, pollster: "epoll", count: 1, timeoutSeconds: 0 });

    expect(poll).toHaveBeenCalledOnce();
    expect(() => epoll(0, map)).toThrow(/no epoll/);
    channel.close();
  });
});

describe("a pass over epoll", () => {
  it("uses one wait for its map, since a pass that a handler begins comes after the wait", () => {
    const standingPoll = vi.fn(posixHost.standingPoll as NonNullable<Host["standingPoll"]>);
    const { map, channel } = oneChannel(hostWith({ standingPoll }));
    const depths: number[] = [];
    channel.handleWrite = () => {
      depths.push(depths.length);
      if (depths.length < 3) epoll(0, map);
    };

    epoll(0, map);

    expect(depths).toEqual([0, 1, 2]);
    expect(standingPoll).toHaveBeenCalledOnce();
    channel.close();
  });

  it("over a map that moved to another kernel tells that one everything", () => {
    const { map, channel } = oneChannel(posixHost);
    channel.handleWrite = vi.fn();
    epoll(0, map);
    map.host = hostWith({});

    epoll(0, map);

    expect(channel.handleWrite).toHaveBeenCalledTimes(2);
    channel.close();
  });
});

describe("a descriptor beyond the sets of select", () => {
  it("cannot be served over select, and can over poll", () => {
    const map = new SocketMap(posixHost);
    const [socket] = Socket.pair(posixHost);
    const filled: number[] = [];
    while ((filled.at(-1) ?? 0) < 1024) filled.push(posixHost.duplicate(socket.fileno()));
    const far = filled.pop() ?? -1;
    const written = vi.fn();
    const channel = new Dispatcher(new Socket("unix", "stream", posixHost, far), map);
    channel.handleWrite = written;
    for (const fd of filled) posixHost.close(fd);

    expect(() => poll(0, map)).toThrow(RangeError);
    poll2(0, map);

    expect(written).toHaveBeenCalledOnce();
    channel.close();
  });
});
