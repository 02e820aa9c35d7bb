import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Family, SocketAddress } from "../../spec/host.ts";
import { sendTo } from "./datagrams.ts";
import { posixHost as host } from "./index.ts";

let directory: string;
const open: number[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "datagrams-test-"));
});

afterEach(() => {
  for (const fd of open.splice(0)) host.close(fd);
  rmSync(directory, { recursive: true });
});

function endpoint(family: Family, address: SocketAddress): number {
  const fd = host.socket(family, "datagram");
  open.push(fd);
  host.bind(fd, family, address);
  return fd;
}

describe("a datagram", () => {
  it.each<[Family, (name: string) => SocketAddress]>([
    ["inet", () => ["127.0.0.1", 0]],
    ["inet6", () => ["::1", 0]],
    ["unix", (name) => join(directory, name)],
  ])("reaches the address it is sent to: %s", (family, address) => {
    const [sender, receiver, other] = ["a", "b", "c"].map((name) => endpoint(family, address(name))) as [
      number,
      number,
      number,
    ];

    sendTo(sender, family, Buffer.from("to you"), host.getSocketName(receiver));
    sendTo(sender, family, Buffer.from(""), host.getSocketName(receiver));
    sendTo(sender, family, Buffer.from("to another"), host.getSocketName(other));

    const received = [receiver, receiver, other].map((fd) => Buffer.from(host.recv(fd, 100)).toString());
    expect(received).toEqual(["to you", "", "to another"]);
  });

  it("is an error where the address is nowhere", () => {
    const sender = endpoint("unix", join(directory, "a"));

    expect(() => sendTo(sender, "unix", Buffer.from("x"), join(directory, "nowhere"))).toThrow(
      expect.objectContaining({ code: "ENOENT" }),
    );
  });

  it("is not sent in halves", () => {
    const sender = endpoint("inet", ["127.0.0.1", 0]);

    expect(() => sendTo(sender, "inet", Buffer.alloc(70_000), host.getSocketName(sender))).toThrow(
      expect.objectContaining({ code: "EMSGSIZE" }),
    );
  });
});
