import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Host, OsError } from "../../spec/host.ts";
import { pipe } from "../posix/files.ts";
import { posixHost } from "../posix/index.ts";
import { AttributeError, NotImplementedError } from "./errors.ts";
import { FileWrapper } from "./file-wrapper.ts";

const open: number[] = [];

afterEach(() => {
  for (const fd of open.splice(0)) posixHost.close(fd);
});

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
const EBADF = expect.objectContaining({ code: "EBADF" });

function newPipe(): { readFd: number; writeFd: number } {
  const ends = pipe();
  open.push(ends.readFd, ends.writeFd);
  return ends;
}

describe("a file wrapper", () => {
  it("has a descriptor of its own, and each of the two is closed for itself", () => {
    const { readFd, writeFd } = newPipe();
    const first = new FileWrapper(writeFd, posixHost);

    first.close();
    const second = new FileWrapper(writeFd, posixHost);
    posixHost.close(open.pop() ?? -1);
    second.send(bytes("still open"));

    expect(posixHost.read(readFd, 100)).toEqual(bytes("still open"));
    second.close();
  });

  it("reads and writes under two names each", () => {
    const { readFd, writeFd } = newPipe();
    const [inward, outward] = [new FileWrapper(readFd, posixHost), new FileWrapper(writeFd, posixHost)];

    const taken = [outward.send(bytes("sent, ")), outward.write(bytes("written"))];
    const received = [inward.recv(6), inward.read(100)];

    expect(taken).toEqual([6, 7]);
    expect(received).toEqual([bytes("sent, "), bytes("written")]);
    for (const wrapper of [inward, outward]) wrapper.close();
  });

  it("forgets its descriptor before it closes it, so that nothing is closed twice", () => {
    const close = vi.fn(() => {
      throw new OsError("EIO", 5, "Input/output error");
    });
    const read = vi.fn(posixHost.read);
    const wrapper = new FileWrapper(4, { ...posixHost, duplicate: () => 7, close, read } as Host);

    expect(() => wrapper.close()).toThrow(expect.objectContaining({ code: "EIO" }));
    wrapper.close();

    expect(close.mock.calls).toEqual([[7]]);
    expect(wrapper.fileno()).toBe(-1);
    expect(() => wrapper.recv(10)).toThrow(EBADF);
    expect(() => wrapper.send(bytes("late"))).toThrow(EBADF);
    expect(read.mock.calls).toEqual([[-1, 10]]);
  });

  it("knows that no error waits in a file, and nothing else", () => {
    const wrapper = new FileWrapper(newPipe().readFd, posixHost);
    const refused = new NotImplementedError("Only asyncore specific behaviour implemented.");

    expect([undefined, null, 0].map((size) => wrapper.getsockopt("SOL_SOCKET", "SO_ERROR", size))).toEqual([0, 0, 0]);
    expect(() => wrapper.getsockopt("SOL_SOCKET", "SO_ERROR", 4)).toThrow(refused);
    expect(() => wrapper.getsockopt("SOL_SOCKET", "SO_REUSEADDR")).toThrow(refused);
    expect(() => wrapper.getsockopt("IPPROTO_TCP", "SO_ERROR")).toThrow(refused);
    wrapper.close();
  });

  it("lacks what only sockets have", () => {
    const wrapper = new FileWrapper(newPipe().readFd, posixHost);

    for (const call of [
      () => wrapper.setBlocking(),
      () => wrapper.isBlocking(),
      () => wrapper.bind(),
      () => wrapper.listen(),
      () => wrapper.connect(),
      () => wrapper.accept(),
      () => wrapper.getsockname(),
      () => wrapper.getpeername(),
    ]) {
      expect(call).toThrow(AttributeError);
    }
    wrapper.close();
  });

  it("of a descriptor that is not open cannot be made", () => {
    expect(() => new FileWrapper(2147483647, posixHost)).toThrow(EBADF);
  });

  it("closes its descriptor when it is collected", () => {
    const door = JSON.stringify(new URL("../index.ts", import.meta.url).href);
    const files = JSON.stringify(new URL("../posix/files.ts", import.meta.url).href);
    const script = `
      import { FileWrapper } from ${door};
      import { close, pipe, read } from ${files};
      const { readFd, writeFd } = pipe();
      new FileWrapper(writeFd);
      close(writeFd);
      const isOver = () => {
        try {
          return read(readFd, 1).length === 0;
        } catch {
          return false;
        }
      };
      const before = isOver();
      for (let i = 0; i < 5; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        gc();
      }
      console.log(before, isOver());`;

    const { stdout } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", script]);

    expect(stdout.toString()).toBe("false true\n");
  });
});
