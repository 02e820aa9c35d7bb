import { afterEach, describe, expect, it } from "vitest";
import { OsError } from "../../spec/host.ts";
import { bytesOf } from "../asyncore/bytes.ts";
import { currentError } from "../asyncore/current-error.ts";
import { AttributeError } from "../asyncore/errors.ts";
import { Socket } from "../asyncore/socket.ts";
import { SocketMap } from "../asyncore/socket-map.ts";
import { posixHost } from "../posix/index.ts";
import { AsyncChat } from "./async-chat.ts";

type Code = "EAGAIN" | "EALREADY" | "EINPROGRESS" | "ETIMEDOUT" | "ECONNRESET";

const map = new SocketMap(posixHost);

afterEach(() => {
  for (const channel of map.values()) channel.close();
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Notes what is handed over and found. */
class Noting extends AsyncChat {
  readonly events: string[] = [];

  override collectIncomingData(data: Uint8Array): void {
    this.events.push(`collect ${text(data)}`);
  }

  override foundTerminator(): void {
    this.events.push("found");
  }

  override handleClose(): void {
    this.events.push("handleClose");
    super.handleClose();
  }

  override handleError(error?: unknown): void {
    this.events.push(`handleError ${error === currentError() ? (error as Error).message : "of something else"}`);
  }
}

/** A connected channel whose terminator is a line feed, or another one. */
function noting(terminator: string | number | null = "\n") {
  const [ours, wire] = Socket.pair(posixHost);
  wire.setBlocking(false);
  const channel = new Noting(ours, map);
  channel.setTerminator(terminator);
  return { channel, wire, events: channel.events };
}

/** Has the channel receive `data`, in one event. */
function receive(channel: AsyncChat, wire: Socket, data: string): void {
  wire.send(bytesOf(data));
  channel.handleReadEvent();
}

describe("input", () => {
  it("is received once per event and then parsed to its end", () => {
    const { channel, wire, events } = noting("\r\n");
    channel.acInBufferSize = 8;

    receive(channel, wire, "ab\r\ncd\r\nef\r\n");
    expect(events.splice(0)).toEqual(["collect ab", "found", "collect cd", "found"]);

    channel.handleReadEvent();
    expect(events).toEqual(["collect ef", "found"]);
  });

  it("that may be the beginning of a terminator waits for more, and is lost at the end", () => {
    const { channel, wire, events } = noting("\r\n");

    receive(channel, wire, "ab\r");
    receive(channel, wire, "x\r");
    wire.close();
    channel.handleReadEvent();

    expect(events).toEqual(["collect ab", "collect \rx", "handleClose"]);
    expect(text(channel.acInBuffer)).toBe("\r");
  });

  it("is counted down, and handed over without end when the count was reached", () => {
    const { channel, wire, events } = noting(5);

    receive(channel, wire, "abc");
    expect(channel.getTerminator()).toBe(2);

    receive(channel, wire, "defgh");
    expect(events).toEqual(["collect abc", "collect de", "found", "collect fgh"]);
    expect(channel.getTerminator()).toBe(0);
  });

  it("meets the terminator that is asked for at every step", () => {
    const { channel, wire, events } = noting();
    channel.foundTerminator = () => {
      events.push("found");
      channel.setTerminator(events.length < 3 ? ";" : 2);
    };

    receive(channel, wire, "a\nb;cdef");

    expect(events).toEqual(["collect a", "found", "collect b", "found", "collect cd", "found", "collect ef", "found"]);
  });

  it("is parsed to its end even when the channel was closed, but not when the buffers were discarded", () => {
    const [closing, discarding] = [noting(), noting()];
    closing.channel.foundTerminator = () => closing.channel.close();
    discarding.channel.foundTerminator = () => discarding.channel.discardBuffers();

    for (const { channel, wire } of [closing, discarding]) receive(channel, wire, "QUIT\nNOOP\n");

    expect(closing.events).toEqual(["collect QUIT", "collect NOOP"]);
    expect(discarding.events).toEqual(["collect QUIT"]);
  });

  it("is handed over again when it was refused, and lost when its end was", () => {
    const { channel, wire, events } = noting();
    const refuse = () => {
      throw new Error("refused");
    };

    channel.collectIncomingData = refuse;
    expect(() => receive(channel, wire, "a\n")).toThrow("refused");
    channel.collectIncomingData = Noting.prototype.collectIncomingData;
    receive(channel, wire, "b\n");
    expect(events.splice(0)).toEqual(["collect a", "found", "collect b", "found"]);

    channel.foundTerminator = refuse;
    expect(() => receive(channel, wire, "c\nd\n")).toThrow("refused");
    channel.foundTerminator = Noting.prototype.foundTerminator;
    receive(channel, wire, "e\n");
    expect(events).toEqual(["collect c", "collect d", "found", "collect e", "found"]);
  });

  it("without a terminator set before it is an error, and waits", () => {
    const { channel, wire } = noting();
    delete channel.terminator;

    expect(() => receive(channel, wire, "too early")).toThrow(AttributeError);

    expect(text(channel.acInBuffer)).toBe("too early");
  });

  it("of a socket that has nothing is ignored, that fails is an error, and that is lost is the end", () => {
    const { channel, events } = noting();
    let code: Code = "EAGAIN";
    channel.recv = () => {
      throw new OsError(code, 1, code);
    };

    for (code of ["EAGAIN", "EALREADY", "EINPROGRESS", "ETIMEDOUT", "ECONNRESET"] as const) channel.handleReadEvent();

    expect(events).toEqual(["handleError ETIMEDOUT", "handleError ECONNRESET"]);
    channel.recv = () => {
      throw new TypeError("no error of the system");
    };
    expect(() => channel.handleReadEvent()).toThrow(TypeError);
  });

  it("joins what the buffer is after receiving, whatever receiving did to it", () => {
    const { channel, wire, events } = noting("\r\n");
    receive(channel, wire, "old\r");
    channel.recv = () => {
      channel.discardBuffers();
      return bytesOf("\nnew\r\n");
    };

    channel.handleReadEvent();

    expect(events).toEqual(["collect old", "collect \nnew", "found"]);
  });

  it("kept by a subclass is given once", () => {
    const { channel } = noting();

    for (const data of ["ab", "cd"]) channel._collectIncomingData(bytesOf(data));

    expect(channel.incoming).toEqual([bytesOf("ab"), bytesOf("cd")]);
    expect([text(channel._getData()), text(channel._getData())]).toEqual(["abcd", ""]);
  });
});

describe("a terminator", () => {
  it("is no negative count, and no text that is not bytes", () => {
    const { channel } = noting(7);

    expect(() => channel.setTerminator(-2)).toThrow(new RangeError("the number of received bytes must be positive"));
    expect(() => channel.setTerminator("\u20ac")).toThrow(RangeError);

    expect(channel.getTerminator()).toBe(7);
  });

  it("that is a count must still be one when bytes were counted", () => {
    const { channel, wire } = noting(5);
    channel.collectIncomingData = () => channel.setTerminator("\n");

    expect(() => receive(channel, wire, "abc")).toThrow(TypeError);
  });
});
