// An asyncore as one would write it on node:net in an afternoon, from the documentation and without the original at hand: small,
// on the event loop, honest in what it says it can do. It keeps much and breaks more than one would think; the suite says what.

import { Server, Socket } from "node:net";

/** Who it is, for the report. */
export const implementation = { name: "naive dispatcher on node:net", version: "1", language: "TypeScript" };

/** What ends the loop when a handler throws it. */
export class ExitNow extends Error {}

/** The channels of the loop, in the order in which they came. */
export const channels = new Set<Dispatcher>();

type Address = readonly [host: string, port: number];

/** A channel: what happens on its socket is remembered, and told to its handlers in the next turn of the loop. */
export class Dispatcher {
  declare debug: boolean;
  connected = false;
  accepting = false;
  connecting = false;
  closing = false;
  addr: Address | null = null;
  socket: Socket | Server | null;
  #bound: Address | null = null;
  #error: Error | null = null;
  readonly #accepted: Socket[] = [];

  constructor(socket: Socket | null = null) {
    this.socket = socket;
    if (socket === null) return;
    this.connected = true;
    this.addr = [socket.remoteAddress ?? "", socket.remotePort ?? 0];
    this.#watch(socket);
  }

  createSocket(): void {
    const socket = new Socket({ allowHalfOpen: true });
    this.socket = socket;
    this.#watch(socket);
  }

  setReuseAddr(): void {} // node:net always does.

  bind(address: Address): void {
    this.#bound = address;
    this.addr = address;
  }

  listen(backlog: number): void {
    this.accepting = true;
    const server = new Server({ pauseOnConnect: true }, (socket) => this.#accepted.push(socket));
    const [host, port] = this.#bound ?? ["127.0.0.1", 0];
    this.socket = server.listen({ host, port, backlog }).on("error", (error) => this.#failed(error));
    channels.add(this);
  }

  connect(address: Address): void {
    this.addr = address;
    this.connecting = true;
    const [host, port] = address;
    (this.socket as Socket).connect({ host, port });
  }

  accept(): [Socket, Address] | null {
    const socket = this.#accepted.shift();
    if (socket === undefined) return null;
    return [socket, [socket.remoteAddress ?? "", socket.remotePort ?? 0]];
  }

  send(data: Uint8Array): number {
    (this.socket as Socket).write(data);
    return data.length;
  }

  recv(size: number): Uint8Array {
    const socket = this.socket as Socket;
    const data: Buffer | null = socket.read(Math.min(size, socket.readableLength));
    if (data !== null) return data;
    this.handleClose();
    return Buffer.alloc(0);
  }

  close(): void {
    this.connected = false;
    this.accepting = false;
    this.connecting = false;
    channels.delete(this);
    if (this.socket instanceof Server) this.socket.close();
    else this.socket?.destroy();
  }

  readable(): boolean {
    return true;
  }
  writable(): boolean {
    return true;
  }
  handleConnect(): void {}
  handleAccept(): void {
    const pair = this.accept();
    if (pair !== null) this.handleAccepted(...pair);
  }
  handleAccepted(socket: Socket, _address: Address): void {
    socket.destroy();
  }
  handleRead(): void {}
  handleWrite(): void {}
  handleExpt(): void {}
  handleClose(): void {
    this.close();
  }
  handleError(error: Error): void {
    console.log(`error: uncaptured exception, closing channel: ${error.message}`);
    this.handleClose();
  }

  /** Tells the handlers what has happened since the last turn. */
  serve(reads: boolean, writes: boolean): void {
    try {
      this.#serve(reads, writes);
    } catch (error) {
      if (error instanceof ExitNow) throw error;
      this.handleError(error as Error);
    }
  }

  #serve(reads: boolean, writes: boolean): void {
    if (this.#error !== null) throw this.#error;
    if (reads && this.#accepted.length > 0) this.handleAccept();
    const { socket } = this;
    if (!(socket instanceof Socket) || socket.pending) return;
    if (this.connecting) {
      this.connecting = false;
      this.connected = true;
      this.handleConnect();
    }
    if (socket.readableLength === 0) socket.read(0); // Only who asks is told of the end.
    if (reads && (socket.readableLength > 0 || socket.readableEnded)) this.handleRead();
    if (writes && this.connected) this.handleWrite();
  }

  #watch(socket: Socket): void {
    channels.add(this);
    socket.on("readable", () => {}).on("error", (error) => this.#failed(error));
  }

  #failed(error: Error): void {
    this.#error = error;
  }
}

Dispatcher.prototype.debug = false;

/** One turn: asks every channel what it wants, takes what the event loop brings, and serves it. Nothing is waited for. */
export async function poll(): Promise<void> {
  const wanting = [...channels].map((channel) => ({ channel, reads: channel.readable(), writes: channel.writable() }));
  await new Promise((resolve) => setImmediate(resolve));
  for (const { channel, reads, writes } of wanting) if (channels.has(channel)) channel.serve(reads, writes);
}

/** Turns as long as there are channels. */
export async function loop(): Promise<void> {
  while (channels.size > 0) await poll();
}
