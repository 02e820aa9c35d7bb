// Talks to a chat server: lines from standard input go there, lines from there go to standard output.
// Usage: node chat-client.ts PORT. Shows a channel around a file and one around a socket in one map.

import process from "node:process";
import { AsyncChat, FileDispatcher, loop } from "../index.ts";

const STANDARD_INPUT = 0;

class Conversation extends AsyncChat {
  readonly #keyboard = new Keyboard(this);

  constructor(port: number) {
    super();
    this.setTerminator("\n");
    this.createSocket();
    this.connect(["127.0.0.1", port]);
  }

  override collectIncomingData(data: Uint8Array): void {
    this._collectIncomingData(data);
  }

  override foundTerminator(): void {
    console.log(Buffer.from(this._getData()).toString().trimEnd());
  }

  override handleClose(): void {
    super.handleClose();
    this.#keyboard.close();
  }
}

class Keyboard extends FileDispatcher {
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    super(STANDARD_INPUT);
    this.#conversation = conversation;
  }

  override writable(): boolean {
    return false;
  }

  override handleRead(): void {
    const data = this.recv(65536);
    if (data.length > 0) this.#conversation.push(data);
  }

  override handleClose(): void {
    this.close();
    this.#conversation.closeWhenDone();
  }
}

new Conversation(Number(process.argv[2]));
loop();
