import { afterEach, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { OsError } from "../../spec/host.ts";
import { atFreshPort } from "./ports.ts";

const open: number[] = [];

afterEach(() => {
  for (const fd of open.splice(0)) host.close(fd);
});

function bound(): number {
  const fd = host.socket("inet", "stream");
  open.push(fd);
  atFreshPort("127.77.7.8", (address) => host.bind(fd, "inet", address));
  return (host.getSocketName(fd) as [string, number])[1];
}

it("gives each peer a port of its own, and none that the kernel gives", () => {
  const ports = Array.from({ length: 200 }, bound);

  expect(new Set(ports).size).toBe(200);
  expect(ports.every((port) => port >= 20_000 && port < 30_000)).toBe(true);
});

it("passes over a port that somebody has", () => {
  const tried: unknown[] = [];
  const taken = (address: unknown) => {
    tried.push(address);
    if (tried.length < 3) throw new OsError("EADDRINUSE", 98, "taken");
    return "bound";
  };

  expect(atFreshPort("::1", taken)).toBe("bound");
  expect(new Set(tried.map(String)).size).toBe(3);
});

it("ends where every port is taken, and at once where something else is wrong", () => {
  let tries = 0;
  const failing = (code: "EADDRINUSE" | "EADDRNOTAVAIL") => () => {
    tries += 1;
    throw new OsError(code, 1, "scripted");
  };

  expect(() => atFreshPort("::1", failing("EADDRINUSE"))).toThrow(expect.objectContaining({ code: "EADDRINUSE" }));
  expect(() => atFreshPort("::1", failing("EADDRNOTAVAIL"))).toThrow(
    expect.objectContaining({ code: "EADDRNOTAVAIL" }),
  );
  expect(tries).toBe(10_001);
});
