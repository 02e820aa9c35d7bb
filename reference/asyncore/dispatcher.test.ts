import { afterEach, describe, expect, it, vi } from "vitest";
import { posixHost } from "../posix/index.ts";
import { Dispatcher } from "./dispatcher.ts";
import { AssertionError, AttributeError, ExitNow, SystemExit } from "./errors.ts";
import { poll2 } from "./poll-pass.ts";
import { poll } from "./select-pass.ts";
import { Socket } from "./socket.ts";
import { SocketMap } from "./socket-map.ts";

const printed: string[] = [];
const map = new SocketMap({ ...posixHost, print: (stream, text) => void printed.push(`${stream} ${text}`) });

afterEach(() => {
  for (const channel of map.values()) channel.close();
  map.clear();
  printed.length = 0;
});

function connected(Class: typeof Dispatcher): Dispatcher {
  const [socket, wire] = Socket.pair(posixHost);
  wire.send(Uint8Array.of(1));
  return new Class(socket, map);
}

describe("a class of channels", () => {
  it("has the options of all its channels, until one of them is given its own", () => {
    class Quiet extends Dispatcher {
      static {
        Quiet.prototype.debug = true;
      }
    }
    class Loud extends Dispatcher {
      override ignoreLogTypes = new Set<string>();
    }

    const channels = [new Dispatcher(null, map), new Quiet(null, map), new Loud(null, map)];
    for (const channel of channels) channel.logInfo("careful", "warning");

    expect(channels.map((channel) => channel.debug)).toEqual([false, true, false]);
    expect(Object.hasOwn(new Dispatcher(null, map), "connected")).toBe(false);
    expect(printed).toEqual(["stdout warning: careful\n"]);
  });

  it("that goes round the constructor has no map to register in", () => {
    const channel = Object.create(Dispatcher.prototype) as Dispatcher;

    expect(() => channel.addChannel()).toThrow(AttributeError);
    expect(() => channel.close()).toThrow(AttributeError);
    expect(() => channel.send(Uint8Array.of(1))).toThrow(AttributeError);
  });
});

describe("a socket", () => {
  it("that counts as false is none", () => {
    const [socket] = Socket.pair(posixHost);

    const channel = new Dispatcher(Object.assign(socket, { length: 0 }), map);

    expect([channel.socket, channel.connected, map.size]).toEqual([null, false, 0]);
    socket.close();
  });
});

describe("handleError", () => {
  it("is handed the error, and knows it even when an override leaves it out", () => {
    const error = new TypeError("no such thing");
    const handed: unknown[] = [];
    class Failing extends Dispatcher {
      override handleRead(): void {
        throw error;
      }

      override handleError(...args: unknown[]): void {
        handed.push(...args);
        super.handleError();
      }
    }

    for (const pass of [poll, poll2]) {
      connected(Failing);
      pass(0, map);
    }

    expect(handed).toEqual([error, error]);
    expect(printed).toHaveLength(2);
    for (const line of printed) {
      expect(line).toMatch(
        /^stdout error: uncaptured python exception, closing channel <asyncore\.Failing connected '' at 0x[0-9a-f]+> /,
      );
      expect(line).toMatch(/ \(<class 'TypeError'>:no such thing( \[[^[\]|]+\|[^[\]|]+\|\d+\])+\)\n$/);
    }
  });

  it("has nothing to say when nothing was thrown", () => {
    const channel = connected(Dispatcher);

    expect(() => channel.handleError()).toThrow(new AssertionError("traceback does not exist"));
  });

  it("names errors of the system as the original does, whoever made them", () => {
    const channel = new Dispatcher(null, map);
    const nodes = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED", errno: -111 });

    channel.handleError(nodes);

    expect(printed[0]).toContain("(<class 'ConnectionRefusedError'>:[Errno 111] connect ECONNREFUSED ");
  });

  it("survives what is no error, and a channel that cannot be shown", () => {
    class Unspeakable extends Dispatcher {
      override toString(): string {
        throw new Error("no words");
      }
    }

    new Unspeakable(null, map).handleError("just text");

    expect(printed[0]).toMatch(
      /closing channel <__repr__\(self\) failed for object at [0-9a-f]+> \(<class 'Exception'>:just text \[\?\|\?\|0\]\)/,
    );
  });
});

describe("errors by name", () => {
  it("leave the loop whichever library they are from", () => {
    const foreign = Object.assign(new Error("stop"), { name: "KeyboardInterrupt" });
    const renamed = Object.assign(new SystemExit("stop"), { name: "Stop" });
    const handleError = vi.fn();

    for (const error of [foreign, renamed, new ExitNow()]) {
      for (const pass of [poll, poll2]) {
        const channel = connected(Dispatcher);
        channel.handleError = handleError;
        channel.handleRead = () => {
          throw error;
        };
        expect(() => pass(0, map)).toThrow(error);
        channel.close();
      }
    }

    expect(handleError).not.toHaveBeenCalled();
  });

  it("close the channel over poll when they carry the code of a lost connection", () => {
    const channel = connected(Dispatcher);
    const [handleClose, handleError] = [vi.fn(), vi.fn()];
    Object.assign(channel, { handleClose, handleError });
    channel.handleRead = () => {
      throw Object.assign(new Error("gone"), { code: "EPIPE" });
    };

    poll2(0, map);
    poll(0, map);

    expect([handleClose.mock.calls.length, handleError.mock.calls.length]).toEqual([1, 1]);
  });
});
