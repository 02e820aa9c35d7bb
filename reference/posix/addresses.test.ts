import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Family, SocketAddress } from "../../spec/host.ts";
import { decodeAddress, encodeAddress } from "./addresses.ts";
import { posixHost as host, NameResolutionError, OverflowError } from "./index.ts";

function boundTo(family: Family, address: SocketAddress): SocketAddress {
  const fd = host.socket(family, "stream");
  try {
    host.bind(fd, family, address);
    return host.getSocketName(fd);
  } finally {
    host.close(fd);
  }
}

describe("addresses", () => {
  it("come back as they were given", () => {
    const directory = mkdtempSync(join(tmpdir(), "addresses-"));
    const path = join(directory, "löcal");

    const addresses = [boundTo("inet", ["127.1.2.3", 40_123]), boundTo("inet6", ["::1", 0]), boundTo("unix", path)];

    rmSync(directory, { recursive: true });
    expect(addresses).toEqual([["127.1.2.3", 40_123], ["::1", expect.any(Number)], path]);
  });

  it("of one link come back with the link they are on", () => {
    encodeAddress("inet6", ["fe80::1%1", 40_123], "connect");

    expect(decodeAddress()).toEqual(["fe80::1%1", 40_123]);
  });

  it("of an unnamed local-domain socket are empty", () => {
    const [one, other] = host.socketPair();

    const names = [host.getSocketName(one), host.getPeerName(one)];

    for (const fd of [one, other]) host.close(fd);
    expect(names).toEqual(["", ""]);
  });

  it("may be of every interface, or of a name the system knows", () => {
    expect(boundTo("inet", ["", 0])).toEqual(["0.0.0.0", expect.any(Number)]);
    expect(boundTo("inet", ["localhost", 0])).toEqual(["127.0.0.1", expect.any(Number)]);
  });

  it("with a name nobody knows are an error of name resolution", () => {
    const attempt = () => boundTo("inet", ["no such name", 0]);

    expect(attempt).toThrow(NameResolutionError);
    expect(attempt).toThrow(expect.objectContaining({ code: expect.stringMatching(/^EAI_/) }));
  });

  it("of the wrong shape are refused before the kernel is asked", () => {
    const wrong = [5, null, "127.0.0.1", [], ["127.0.0.1"], [5, 5], ["127.0.0.1", "80"], ["127.0.0.1", 1.5]];

    for (const address of wrong) expect(() => boundTo("inet", address as SocketAddress)).toThrow(TypeError);
    expect(() => boundTo("unix", ["127.0.0.1", 80])).toThrow(TypeError);
    for (const port of [-1, 65_536]) {
      expect(() => boundTo("inet", ["127.0.0.1", port])).toThrow(new OverflowError("bind(): port must be 0-65535."));
    }
    expect(() => boundTo("unix", "x".repeat(200))).toThrow("AF_UNIX path too long");
  });
});
