// Files of a play, on real FIFOs: opened without waiting, closed once.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { posixHost } from "../../../reference/posix/index.ts";
import { makeFifo } from "../../../reference/posix/special-files.ts";
import { fileArgument, openFile, ProgramFile } from "./files.ts";

const folder = mkdtempSync(join(tmpdir(), "files-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fifoNamed(name: string): string {
  const path = join(folder, name);
  makeFifo(path);
  return path;
}

describe("a file", () => {
  it("is opened for reading though nobody writes, and blocks afterwards", () => {
    const file = openFile(fifoNamed("read"), "read");

    expect(posixHost.isBlocking(file.fd)).toBe(true);
    file.close();
  });

  it("is not opened for writing when nobody reads, and the error does not name its path", () => {
    expect(() => openFile(fifoNamed("write"), "write")).toThrow(
      expect.objectContaining({ code: "ENXIO", message: "No such device or address" }),
    );
  });

  it("takes back what it gave to the one who reads", () => {
    const path = fifoNamed("both");
    const [reader, writer] = [openFile(path, "read"), openFile(path, "write")];

    posixHost.write(writer.fd, Buffer.from("through"));

    expect(Buffer.from(posixHost.read(reader.fd, 100)).toString()).toBe("through");
    for (const file of [reader, writer]) file.close();
  });

  it("is closed once: afterwards it has a number nobody else gets", () => {
    const file = openFile(fifoNamed("closed"), "read");
    const { fd } = file;
    file.close();

    expect(file.fd).not.toBe(fd);
    expect(() => file.close()).toThrow(expect.objectContaining({ code: "EBADF" }));
    expect(() => posixHost.isBlocking(file.fd)).toThrow(expect.objectContaining({ code: "EBADF" }));
  });

  it("is nowhere when it has no descriptor", () => {
    expect(() => posixHost.duplicate(new ProgramFile().fd)).toThrow(expect.objectContaining({ code: "EBADF" }));
  });

  it("is handed over as its number, and a wrapper as the object it is", () => {
    const wrapper = { fileno: () => 3 };

    expect([fileArgument(new ProgramFile(3)), fileArgument(wrapper)]).toEqual([3, wrapper]);
  });
});
