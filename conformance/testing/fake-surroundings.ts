// The world around a command, for tests: what it says is kept, nothing is shown, nobody interrupts.
// Knows what surroundings are; knows no command.

import { posixHost } from "../../reference/posix/index.ts";
import type { Surroundings } from "../commands/surroundings.ts";
import { paintWith } from "../report/paint.ts";

/** Surroundings that write what is said into `lines`, and what is in progress into `progressed`. */
export function fakeSurroundings(lines: string[], progressed: (string | null)[] = []): Surroundings {
  return {
    host: posixHost,
    clock: () => performance.timeOrigin + performance.now(),
    begunAt: performance.timeOrigin + performance.now(),
    cores: 2,
    node: process.execPath,
    env: process.env,
    environment: { node: process.version, platform: "test", kernel: "test" },
    say: (line) => void lines.push(line),
    progress: (text) => void progressed.push(text),
    paint: paintWith(false),
    width: 100,
    sessions: new Set(),
    onInterrupt: null,
  };
}
