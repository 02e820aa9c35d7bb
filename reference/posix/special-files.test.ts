import { spawnSync } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { POLL_FLAGS, PollList } from "../../spec/host.ts";
import { posixHost as host } from "./index.ts";
import { makeFifo, openFifo, openTerminal } from "./special-files.ts";

const EVERY_BYTE = Uint8Array.from({ length: 256 }, (_, index) => index);
const { POLLIN } = POLL_FLAGS;

let directory: string;
let path: string;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "special-files-test-"));
  path = join(directory, "fifo");
});

afterEach(() => {
  for (const fd of open.splice(0)) closeSync(fd);
  rmSync(directory, { recursive: true });
});

function kept(fd: number): number {
  open.push(fd);
  return fd;
}

function slaveOf(terminal: { path: string }): number {
  return kept(openSync(terminal.path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK));
}

function whatIsThere(fd: number): Uint8Array {
  const ready = [...host.poll(PollList.of({ fd, flags: POLLIN }), 0)];
  return ready.length === 0 ? new Uint8Array(0) : host.read(fd, 1000);
}

/** Says "inherited" when a program started now would have `fd`, too. */
function inheritedBy(fd: number): string {
  return spawnSync("sh", ["-c", `test -e /dev/fd/${fd} && echo inherited`]).stdout.toString();
}

describe("a FIFO", () => {
  it("is made for its owner alone", () => {
    makeFifo(path);

    const { mode } = statSync(path);
    expect([mode & constants.S_IFMT, mode & 0o077]).toEqual([constants.S_IFIFO, 0]);
  });

  it("is not made where something is already", () => {
    makeFifo(path);

    expect(() => makeFifo(path)).toThrow(expect.objectContaining({ code: "EEXIST" }));
  });

  it("can be opened for reading at once, and for writing only while somebody reads", () => {
    makeFifo(path);

    expect(() => openFifo(path, "write")).toThrow(expect.objectContaining({ code: "ENXIO" }));
    const readFd = kept(openFifo(path, "read"));
    const writeFd = kept(openFifo(path, "write"));
    host.write(writeFd, EVERY_BYTE);
    expect(host.read(readFd, 1000)).toEqual(EVERY_BYTE);
  });

  it("is opened for one direction only, so that it ends when its writer goes", () => {
    makeFifo(path);
    const readFd = kept(openFifo(path, "read"));
    host.close(openFifo(path, "write"));

    expect(host.read(readFd, 1000)).toHaveLength(0);
    expect(() => host.write(readFd, EVERY_BYTE)).toThrow(expect.objectContaining({ code: "EBADF" }));
  });

  it("is opened so that it does not block, and stays out of other programs", () => {
    makeFifo(path);
    const fds = [kept(openFifo(path, "read")), kept(openFifo(path, "write"))];

    expect(fds.map((fd) => [host.isBlocking(fd), inheritedBy(fd)])).toEqual([
      [false, ""],
      [false, ""],
    ]);
  });

  it("cannot be opened where there is none", () => {
    expect(() => openFifo(path, "read")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });
});

describe("a terminal", () => {
  it("passes every byte as it is in both directions, and echoes none", () => {
    const terminal = openTerminal();
    const [master, slave] = [kept(terminal.fd), slaveOf(terminal)];

    host.write(master, EVERY_BYTE);
    const echoed = whatIsThere(master);
    const received = whatIsThere(slave);
    host.write(slave, EVERY_BYTE);

    expect([echoed.length, received, whatIsThere(master)]).toEqual([0, EVERY_BYTE, EVERY_BYTE]);
  });

  it("is raw for whoever opens it later, too", () => {
    const terminal = openTerminal();
    kept(terminal.fd);
    slaveOf(terminal);
    closeSync(open.pop() ?? -1);

    host.write(slaveOf(terminal), Buffer.from("a\n"));

    expect(Buffer.from(whatIsThere(terminal.fd)).toString()).toBe("a\n");
  });

  it("does not block, and stays out of other programs", () => {
    const { fd } = openTerminal();
    kept(fd);

    expect([host.isBlocking(fd), inheritedBy(fd)]).toEqual([false, ""]);
  });

  it("has a path of its own", () => {
    const [one, other] = [openTerminal(), openTerminal()];
    kept(one.fd);
    kept(other.fd);

    expect(one.path).not.toBe(other.path);
  });
});
