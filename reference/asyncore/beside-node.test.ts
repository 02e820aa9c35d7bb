import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Dispatcher, DispatcherWithSend, loop, loopAsync, SocketMap } from "../index.ts";

const REQUESTS = 200;
const AT_ONCE = 8;

class Echo extends DispatcherWithSend {
  override handleRead(): void {
    const data = this.recv(4096);
    if (data.length > 0) this.send(data);
  }

  override handleClose(): void {
    this.close();
  }
}

class EchoServer extends Dispatcher {
  constructor(map: SocketMap) {
    super(null, map);
    this.createSocket();
    this.bind(["127.0.0.1", 0]);
    this.listen(5);
  }

  get port(): number {
    return Number(this.socket?.getsockname()[1]);
  }

  override handleAccept(): void {
    const pair = this.accept();
    if (pair !== null) new Echo(pair[0], this.ownMap ?? null);
  }
}

async function requested(port: number): Promise<string> {
  const [response] = (await once(get({ port, host: "127.0.0.1" }), "response")) as [IncomingMessage];
  return await text(response);
}

/** Sends every byte from 0 on its own and waits for each to come back. */
async function echoed(port: number, count: number): Promise<readonly number[]> {
  const socket = connect(port, "127.0.0.1");
  const heard: number[] = [];
  for (let byte = 0; byte < count; byte += 1) {
    socket.write(Uint8Array.of(byte));
    const [data] = (await once(socket, "data")) as [Buffer];
    heard.push(...data);
  }
  socket.end();
  return heard;
}

describe.each(["select", "poll", "epoll"] as const)("the loop over %s on Node's event loop", (pollster) => {
  it("serves beside a busy HTTP server in the same process, which is served as well", async () => {
    const map = new SocketMap();
    const server = new EchoServer(map);
    const controller = new AbortController();
    const looping = loopAsync({ map, pollster, timeoutSeconds: null, signal: controller.signal });
    const http = createServer((_request, response) => response.end("page")).listen(0, "127.0.0.1");
    await once(http, "listening");
    const { port } = http.address() as AddressInfo;
    const browsing = Array.from({ length: AT_ONCE }, async () => {
      const pages: string[] = [];
      for (let at = 0; at < REQUESTS / AT_ONCE; at += 1) pages.push(await requested(port));
      return pages;
    });

    const heard = await Promise.all([echoed(server.port, 100), echoed(server.port, 100)]);
    const pages = (await Promise.all(browsing)).flat();
    controller.abort();
    await looping;

    const bytes = Array.from({ length: 100 }, (_, byte) => byte);
    expect(heard).toEqual([bytes, bytes]);
    expect(pages).toEqual(Array.from({ length: REQUESTS }, () => "page"));
    for (const channel of map.values()) channel.close();
    http.close();
  });

  it("lets timers run between passes that never wait, and is ended by the signal within a pass", async () => {
    const map = new SocketMap();
    const always = new Dispatcher(null, map);
    always.createSocket("inet", "datagram");
    let passes = 0;
    const controller = new AbortController();
    always.handleWriteEvent = () => {
      passes += 1;
    };
    const looping = loopAsync({ map, pollster, timeoutSeconds: null, signal: controller.signal });

    while (passes < 3) await setTimeout(1);
    controller.abort();
    const atAbort = passes;
    await looping;

    expect(passes).toBe(atAbort);
    for (const channel of map.values()) channel.close();
  });

  it("runs a loop that a handler begins to its end before anything of Node's happens", async () => {
    const map = new SocketMap();
    const inner = new SocketMap();
    const server = new EchoServer(map);
    const always = new Dispatcher(null, inner);
    always.createSocket("inet", "datagram");
    const events: string[] = [];
    always.handleWriteEvent = () => {
      events.push("inner");
    };
    server.handleAccept = () => {
      setImmediate(() => events.push("Node"));
      loop({ map: inner, pollster, count: 3, timeoutSeconds: 0 });
      events.push("handler ends");
      server.close();
    };
    const client = connect(server.port, "127.0.0.1");
    // The server leaves it waiting, so that it is reset.
    client.on("error", () => {});
    const gone = new Promise((resolve) => client.once("close", resolve));

    await loopAsync({ map, pollster });
    await gone;

    expect(events).toEqual(["inner", "inner", "inner", "handler ends", "Node"]);
    always.close();
  });
});
