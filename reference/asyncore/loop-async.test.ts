import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AsyncLoopOptions, Dispatcher, ExitNow, loop, loopAsync, Socket, SocketMap } from "../index.ts";

const GENEROUS_MS = 5000;

/** A channel on one end of a pair that notes what happens to it, and does what it is told when it reads. */
class Noting extends Dispatcher {
  readonly name: string;
  readonly notes: string[];
  whenReading: () => void = () => {};

  constructor(name: string, socket: Socket, map: SocketMap, notes: string[]) {
    super(socket, map);
    this.name = name;
    this.notes = notes;
  }

  override writable(): boolean {
    return false;
  }

  override handleRead(): void {
    this.notes.push(`${this.name} reads ${new TextDecoder().decode(this.recv(100))}`);
    this.whenReading();
  }

  override handleClose(): void {
    this.notes.push(`${this.name} closes`);
    this.close();
  }
}

let map: SocketMap;
let notes: string[];
let kept: Socket[];

beforeEach(() => {
  map = new SocketMap();
  notes = [];
  kept = [];
});

afterEach(() => {
  for (const socket of kept) socket.close();
  map.clear();
});

function channel(name: string): { channel: Noting; wire: Socket } {
  const [socket, wire] = Socket.pair();
  kept.push(socket, wire);
  return { channel: new Noting(name, socket, map, notes), wire };
}

function say(wire: Socket, text: string): void {
  wire.send(new TextEncoder().encode(text));
}

async function lasting(promise: Promise<void>): Promise<number> {
  const begun = performance.now();
  await promise;
  return performance.now() - begun;
}

describe.each([{ usePoll: false }, { usePoll: true }, { pollster: "epoll" }] as const)("loopAsync with %o", (over) => {
  it("lets Node's event loop go on and ends when the last channel is gone", async () => {
    const { channel: a, wire } = channel("a");
    setTimeout(() => say(wire, "hello"), 20);
    a.whenReading = () => {
      a.whenReading = () => {};
      setTimeout(() => wire.close(), 20); // Not before it was read: together they are one event.
    };

    await loopAsync({ map, ...over });

    // The end is noticed inside the second read; over poll, the hang-up closes the channel once more.
    expect(notes).toEqual([
      "a reads hello",
      "a closes",
      "a reads ",
      ...("usePoll" in over && !over.usePoll ? [] : ["a closes"]),
    ]);
    expect(map.size).toBe(0);
  });

  it("does what the blocking loop does, in the same order", async () => {
    const run = async (play: (options: AsyncLoopOptions) => unknown) => {
      map = new SocketMap();
      notes = [];
      const [a, b, c] = [channel("a"), channel("b"), channel("c")];
      a.channel.whenReading = () => b.channel.close();
      c.channel.whenReading = () => loop({ map, ...over, count: 1, timeoutSeconds: 0 });
      for (const { wire } of [a, b, c]) say(wire, "x");
      a.wire.close();
      c.wire.close();
      await play({ map, ...over, timeoutSeconds: 0.01, count: 4 });
      return notes;
    };

    const blocking = await run((options) => loop(options));
    const async = await run((options) => loopAsync(options));

    expect(async).toEqual(blocking);
    expect(blocking).toContain("c reads x");
  });

  it("ends when the signal is aborted during a wait without limit, and serves nothing any more", async () => {
    const { wire } = channel("a");
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
      say(wire, "too late");
    }, 20);

    const lasted = await lasting(loopAsync({ map, ...over, timeoutSeconds: null, signal: controller.signal }));

    expect(lasted).toBeLessThan(GENEROUS_MS);
    expect(notes).toEqual([]);
    expect(map.size).toBe(1);
  });

  it("ends when a handler aborts, and leaves the rest of that pass for another loop", async () => {
    const [a, b] = [channel("a"), channel("b")];
    const controller = new AbortController();
    a.channel.whenReading = () => controller.abort();
    for (const { wire } of [a, b]) say(wire, "x");

    await loopAsync({ map, ...over, signal: controller.signal });
    const before = [...notes];
    await loopAsync({ map, ...over, count: 1 });

    expect(before).toEqual(["a reads x"]);
    expect(notes).toEqual(["a reads x", "b reads x"]);
  });

  it("makes no pass at all when the signal is aborted already", async () => {
    const { wire } = channel("a");
    say(wire, "x");

    await loopAsync({ map, ...over, signal: AbortSignal.abort() });

    expect(notes).toEqual([]);
  });

  it("waits out its timeout when nobody is interested, unless it is aborted", async () => {
    const { channel: a } = channel("a");
    a.readable = () => false;

    const whole = await lasting(loopAsync({ map, ...over, timeoutSeconds: 0.03, count: 2 }));
    const aborted = await lasting(loopAsync({ map, ...over, timeoutSeconds: 60, signal: AbortSignal.timeout(20) }));

    expect(whole).toBeGreaterThanOrEqual(59);
    expect(aborted).toBeLessThan(GENEROUS_MS);
  });

  it("rejects with what leaves a pass, and can be called again", async () => {
    const [a, b] = [channel("a"), channel("b")];
    a.channel.whenReading = () => {
      throw new ExitNow("enough");
    };
    for (const { wire } of [a, b]) say(wire, "x");

    await expect(loopAsync({ map, ...over })).rejects.toThrow(new ExitNow("enough"));
    await loopAsync({ map, ...over, count: 1 });

    expect(notes).toEqual(["a reads x", "b reads x"]);
  });

  it("serves two maps at the same time", async () => {
    const other = new SocketMap();
    const { wire } = channel("a");
    const [socket, otherWire] = Socket.pair();
    kept.push(otherWire);
    new Noting("b", socket, other, notes);
    const loops = [loopAsync({ map, ...over }), loopAsync({ map: other, ...over })];

    otherWire.close();
    await loops[1];
    wire.close();
    await loops[0];

    expect(new Set(notes)).toEqual(new Set(["b closes", "b reads ", "a closes", "a reads "]));
    expect([map.size, other.size]).toEqual([0, 0]);
  });
});
