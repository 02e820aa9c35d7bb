// Both ends of many connections in one process, so that one pass over waiting messages can be timed by itself.
// Knows wires and times; knows nothing of who serves them.

import { performance } from "node:perf_hooks";
import { posixHost as host } from "../../posix/index.ts";

const PIECE = 65536;
const MESSAGE = new Uint8Array(64).fill(120);
/** How many passes are made, of which the first half warms up. */
const PASSES = 6000;
const TENTH = 10;
const MICROSECONDS = 1000;

/** Opens `count` connections, hands one end of each to `join` and gives the others. */
function opened(count: number, join: (fd: number) => void): readonly number[] {
  const listener = host.socket("inet", "stream");
  host.bind(listener, "inet", ["127.0.0.1", 0]);
  host.listen(listener, 1);
  const address = host.getSocketName(listener);
  return Array.from({ length: count }, () => {
    const wire = host.socket("inet", "stream");
    host.connect(wire, "inet", address);
    join(host.accept(listener).fd);
    return wire;
  });
}

/** Gives how long `pass` took over one waiting message of each of `wires`, in milliseconds. */
function timed(wires: readonly number[], pass: () => void): number {
  for (const wire of wires) host.send(wire, MESSAGE);
  const begun = performance.now();
  pass();
  const tookMs = performance.now() - begun;
  for (const wire of wires)
    if (host.recv(wire, PIECE).length !== MESSAGE.length) throw new Error("a message did not come back");
  return tookMs;
}

/**
 * Writes down the microseconds each message costs a pass over `active` connections with a message each beside `idle`
 * ones: the tenth percentile of thousands of passes, since whatever disturbs one makes it longer. `load` is both numbers
 * with a comma between.
 */
export function measureMessages(load: string, join: (fd: number) => void, pass: () => void): void {
  const [active = 0, idle = 0] = load.split(",").map(Number);
  opened(idle, join);
  const wires = opened(active, join);
  const times = Array.from({ length: PASSES }, () => timed(wires, pass));
  const sorted = times.slice(PASSES / 2).sort((one, other) => one - other);
  const tookMs = sorted[Math.floor(sorted.length / TENTH)] ?? Number.NaN;
  console.log(JSON.stringify({ microseconds: (tookMs * MICROSECONDS) / active }));
}
