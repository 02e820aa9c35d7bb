// What is measured: how many connections are busy beside how many idle ones, with messages of which size.
// Knows loads only; knows nothing of who serves them.

import type { Role } from "./contenders.ts";

/** One load on an echo server. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
  readonly kind: "echo" | "churn";
  readonly active: number;
  readonly idle: number;
  /** Of one message: lines of 64 bytes. */
  readonly bytes: number;
  /** What is counted, and how many of it a message is. */
  readonly unit: string;
  readonly perMessage: number;
  /** What has to be known to read what it shows. */
  readonly note?: string;
  /** Who runs when there is little time; everybody otherwise. Nobody: then it is left out. */
  readonly quick: readonly string[];
}

const LINE_BYTES = 64;
const PIECE_BYTES = 65536;
const LINES_AT_ONCE = 10;
const MEBIBYTE = 1048576;

function echo(id: string, title: string, active: number, idle: number, quick: readonly string[]): Workload {
  return {
    id,
    title,
    role: "echo",
    kind: "echo",
    active,
    idle,
    bytes: LINE_BYTES,
    unit: "messages",
    perMessage: 1,
    quick,
  };
}

/** All of them, in the order in which they are run. */
export const WORKLOADS: readonly Workload[] = [
  echo("echo-1", "Echo, 1 connection", 1, 0, ["reference, poll", "reference, poll, async"]),
  echo("echo-50", "Echo, 50 connections", 50, 0, [
    "reference, poll",
    "reference, poll, async",
    "reference, epoll",
    "CPython asyncore, poll",
    "C, poll",
  ]),
  echo("echo-500", "Echo, 500 connections", 500, 0, []),
  echo("beside-800", "Echo, 50 connections beside 800 idle", 50, 800, [
    "reference, epoll",
    "CPython asyncore, poll",
    "node:net",
  ]),
  echo("beside-5000", "Echo, 50 connections beside 5,000 idle", 50, 5000, [
    "reference, epoll",
    "CPython asyncore, poll",
  ]),
  echo("beside-9000", "Echo, 50 connections beside 9,000 idle", 50, 9000, []),
  {
    ...echo("bulk", "Bulk, 4 connections, pieces of 64 KiB", 4, 0, []),
    bytes: PIECE_BYTES,
    unit: "MiB",
    perMessage: PIECE_BYTES / MEBIBYTE,
    note: "What the reference received belongs to the handler for good, so that the next piece arrives in other memory, which is in no cache of the processor. CPython counts references and receives into the same memory again. An experiment showed that this is the difference: with memory used again at once, which no handler could rely on, a piece took 17 µs instead of 22 on the reference, and 15 to 18 on CPython.",
  },
  {
    ...echo("churn", "Connections accepted, served once and closed", 50, 0, []),
    kind: "churn",
    unit: "connections",
  },
  {
    ...echo("lines", "Lines through asynchat, 50 connections, 10 lines at once", 50, 0, []),
    role: "lines",
    bytes: LINE_BYTES * LINES_AT_ONCE,
    unit: "lines",
    perMessage: LINES_AT_ONCE,
  },
];

/** Memory is looked at with the first number of idle connections, and again with so many more. */
export const FIRST_HELD = 1000;
export const THEN_HELD = 8000;

/** Over how many idle channels a pass is measured. */
export const MAP_SIZES = [10, 30, 100, 300, 900, 3000, 10_000] as const;
