import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { posixHost } from "../posix/index.ts";
import { Socket } from "./socket.ts";

const DOOR = JSON.stringify(new URL("../index.ts", import.meta.url).href);

/** Runs `code` in a process of its own that can be made to collect, and gives what it printed. */
function printedBy(code: string): string {
  const script = `
    import { Dispatcher, Socket, SocketMap, socketMap } from ${DOOR};
    const collected = async () => {
      for (let i = 0; i < 5; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        gc();
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    };
    const isOver = (socket) => {
      socket.setBlocking(false);
      try {
        return socket.recv(1).length === 0;
      } catch {
        return false;
      }
    };
    ${code}`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", script]);
  return stdout.toString() + stderr.toString().replace(/.*(ExperimentalWarning|--trace-warnings).*\n/g, "");
}

describe("a socket nobody refers to", () => {
  it("is closed when it is collected", () => {
    const printed = printedBy(`
      const wire = (() => Socket.pair()[0])();
      const before = isOver(wire);
      await collected();
      console.log(before, isOver(wire));`);

    expect(printed).toBe("false true\n");
  });

  it("stays open while its channel is in a map, and is closed once the map lets it go", () => {
    const printed = printedBy(`
      const wire = (() => {
        const [one, other] = Socket.pair();
        new Dispatcher(other);
        return one;
      })();
      await collected();
      const inMap = isOver(wire);
      socketMap.clear();
      await collected();
      console.log(inMap, isOver(wire));`);

    expect(printed).toBe("false true\n");
  });

  it("does not close a descriptor that it closed before and that belongs to somebody else by now", () => {
    const printed = printedBy(`
      const [wire, fd] = (() => {
        const [one, other] = Socket.pair();
        const fd = other.fileno();
        other.close();
        return [one, fd];
      })();
      const heir = new Socket("inet", "stream");
      await collected();
      console.log(heir.fileno() === fd, heir.isBlocking());`);

    expect(printed).toBe("true true\n");
  });
});

describe("a socket", () => {
  it("belongs to nobody once it is closed", () => {
    const [one, other] = Socket.pair(posixHost);
    one.close();
    one.close();

    expect(one.fileno()).toBe(-1);
    expect(() => one.recv(1)).toThrow(expect.objectContaining({ code: "EBADF" }));
    other.close();
  });

  it("connects, or says why not", () => {
    const listener = new Socket("inet", "stream", posixHost);
    listener.bind(["127.0.0.1", 0]);
    const client = new Socket("inet", "stream", posixHost);

    const refused = () => client.connect(listener.getsockname());

    expect(refused).toThrow(expect.objectContaining({ code: "ECONNREFUSED", message: "Connection refused" }));
    for (const socket of [listener, client]) socket.close();
  });

  it("needs a host that can make pairs to have a partner", () => {
    const { socketPair: _without, ...host } = posixHost;

    expect(() => Socket.pair(host)).toThrow("cannot make a pair");
  });
});
