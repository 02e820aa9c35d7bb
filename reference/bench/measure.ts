// One measurement: a fresh server, a load on it, and what came of both.
// Knows how each kind is done; knows nothing of turns and medians.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import type { Contender } from "./contenders.ts";
import type { Sample } from "./results.ts";
import { firstLine, ownMemory, type Server, startServer } from "./server.ts";
import { FIRST_HELD, THEN_HELD, type Workload } from "./workloads.ts";

/** How long a load runs before it counts, and how long it counts, in milliseconds. */
export interface Timing {
  readonly warmMs: number;
  readonly measuredMs: number;
}

/** What the load says. */
interface LoadReport {
  readonly messages: number;
  readonly seconds: number;
  readonly waitedSeconds: number;
  readonly serverSeconds: number;
}

function loadWords(load: string, workload: Workload, port: number, pid: number, timing: Timing): readonly string[] {
  const { kind, active, idle, bytes } = workload;
  return [load, kind, ...[port, active, idle, bytes, timing.warmMs, timing.measuredMs, pid].map(String)];
}

/** Measures `contender` once under `workload`. Throws an Error when one of the two processes fails. */
export async function measure(
  load: string,
  contender: Contender,
  workload: Workload,
  timing: Timing,
): Promise<Sample | null> {
  const words = contender.serve(workload.role);
  if (words === null) return null;
  await using server = await startServer(words);
  const [program = "", ...args] = loadWords(load, workload, server.port, server.pid, timing);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const report = JSON.parse(await firstLine(child, [program, ...args])) as LoadReport;
  const units = report.messages * workload.perMessage;
  return {
    perSecond: units / report.seconds,
    serverMicroseconds: (report.serverSeconds * 1e6) / units,
    loadIdle: report.waitedSeconds / report.seconds,
  };
}

/** Why `contender` is not measured under `workload`, or null. */
export function absence(contender: Contender, { role, active, idle }: Workload): string | null {
  if (contender.serve(role) === null) return "has no such server";
  const { most = Number.POSITIVE_INFINITY } = contender;
  return active + idle > most ? "beyond FD_SETSIZE" : null;
}

/** One message to a server that collects its garbage before it answers. */
async function collect(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  socket.write("collect\r\n");
  await once(socket, "data");
  socket.destroy();
}

/** Opens so many idle connections to `server` and gives its memory then; they are kept until `release` is called. */
async function holding(load: string, server: Server, count: number): Promise<{ bytes: number; release: () => void }> {
  const args = ["hold", String(server.port), "0", String(count), "0", "0", "0", "0"];
  const child = spawn(load, args, { stdio: ["pipe", "pipe", "pipe"] });
  await firstLine(child, [load, ...args]);
  await collect(server.port);
  await collect(server.port);
  return { bytes: ownMemory(server.pid), release: () => child.stdin.end() };
}

/**
 * The memory of its own in bytes that an idle connection costs, when thousands join a thousand: what a server makes
 * once does not count. Null for who cannot hold them.
 */
export async function measureMemory(load: string, contender: Contender): Promise<number | null> {
  const words = contender.serve("idle");
  const most = contender.most ?? Number.POSITIVE_INFINITY;
  if (words === null || most < FIRST_HELD + THEN_HELD) return null;
  await using server = await startServer(words);
  const before = await holding(load, server, FIRST_HELD);
  const after = await holding(load, server, THEN_HELD);
  for (const { release } of [before, after]) release();
  return (after.bytes - before.bytes) / THEN_HELD;
}

/** One pass over so many idle channels in microseconds; null for who has no pass, or none over so many. */
export function measurePass(contender: Contender, channels: number): number | null {
  const words = contender.passes(channels);
  if (words === null || (contender.most ?? Number.POSITIVE_INFINITY) < channels) return null;
  const [program = "", ...args] = words;
  const { stdout, stderr, status } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`"${words.join(" ")}" failed. ${stderr}`);
  return (JSON.parse(stdout) as { microseconds: number }).microseconds;
}
