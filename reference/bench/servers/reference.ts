// The reference as a contender: one server, or the cost of its passes.
//   node reference.ts PASS LOOP ROLE, PASS select, poll or epoll, LOOP blocking or async, ROLE echo, lines, idle,
//   passes=N or messages=ACTIVE,IDLE

import { performance } from "node:perf_hooks";
import {
  AsyncChat,
  Dispatcher,
  DispatcherWithSend,
  loop,
  loopAsync,
  type Pollster,
  Socket,
  type SocketLike,
  socketMap,
} from "../../index.ts";
import { posixHost } from "../../posix/index.ts";
import { measureMessages } from "./messages.ts";

const BACKLOG = 4096;
const PIECE = 65536;

/** The echo of the original's documentation. */
class Echo extends DispatcherWithSend {
  override handleRead(): void {
    const data = this.recv(PIECE);
    if (data.length > 0) this.send(data);
  }

  override handleClose(): void {
    this.close();
  }
}

const LINE_END = Uint8Array.of(13, 10);

class Lines extends AsyncChat {
  constructor(socket: SocketLike) {
    super(socket);
    this.setTerminator(LINE_END);
  }

  override collectIncomingData(data: Uint8Array): void {
    this._collectIncomingData(data);
  }

  override foundTerminator(): void {
    this.push(this._getData());
    this.push(LINE_END);
  }
}

/** Whatever it is sent, it collects garbage first: memory is looked at then. */
class Collecting extends Echo {
  override handleRead(): void {
    globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    super.handleRead();
  }
}

const CHANNELS = { echo: Echo, lines: Lines, idle: Collecting } as const;

class Server extends Dispatcher {
  readonly #Channel: new (
    socket: SocketLike,
  ) => object;

  constructor(channel: new (socket: SocketLike) => object) {
    super();
    this.#Channel = channel;
    this.createSocket();
    this.setReuseAddr();
    this.bind(["127.0.0.1", 0]);
    this.listen(BACKLOG);
    console.log(this.socket?.getsockname()[1]);
  }

  override writable(): boolean {
    return false;
  }

  /** Everybody who waits, so that a pass over thousands of channels is not made for each. */
  override handleAccept(): void {
    for (let pair = this.accept(); pair !== null; pair = this.accept()) new this.#Channel(pair[0]);
  }
}

/** A channel that only asks to be read. */
class Idle extends Dispatcher {
  override writable(): boolean {
    return false;
  }
}

/** Writes down how many microseconds one pass over `count` idle channels takes. */
function measurePasses(pollster: Pollster, count: number): void {
  const [one] = posixHost.socketPair();
  for (let at = 0; at < count; at += 1) {
    const channel = new Idle();
    channel.registeredAs = posixHost.duplicate(one);
    channel.addChannel();
  }
  const rounds = Math.ceil(2_000_000 / (count + 100));
  loop({ pollster, timeoutSeconds: 0, count: Math.ceil(rounds / 4) });
  const begun = performance.now();
  loop({ pollster, timeoutSeconds: 0, count: rounds });
  console.log(JSON.stringify({ microseconds: ((performance.now() - begun) * 1000) / rounds }));
  socketMap.clear();
}

const [pass = "poll", loopName = "blocking", role = "echo"] = process.argv.slice(2);
const pollster = pass as Pollster;
if (role.startsWith("passes=")) measurePasses(pollster, Number(role.slice("passes=".length)));
else if (role.startsWith("messages=")) {
  const join = (fd: number) => new Echo(new Socket("inet", "stream", posixHost, fd));
  measureMessages(role.slice("messages=".length), join, () => loop({ pollster, timeoutSeconds: 0, count: 1 }));
  process.exit();
} else {
  new Server(CHANNELS[role as keyof typeof CHANNELS]);
  if (loopName === "async") await loopAsync({ pollster });
  else loop({ pollster });
}
