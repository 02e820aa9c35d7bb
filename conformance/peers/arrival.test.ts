// Whether what a peer sent has arrived when its action is over, also when the kernel delivers it late.
// Knows how to lose what comes in at a real socket; late is what comes again after that.

import { afterEach, beforeEach, expect, it } from "vitest";
import { posixHost as host } from "../../reference/posix/index.ts";
import { libc } from "../../reference/posix/libc.ts";
import type { Host } from "../../spec/host.ts";
import { DONE, PeerBench } from "../testing/peer-bench.ts";

const IPPROTO_IP = 0;
const IP_MINTTL = 21;

let bench: PeerBench;

beforeEach(() => {
  bench = new PeerBench();
});

afterEach(() => bench.close());

/** Has the kernel drop what comes in at a TCP socket, by asking for a time to live that nothing has on loopback; or no longer. */
function lose(fd: number, whether: boolean): void {
  const least = new Int32Array([whether ? 255 : 0]);
  const answer = libc.setsockopt(fd, IPPROTO_IP, IP_MINTTL, least, least.byteLength);
  if (answer !== 0) throw new Error("this system has no IP_MINTTL");
}

/** The same host, and how often somebody waited on it. `meanwhile` is done before each wait. */
function watched(meanwhile: () => void): { host: Host; waits: () => number } {
  let waits = 0;
  const poll: Host["poll"] = (asked, timeoutMs) => {
    if (timeoutMs === 0) return host.poll(asked, 0);
    waits += 1;
    meanwhile();
    return host.poll(asked, timeoutMs);
  };
  return { host: { ...host, poll }, waits: () => waits };
}

const send = () => bench.act({ op: "peer.send", peer: "wire", data: "x" }).saw;

it("has the answer of one who closed before its next action, even when the first was lost", () => {
  const accepted: number[] = [];
  const setAllLosing = (whether: boolean) => {
    for (const fd of accepted) lose(fd, whether);
  };
  const { host: patient } = watched(() => setAllLosing(false));
  const accept: Host["accept"] = (fd) => {
    const connection = host.accept(fd);
    accepted.push(connection.fd);
    return connection;
  };
  bench.moveTo({ ...patient, accept });
  bench.hangUp(bench.connection());
  setAllLosing(true);

  expect([send(), send()]).toEqual([DONE, { saw: "error", errno: "EPIPE" }]);
});

it("waits for one who reads, and not for long: it may keep its acknowledgement back", () => {
  const { host: counting, waits } = watched(() => {});
  bench.moveTo(counting);
  const fd = bench.connection();
  lose(fd, true);

  expect(send()).toEqual(DONE);
  expect(waits()).toBeGreaterThan(0);
  expect(waits()).toBeLessThan(10);
});

it("waits for nobody where everything has arrived", () => {
  const { host: counting, waits } = watched(() => {});
  bench.moveTo(counting);
  bench.connection();

  expect([send(), waits()]).toEqual([DONE, 0]);
});
