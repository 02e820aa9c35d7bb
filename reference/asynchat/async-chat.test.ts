import { afterEach, describe, expect, it } from "vitest";
import { bytesOf } from "../asyncore/bytes.ts";
import { NotImplementedError } from "../asyncore/errors.ts";
import { poll } from "../asyncore/select-pass.ts";
import { Socket } from "../asyncore/socket.ts";
import { SocketMap } from "../asyncore/socket-map.ts";
import { posixHost } from "../posix/index.ts";
import { AsyncChat } from "./async-chat.ts";

const printed: string[] = [];
const map = new SocketMap({ ...posixHost, print: (stream, line) => void printed.push(`${stream} ${line}`) });

afterEach(() => {
  for (const channel of map.values()) channel.close();
  printed.length = 0;
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

function connected<Channel extends AsyncChat>(
  Class: new (socket: Socket, map: SocketMap) => Channel,
): { channel: Channel; wire: Socket } {
  const [ours, wire] = Socket.pair(posixHost);
  wire.setBlocking(false);
  return { channel: new Class(ours, map), wire };
}

describe("a chat channel", () => {
  it("has the buffer sizes of its class until it is given its own", () => {
    class Small extends AsyncChat {
      static {
        Small.prototype.acInBufferSize = 4;
      }
    }

    const { channel } = connected(Small);

    expect([channel.acInBufferSize, channel.acOutBufferSize]).toEqual([4, 65536]);
    expect([AsyncChat.prototype.acInBufferSize, Object.hasOwn(channel, "acOutBufferSize")]).toEqual([65536, false]);
  });

  it("is there with all its buffers when it registers", () => {
    const seen: unknown[] = [];
    class Watched extends AsyncChat {
      override addChannel(own?: SocketMap): void {
        seen.push(this.acInBuffer, this.incoming, this.producerFifo);
        super.addChannel(own);
      }
    }

    const { channel } = connected(Watched);

    expect(seen).toEqual([new Uint8Array(0), [], []]);
    expect([channel.connected, channel.addr, map.get(channel.socket?.fileno() ?? -1)]).toEqual([true, "", channel]);
  });

  it("has to bring what it does with messages", () => {
    const { channel } = connected(AsyncChat);
    const missing = new NotImplementedError("must be implemented in subclass");

    expect(() => channel.collectIncomingData(bytesOf("a"))).toThrow(missing);
    expect(() => channel.foundTerminator()).toThrow(missing);
  });

  it("closes without a word", () => {
    const { channel, wire } = connected(AsyncChat);
    channel.ignoreLogTypes = new Set();
    wire.close();

    poll(0, map);

    expect([map.size, printed]).toEqual([0, []]);
  });

  it("forgets everything when told to", () => {
    const { channel } = connected(AsyncChat);
    const { incoming, producerFifo } = channel;
    channel.connected = false;
    channel.push(bytesOf("out"));
    channel._collectIncomingData(bytesOf("kept"));
    channel.acInBuffer = bytesOf("in");

    channel.discardBuffers();

    expect([text(channel.acInBuffer), incoming, producerFifo]).toEqual(["", [], []]);
  });

  it("greets in the event that connects it, and reads what came with it", () => {
    const events: string[] = [];
    class Greeting extends AsyncChat {
      override handleConnect(): void {
        events.push("handleConnect");
        this.push(bytesOf("HELO\r\n"));
        events.push(`${this.producerFifo.length} waits`);
      }

      override collectIncomingData(data: Uint8Array): void {
        events.push(`collect ${text(data)}`);
      }

      override foundTerminator(): void {
        events.push("found");
      }
    }
    const listener = new Socket("inet", "stream", posixHost);
    listener.bind(["127.0.0.1", 0]);
    listener.listen(1);
    const channel = new Greeting(null, map);
    channel.setTerminator("\r\n");
    channel.createSocket();
    channel.connect(listener.getsockname());
    const [wire] = listener.accept();
    wire.setBlocking(false);
    wire.send(bytesOf("220 welcome\r\n"));

    poll(0, map);

    expect(events).toEqual(["handleConnect", "1 waits", "collect 220 welcome", "found"]);
    expect(text(wire.recv(100))).toBe("HELO\r\n");
    for (const end of [wire, listener]) end.close();
  });
});
