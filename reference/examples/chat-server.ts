// A chat server: the first line somebody sends is their name, every other one goes to everybody else.
// Usage: node chat-server.ts [PORT]. It listens on the loopback address and says where.

import process from "node:process";
import { AsyncChat, Dispatcher, loop, type SocketLike } from "../index.ts";

class Guest extends AsyncChat {
  readonly #room: Set<Guest>;
  #name: string | null = null;

  constructor(socket: SocketLike, room: Set<Guest>) {
    super(socket);
    this.#room = room;
    this.setTerminator("\n");
    this.#say("who are you?");
  }

  override collectIncomingData(data: Uint8Array): void {
    this._collectIncomingData(data);
  }

  override foundTerminator(): void {
    const line = Buffer.from(this._getData()).toString().trimEnd();
    if (this.#name === null) this.#enter(line);
    else if (line === "/quit") this.#leave();
    else this.#tellOthers(`${this.#name}: ${line}`);
  }

  override handleClose(): void {
    super.handleClose();
    if (this.#room.delete(this)) this.#tellOthers(`${this.#name} has left`);
  }

  #enter(name: string): void {
    this.#name = name;
    this.#tellOthers(`${name} is here`);
    this.#say(`hello ${name}, ${this.#room.size} here before you`);
    this.#room.add(this);
  }

  #leave(): void {
    this.#say("bye");
    this.closeWhenDone();
  }

  #tellOthers(line: string): void {
    for (const guest of this.#room) if (guest !== this) guest.#say(line);
  }

  #say(line: string): void {
    this.push(Buffer.from(`${line}\r\n`));
  }
}

class ChatServer extends Dispatcher {
  readonly #room = new Set<Guest>();

  constructor(port: number) {
    super();
    this.createSocket();
    this.setReuseAddr();
    this.bind(["127.0.0.1", port]);
    this.listen(100);
  }

  override handleAccepted(socket: SocketLike): void {
    new Guest(socket, this.#room);
  }
}

const server = new ChatServer(Number(process.argv[2] ?? 0));
console.log("listening on", ...(server.socket?.getsockname() ?? []));
loop();
