import { afterEach, describe, expect, it } from "vitest";
import { type Host, OsError } from "../../spec/host.ts";
import { posixHost } from "../posix/index.ts";
import { DispatcherWithSend } from "./dispatcher-with-send.ts";
import { AttributeError } from "./errors.ts";
import { poll } from "./select-pass.ts";
import { Socket } from "./socket.ts";
import { SocketMap } from "./socket-map.ts";

type Outcome = number | "all" | "EAGAIN" | "EPIPE" | "ENOBUFS";

const map = new SocketMap(posixHost);

afterEach(() => {
  for (const channel of map.values()) channel.close();
});

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

/** A kernel that sends nothing and says `outcomes` instead, then that all was sent. It notes what it was offered. */
function sending(outcomes: readonly Outcome[]): { host: Host; offered: string[] } {
  const left = [...outcomes];
  const offered: string[] = [];
  const send = (_fd: number, data: Uint8Array) => {
    offered.push(Buffer.from(data).toString("latin1"));
    const outcome = left.shift() ?? "all";
    if (typeof outcome === "number") return outcome;
    if (outcome === "all") return data.length;
    throw new OsError(outcome, 1, "scripted");
  };
  return { host: { ...posixHost, send }, offered };
}

function connected<Channel extends DispatcherWithSend>(
  Class: new (socket: Socket, map: SocketMap) => Channel,
  host: Host = posixHost,
): { channel: Channel; wire: Socket } {
  const [ours, wire] = Socket.pair(posixHost);
  const socket = new Socket("unix", "stream", host, posixHost.duplicate(ours.fileno()));
  ours.close();
  wire.setBlocking(false);
  return { channel: new Class(socket, map), wire };
}

describe("a channel that buffers", () => {
  it("sends at once, and gives nothing", () => {
    const { channel, wire } = connected(DispatcherWithSend);

    const given: unknown = channel.send(bytes("hello\r\n"));

    expect(given).toBeUndefined();
    expect(wire.recv(100)).toEqual(bytes("hello\r\n"));
    expect([...map.values()]).toEqual([channel]);
  });

  it("offers at most 65536 bytes in one attempt", () => {
    const { host, offered } = sending([]);
    const { channel } = connected(DispatcherWithSend, host);

    channel.send(new Uint8Array(200_000));
    poll(0, map);

    expect(offered.map((data) => data.length)).toEqual([65536, 65536]);
    expect(channel.outBuffer).toHaveLength(200_000 - 2 * 65536);
  });

  it("keeps what was not taken in order, and wants to write while there is something", () => {
    const { host, offered } = sending([2, "EAGAIN", 1, 0]);
    const { channel } = connected(DispatcherWithSend, host);
    const wanted = [channel.writable()];

    channel.send(bytes("hel"));
    wanted.push(channel.writable());
    channel.send(bytes("lo"));
    for (let pass = 0; pass < 5; pass += 1) poll(0, map);
    wanted.push(channel.writable());

    expect(offered).toEqual(["hel", "llo", "llo", "lo", "lo"]);
    expect(wanted).toEqual([0, 1, 0]);
  });

  it("keeps what is sent while it connects, and sends it in the event that connects", () => {
    const { host, offered } = sending(["EAGAIN"]);
    const listener = new Socket("inet", "stream", posixHost);
    listener.bind(["127.0.0.1", 0]);
    listener.listen(1);
    const own = new SocketMap(host);
    const channel = new DispatcherWithSend(null, own);
    channel.createSocket();
    channel.connect(listener.getsockname());

    channel.send(bytes("early"));
    const wanted = channel.writable();
    channel.ignoreLogTypes = new Set(["warning"]);
    poll(1, own);

    expect(wanted).toBe(true);
    expect(offered).toEqual(["early", "early"]);
    for (const end of [channel, listener]) end.close();
  });

  it("keeps everything when the connection is lost, and when sending fails", () => {
    const { host } = sending(["EPIPE", "ENOBUFS"]);
    const closed: string[] = [];
    class Clinging extends DispatcherWithSend {
      override handleClose(): void {
        closed.push("handleClose");
      }
    }
    const { channel } = connected(Clinging, host);

    channel.send(bytes("lost"));
    const failing = () => channel.send(bytes(", no memory"));

    expect(failing).toThrow(expect.objectContaining({ code: "ENOBUFS" }));
    expect(closed).toEqual(["handleClose"]);
    expect(channel.outBuffer).toEqual(bytes("lost, no memory"));
  });

  it("has the kernel send nothing when it has nothing", () => {
    const { host, offered } = sending([]);
    const { channel } = connected(DispatcherWithSend, host);

    channel.send(bytes(""));
    channel.handleWrite();

    expect(offered).toEqual(["", ""]);
  });

  it("says what it sends before it sends it, when it is debugged", () => {
    const said: unknown[] = [];
    const { host, offered } = sending([]);
    class Talkative extends DispatcherWithSend {
      override logInfo(message: unknown, type = "info"): void {
        said.push(`${type}: ${message} after ${offered.length}`);
      }
    }
    const { channel } = connected(Talkative, host);
    channel.debug = true;

    channel.send(bytes("it's\r\n"));

    expect(said).toEqual([`info: sending b"it's\\r\\n" after 0`]);
  });

  it("keeps a copy, of bytes and of nothing else", () => {
    const { host, offered } = sending([0]);
    const { channel } = connected(DispatcherWithSend, host);
    const data = bytes("mine");

    channel.send(data);
    data.fill(0);
    channel.initiateSend();

    expect(offered).toEqual(["mine", "mine"]);
    expect(() => channel.send("text" as never)).toThrow(TypeError);
  });

  it("has no buffer before it is constructed", () => {
    const channel = Object.create(DispatcherWithSend.prototype) as DispatcherWithSend;
    channel.connected = true;

    for (const call of [() => channel.writable(), () => channel.initiateSend(), () => channel.send(bytes("x"))]) {
      expect(call).toThrow(AttributeError);
    }
  });
});
