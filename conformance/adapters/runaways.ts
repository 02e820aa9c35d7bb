// Ends what an adapter started and let go of: a process in a session of its own is out of reach of its group's signals, and
// still carries the mark its ancestor was started with. Knows /proc; where there is none, nobody is found.

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

/** The environment variable that carries the mark. */
const NAME = "ASYNCORE_CONFORMANCE_ADAPTER";

/** A mark that nobody else has, as an environment variable. */
export type Mark = Readonly<Record<typeof NAME, string>>;

/** A new mark. */
export function newMark(): Mark {
  return { [NAME]: randomUUID() };
}

/** So often is looked again: whoever forks while we look may be missed once. */
const ROUNDS = 5;

/** Ends every process that carries `mark`. One that emptied its environment cannot be told from a stranger's. */
export function endRunaways(mark: Mark): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = processes().filter((process) => carries(process, mark));
    if (found.length === 0) return;
    for (const runaway of found) end(runaway);
  }
}

function processes(): readonly number[] {
  try {
    return readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map(Number);
  } catch {
    return [];
  }
}

function carries(id: number, mark: Mark): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, "latin1").split("\0").includes(`${NAME}=${mark[NAME]}`);
  } catch {
    return false; // It ended while we looked, or belongs to somebody else.
  }
}

function end(id: number): void {
  try {
    process.kill(id, "SIGKILL");
  } catch {
    // It is gone already: that is what was wanted.
  }
}
