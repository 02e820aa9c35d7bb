// Fetches a page and prints it: the head on standard error, the body on standard output.
// Usage: node http-client.ts URL. Shows a chat channel whose terminator changes from text to a count, or to the end.

import process from "node:process";
import { AsyncChat, loop } from "../index.ts";

class HttpClient extends AsyncChat {
  #isBody = false;

  constructor({ hostname, port, pathname, search }: URL) {
    super();
    this.setTerminator("\r\n\r\n");
    this.createSocket();
    this.connect([hostname, Number(port || 80)]);
    this.push(Buffer.from(`GET ${pathname}${search} HTTP/1.0\r\nHost: ${hostname}\r\n\r\n`));
  }

  override collectIncomingData(data: Uint8Array): void {
    if (this.#isBody) process.stdout.write(data);
    else this._collectIncomingData(data);
  }

  override foundTerminator(): void {
    if (this.#isBody) this.close();
    else this.#readBody(Buffer.from(this._getData()).toString("latin1"));
  }

  /** The body ends after as many bytes as the head says, or else with the connection. */
  #readBody(head: string): void {
    console.error(head);
    this.#isBody = true;
    const [, length] = /^content-length: *(\d+)/im.exec(head) ?? [];
    if (length === "0") this.close();
    else this.setTerminator(length === undefined ? null : Number(length));
  }

  override handleError(error: unknown): void {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    this.close();
  }
}

new HttpClient(new URL(process.argv[2] ?? "http://127.0.0.1/"));
loop();
