import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const PASSES = 200;

/**
 * A program of its own, where nobody else allocates: how many bytes each pass over idle channels leaves to be collected.
 * The young generation is made so large that nothing is collected meanwhile.
 */
function bytesPerPass(pollster: string, channels: number): number {
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href);
  const program = `
    import { Dispatcher, loop } from ${url("../index.ts")};
    import { posixHost } from ${url("../posix/index.ts")};
    class Idle extends Dispatcher {
      writable() { return false; }
    }
    const [one] = posixHost.socketPair();
    for (let at = 0; at < ${channels}; at += 1) {
      const channel = new Idle();
      channel.registeredAs = posixHost.duplicate(one);
      channel.addChannel();
    }
    const run = (count) => loop({ pollster: ${JSON.stringify(pollster)}, timeoutSeconds: 0, count });
    run(2000);
    gc();
    const before = process.memoryUsage().heapUsed;
    run(${PASSES});
    console.log((process.memoryUsage().heapUsed - before) / ${PASSES});
    process.exit(0);`;
  const args = ["--expose-gc", "--max-semi-space-size=64", "--input-type=module-typescript", "-e", program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  expect(stderr.replace(/.*ExperimentalWarning.*\n.*\n?/, "")).toBe("");
  return Number(stdout);
}

/** What calling into C and asking for the time leave behind, whoever is in the map. */
const OF_THE_CALL_BYTES = 800;

describe.each([
  // As many as fit in the sets of select, beside the descriptors a process has anyway.
  { pollster: "select", channels: 900 },
  { pollster: "poll", channels: 2000 },
  { pollster: "epoll", channels: 2000 },
])("a pass over $pollster", ({ pollster, channels }) => {
  it("leaves less than a byte to be collected for each channel", () => {
    expect(bytesPerPass(pollster, channels)).toBeLessThan(OF_THE_CALL_BYTES);
  });
});
