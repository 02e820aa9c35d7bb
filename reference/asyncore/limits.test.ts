import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  Dispatcher,
  DispatcherWithSend,
  loop,
  type Pollster,
  poll,
  Socket,
  type SocketLike,
  SocketMap,
} from "../index.ts";
import { posixHost } from "../posix/index.ts";

const REFERENCE = JSON.stringify(new URL("../index.ts", import.meta.url).href);
const MEBIBYTE = 1048576;

/** How many files a process of this machine may open at most. */
const HARD_LIMIT = Number(
  spawnSync("bash", ["-c", "ulimit -Hn"], { encoding: "utf8" }).stdout.trim().replace("unlimited", "Infinity"),
);
const MANY_DESCRIPTORS = 20_000;

/** Runs `program` in a process of its own that may open `descriptors` files at most, and gives what it printed. */
function limitedTo(descriptors: number, program: string): unknown {
  const words = ["-c", 'ulimit -n "$1" && shift && exec "$@"', "bash", String(descriptors)];
  const node = [process.execPath, "--disable-warning=ExperimentalWarning", "--input-type=module-typescript", "-e"];
  const { stdout, stderr } = spawnSync("bash", [...words, ...node, program], { encoding: "utf8" });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

/** A server whose echoes are counted, as the beginning of a program; `socketMap` is its map. */
const ECHO_SERVER = `
  import { Dispatcher, DispatcherWithSend, loop, Socket, socketMap } from ${REFERENCE};
  class Echo extends DispatcherWithSend {
    handleRead() { this.send(this.recv(100)); }
    handleClose() { this.close(); }
  }
  const errors = [];
  class Server extends Dispatcher {
    constructor() {
      super();
      this.createSocket();
      this.bind(["127.0.0.1", 0]);
      this.listen(4096);
    }
    writable() { return false; }
    handleAccept() { for (let pair = this.accept(); pair !== null; pair = this.accept()) new Echo(pair[0]); }
    handleError(error) { errors.push(error.code); }
  }
  const server = new Server();
  const address = server.socket.getsockname();
  const clients = [];
  function join(count, pollster) {
    for (let at = 0; at < count; at += 1) {
      const socket = new Socket("inet", "stream");
      socket.connect(address);
      clients.push(socket);
      if (at % 1000 === 999) loop({ pollster, timeoutSeconds: 0, count: 1 });
    }
    loop({ pollster, timeoutSeconds: 0, count: 1 });
  }
  const X = Uint8Array.of(120);
  function echoed(of, pollster) {
    for (const client of of) client.send(X);
    loop({ pollster, timeoutSeconds: 0, count: 3 });
    for (const client of of) client.setBlocking(false);
    return of.filter((client) => { try { return client.recv(1).length === 1; } catch { return false; } }).length;
  }
`;

describe.each(["select", "poll", "epoll"] as const)("over %s", (pollster) => {
  it("a process out of descriptors goes on serving those that are connected, and accepts again when it has some", () => {
    const program = `${ECHO_SERVER}
      join(10, ${JSON.stringify(pollster)});
      const { openSync, closeSync } = await import("node:fs");
      const filling = [];
      try { for (;;) filling.push(openSync("/dev/null", "r")); } catch {}
      closeSync(filling.pop());
      const last = new Socket("inet", "stream");
      last.connect(address);
      const served = echoed(clients, ${JSON.stringify(pollster)});
      const refused = [...new Set(errors)];
      for (const fd of filling) closeSync(fd);
      const later = echoed([last], ${JSON.stringify(pollster)});
      console.log(JSON.stringify({ served, refused, later, inMap: socketMap.size }));
      process.exit(0);`;

    expect(limitedTo(100, program)).toEqual({ served: 10, refused: ["EMFILE"], later: 1, inMap: 12 });
  });
});

describe.each(["poll", "epoll"] as const)("over %s", (pollster) => {
  it("9,000 connections are served under a limit of 20,000 descriptors", (context) => {
    if (HARD_LIMIT < MANY_DESCRIPTORS) context.skip(`the hard limit of this machine is ${HARD_LIMIT}`);
    const program = `${ECHO_SERVER}
      join(9000, ${JSON.stringify(pollster)});
      console.log(JSON.stringify({ served: echoed(clients, ${JSON.stringify(pollster)}), inMap: socketMap.size }));
      process.exit(0);`;

    expect(limitedTo(MANY_DESCRIPTORS, program)).toEqual({ served: 9000, inMap: 9001 });
  });
});

/** Sends on what it receives. */
class Echo extends DispatcherWithSend {
  override handleRead(): void {
    this.send(this.recv(100));
  }
}

describe.each(["select", "poll", "epoll"] as const)("over %s", (pollster: Pollster) => {
  it("a slow reader with 64 MB pending keeps nobody else waiting", () => {
    const map = new SocketMap();
    const [slow, slowWire] = Socket.pair();
    const [quick, quickWire] = Socket.pair();
    const pending = new DispatcherWithSend(slow, map);
    pending.send(new Uint8Array(64 * MEBIBYTE));
    new Echo(quick, map);

    const answers = Array.from({ length: 50 }, (_, at) => {
      quickWire.send(Uint8Array.of(at));
      loop({ map, pollster, timeoutSeconds: 0, count: 1 });
      return quickWire.recv(100)[0];
    });

    expect(answers).toEqual(Array.from({ length: 50 }, (_, at) => at));
    expect(pending.outBuffer.length).toBeGreaterThan(63 * MEBIBYTE);
    for (const channel of map.values()) channel.close();
    for (const wire of [slowWire, quickWire]) wire.close();
  });
});

describe("select beyond FD_SETSIZE", () => {
  it("is refused in the original's words before anything is marked, and the next pass is as good as ever", () => {
    const map = new SocketMap();
    const [near, wire] = Socket.pair();
    const filled: number[] = [];
    while ((filled.at(-1) ?? 0) < 1030) filled.push(posixHost.duplicate(near.fileno()));
    const far: SocketLike = new Socket("unix", "stream", posixHost, filled.pop());
    for (const fd of filled) posixHost.close(fd);
    const heard: string[] = [];
    class Noting extends Dispatcher {
      override writable = () => false;
      override handleRead(): void {
        heard.push(new TextDecoder().decode(this.recv(10)));
      }
    }
    new Noting(near, map);
    const beyond = new Noting(far, map);
    wire.send(Uint8Array.of(120));

    expect(() => poll(0, map)).toThrow(new RangeError("filedescriptor out of range in select()"));
    expect(heard).toEqual([]);
    beyond.close();
    poll(0, map);

    expect(heard).toEqual(["x"]);
    for (const channel of map.values()) channel.close();
    wire.close();
  });
});
