// Makes folders below the system's temporary directory that say whose they are, so that what is left of a process that was
// killed can be removed by the next one. Knows nothing of what is in them.

import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PREFIX = "asyncore-conformance-";
const OWNED = /^asyncore-conformance-([0-9a-z]+)-([0-9a-z]+)-[^-]{6}$/;

let isSwept = false;

/** A fresh folder, for its maker to remove. The first one removes those of processes that are gone. */
export function temporaryFolder(): string {
  if (!isSwept) sweepFolders();
  isSwept = true;
  return mkdtempSync(join(tmpdir(), `${PREFIX}${processWorld()}-${process.pid.toString(36)}-`));
}

/** Containers may share the directory and count processes each for itself: nobody judges another one's. */
function processWorld(): string {
  try {
    const number = /\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0];
    return Number(number).toString(36);
  } catch {
    return "0"; // Where there is no /proc, there is one world only.
  }
}

/** Removes the folders of processes that are gone. */
export function sweepFolders(): void {
  const world = processWorld();
  for (const name of readdirSync(tmpdir())) {
    const [, itsWorld, owner = ""] = OWNED.exec(name) ?? [];
    if (itsWorld !== world || isAlive(Number.parseInt(owner, 36))) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // It is another user's, who will remove it.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code !== "ESRCH";
  }
}
