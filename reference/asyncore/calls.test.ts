import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DispatcherWithSend, loop, type Pollster, Socket, SocketMap } from "../index.ts";
import { libc } from "../posix/libc.ts";

const X = Uint8Array.of(120);
const CHANNELS = 20;
const PASSES = 5;

/** The echo of the original's documentation. */
class Echo extends DispatcherWithSend {
  override handleRead(): void {
    this.send(this.recv(100));
  }
}

let map: SocketMap;
let wires: Socket[];

beforeEach(() => {
  map = new SocketMap();
  wires = [];
  for (let at = 0; at < CHANNELS; at += 1) {
    const [socket, wire] = Socket.pair();
    new Echo(socket, map);
    wires.push(wire);
  }
});

afterEach(() => {
  for (const channel of map.values()) channel.close();
  for (const wire of wires) wire.close();
});

/** Which calls of the C library are made while `action` runs, each with how often. Those that failed asked for errno. */
function callsDuring(action: () => void): Record<string, number> {
  const names = Object.keys(libc) as (keyof typeof libc)[];
  const spies = names.map((name) => [name, vi.spyOn(libc, name as "close")] as const);
  action();
  const counts = spies.map(([name, spy]) => [name, spy.mock.calls.length] as const);
  for (const [, spy] of spies) spy.mockRestore();
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

const WAIT: Record<Pollster, string> = { select: "select", poll: "poll", epoll: "epoll_wait" };

describe.each(["select", "poll", "epoll"] as const)("a pass over %s", (pollster) => {
  it("makes one wait, and for each message one recv and one send", () => {
    const served = () => loop({ map, pollster, timeoutSeconds: 0, count: 1 });
    served();
    for (const wire of wires) wire.send(X);

    expect(callsDuring(served)).toEqual({ [WAIT[pollster]]: 1, recv: CHANNELS, send: CHANNELS });
  });

  it("makes one wait and nothing else when nobody is ready, however often", () => {
    loop({ map, pollster, timeoutSeconds: 0, count: 1 });

    const calls = callsDuring(() => loop({ map, pollster, timeoutSeconds: 0, count: PASSES }));

    expect(calls).toEqual({ [WAIT[pollster]]: PASSES });
  });
});

describe("a pass over epoll", () => {
  it("tells the kernel of one change of interest by one call", () => {
    const [first] = map.values() as IterableIterator<Echo>;
    const pass = () => loop({ map, pollster: "epoll", timeoutSeconds: 0, count: 1 });
    pass();
    (first as Echo).readable = () => false;

    expect(callsDuring(pass)).toEqual({ epoll_ctl: 1, epoll_wait: 1 });
    expect(callsDuring(pass)).toEqual({ epoll_wait: 1 });
  });
});
