// A client on node:net that talks in lines.
// Knows Node's sockets and nothing of asyncore: that is what makes it a judge of the examples.

import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** A connection over which lines come and go. */
export class LineClient {
  readonly socket: Socket;
  readonly #lines: AsyncIterator<string, undefined>;

  constructor(port: number) {
    this.socket = connect(port, "127.0.0.1");
    this.#lines = createInterface({ input: this.socket })[Symbol.asyncIterator]();
  }

  /** The next line; undefined at the end. */
  async line(): Promise<string | undefined> {
    return (await this.#lines.next()).value;
  }

  /** The next lines, as many as are asked for. */
  async lines(count: number): Promise<(string | undefined)[]> {
    const lines: (string | undefined)[] = [];
    while (lines.length < count) lines.push(await this.line());
    return lines;
  }

  say(line: string): void {
    this.socket.write(`${line}\r\n`);
  }

  /** Ends the connection and waits until the other end has ended it, too. */
  async end(): Promise<void> {
    this.socket.end();
    if (!this.socket.closed) await once(this.socket, "close");
  }
}
