// Outlives a run and removes its containers and folders, however the run ended: the suite holds the other end of our standard input.
// A process of its own, started with the run's name and its folder; knows nothing else.

import { once } from "node:events";
import { rmSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";
import { sweepFolders } from "../temporary-folder.ts";

const [run = "", folder = ""] = process.argv.slice(2);
process.stdin.resume();
await once(process.stdin, "close");
const { removeContainersOf } = await import("./container-run.ts");
// A container may just be in the making when the suite goes: look again.
for (const waitMs of [0, 1000, 3000]) {
  await after(waitMs);
  await removeContainersOf(run).catch(() => {}); // Somebody else removes it, or Docker is gone with it.
}
rmSync(folder, { recursive: true, force: true });
sweepFolders(); // The suite may have had others.
