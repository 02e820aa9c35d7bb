import { afterEach, describe, expect, it } from "vitest";
import { OsError } from "../../spec/host.ts";
import { bytesOf } from "../asyncore/bytes.ts";
import { currentError } from "../asyncore/current-error.ts";
import { IndexError } from "../asyncore/errors.ts";
import { Socket } from "../asyncore/socket.ts";
import { SocketMap } from "../asyncore/socket-map.ts";
import { posixHost } from "../posix/index.ts";
import { AsyncChat } from "./async-chat.ts";
import type { Producer } from "./producers.ts";

type Outcome = number | "all" | "ENOBUFS" | "EPIPE";

const printed: string[] = [];
const map = new SocketMap({ ...posixHost, print: (stream, line) => void printed.push(`${stream} ${line}`) });

afterEach(() => {
  for (const channel of map.values()) channel.close();
  printed.length = 0;
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** Notes what is offered to `send`, which gives `outcomes` if there are some, and then takes everything. */
class Noting extends AsyncChat {
  readonly events: string[] = [];
  outcomes: Outcome[] | null = null;

  override send(data: Uint8Array): number | undefined {
    this.events.push(`send ${text(data)}`);
    if (this.outcomes === null) return super.send(data);
    const outcome = this.outcomes.shift() ?? "all";
    if (typeof outcome === "number") return outcome;
    if (outcome === "all") return data.length;
    throw new OsError(outcome, 1, outcome);
  }

  override handleClose(): void {
    this.events.push("handleClose");
    super.handleClose();
  }

  override handleError(error?: unknown): void {
    this.events.push(`handleError ${error === currentError() ? (error as Error).message : "of something else"}`);
  }
}

function noting() {
  const [ours, wire] = Socket.pair(posixHost);
  wire.setBlocking(false);
  const channel = new Noting(ours, map);
  return { channel, wire, events: channel.events };
}

/** Says `pieces`, one each time; throws those that are errors. */
function saying(...pieces: (string | Error)[]): Producer {
  return {
    more: () => {
      const piece = pieces.shift() ?? "";
      if (piece instanceof Error) throw piece;
      return bytesOf(piece);
    },
  };
}

describe("output", () => {
  it("is sent at once, one entry in one attempt", () => {
    const { channel, wire, events } = noting();
    channel.acOutBufferSize = 10;

    channel.push(bytesOf("aaaaaaaaaabbbbbbbbbbccccc"));
    expect(text(wire.recv(100))).toBe("aaaaaaaaaa");

    channel.acOutBufferSize = 100;
    channel.handleWriteEvent();
    channel.handleWriteEvent();
    expect(events).toEqual(["send aaaaaaaaaa", "send bbbbbbbbbb", "send ccccc"]);
    expect(text(wire.recv(100))).toBe("bbbbbbbbbbccccc");
  });

  it("is bytes", () => {
    const { channel, events } = noting();

    for (const data of ["text", 5, null, undefined, [1]]) expect(() => channel.push(data as never)).toThrow(TypeError);

    expect([channel.producerFifo, events]).toEqual([[], []]);
  });

  it("waits for a connection, and is wanted to be written until it is there", () => {
    const { channel, events } = noting();
    channel.connected = false;

    channel.push(bytesOf("early"));
    expect([events, channel.writable()]).toEqual([[], true]);

    channel.connected = true;
    expect([channel.readable(), channel.writable()]).toEqual([true, true]);
    channel.handleWriteEvent();
    expect([events, channel.writable()]).toEqual([["send early"], false]);
    channel.connected = false;
    expect(channel.writable()).toBe(true);
  });

  it("keeps what was not taken at the front", () => {
    const { channel, events } = noting();
    channel.outcomes = [0, 2, 0, 1, "all"];

    channel.push(bytesOf("hello"));
    channel.acOutBufferSize = 4;
    for (let attempt = 0; attempt < 4; attempt += 1) channel.initiateSend();

    expect(events).toEqual(["send hello", "send hell", "send llo", "send llo", "send lo"]);
    expect(channel.producerFifo).toEqual([]);
  });

  it("is as much as send says, even if that is more than it was asked for", () => {
    const { channel } = noting();
    channel.outcomes = [0, 8];

    channel.push(bytesOf("1234567"));
    channel.acOutBufferSize = 5;
    channel.initiateSend();

    expect(channel.producerFifo).toEqual([bytesOf("")]);
  });

  it("that is empty ends an attempt", () => {
    const { channel, events } = noting();
    channel.connected = false;
    for (const data of ["", "abc"]) channel.push(bytesOf(data));
    channel.connected = true;

    channel.initiateSend();
    expect(events.splice(0)).toEqual(["send "]);

    channel.initiateSend();
    expect(events).toEqual(["send abc"]);
  });

  it("stays when sending fails, which is told to the channel and nobody else", () => {
    const { channel, events } = noting();
    channel.outcomes = ["ENOBUFS", "EPIPE"];

    channel.push(bytesOf("first"));
    channel.push(bytesOf("second"));
    channel.initiateSend();

    expect(events).toEqual(["send first", "handleError ENOBUFS", "send first", "handleError EPIPE", "send first"]);
    expect(channel.producerFifo).toEqual([bytesOf("second")]);
    channel.send = () => {
      throw new TypeError("no error of the system");
    };
    expect(() => channel.initiateSend()).toThrow(TypeError);
  });

  it("that was forgotten while it was sent cannot be removed", () => {
    const { channel } = noting();
    channel.send = (data) => {
      channel.discardBuffers();
      return data.length;
    };

    expect(() => channel.push(bytesOf("gone"))).toThrow(IndexError);
  });

  it("closes the channel when all before the end mark was sent, and nothing after it is", () => {
    const { channel, wire, events } = noting();
    channel.acOutBufferSize = 2;

    channel.push(bytesOf("bye!"));
    channel.closeWhenDone();
    channel.push(bytesOf("late"));
    channel.handleWriteEvent();

    expect(events).toEqual(["send by", "send e!", "handleClose"]);
    expect(text(wire.recv(100))).toBe("bye!");
    expect(wire.recv(100)).toHaveLength(0);
    expect(printed).toEqual([]);
  });

  it("closes at a write event only, and not before the channel is connected", () => {
    const [idle, offline] = [noting(), noting()];
    offline.channel.connected = false;

    for (const { channel } of [idle, offline]) channel.closeWhenDone();
    offline.channel.handleWriteEvent();
    expect([idle.events, offline.events]).toEqual([[], []]);

    offline.channel.connected = true;
    for (const { channel } of [idle, offline]) channel.handleWriteEvent();
    expect([idle.events, offline.events]).toEqual([["handleClose"], ["handleClose"]]);
  });
});

describe("a producer", () => {
  it("is asked when it comes to the front, and left when it has nothing more to say", () => {
    const { channel, events } = noting();

    channel.pushWithProducer(saying("aa", "bb"));
    channel.push(bytesOf("end"));
    channel.initiateSend();

    expect(events).toEqual(["send aa", "send bb", "send end"]);
    expect(channel.producerFifo).toEqual([]);
  });

  it("is asked again when all of what it said was sent", () => {
    const { channel, events } = noting();
    channel.acOutBufferSize = 3;

    channel.pushWithProducer(saying("abcdefg", "h"));
    for (let attempt = 0; attempt < 4; attempt += 1) channel.initiateSend();

    expect(events).toEqual(["send abc", "send def", "send g", "send h"]);
  });

  it("that throws stays at the front", () => {
    const { channel, events } = noting();
    const moody = saying(new Error("not now"), "at last");

    expect(() => channel.pushWithProducer(moody)).toThrow("not now");
    expect(channel.producerFifo).toEqual([moody]);

    channel.initiateSend();
    expect(events).toEqual(["send at last"]);
  });

  it("may say that it has nothing more to say by saying nothing at all", () => {
    const { channel, events } = noting();

    for (const nothing of [null, undefined]) channel.pushWithProducer({ more: () => nothing });

    expect([channel.producerFifo, events]).toEqual([[], []]);
  });

  it("that is false is asked once and lost, or takes the next entry with it", () => {
    const { channel, events } = noting();
    const lossy = { ...saying("aa", "bb"), length: 0 };
    const empty = { ...saying(), size: 0 };
    const alone = { ...saying(), length: 0 };

    channel.connected = false;
    for (const producer of [lossy, empty]) channel.pushWithProducer(producer);
    for (const data of ["next", "last"]) channel.push(bytesOf(data));
    channel.connected = true;
    for (let attempt = 0; attempt < 2; attempt += 1) channel.initiateSend();

    expect(events).toEqual(["send aa", "send last"]);
    expect(() => channel.pushWithProducer(alone)).toThrow(IndexError);
  });
});
