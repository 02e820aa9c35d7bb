import { spawn } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { type AbortLike, POLL_FLAGS, type PollEntry, PollList, type SelectSets } from "../../spec/host.ts";
import { posixHost as host } from "./index.ts";

const { POLLIN, POLLOUT } = POLL_FLAGS;
const NOTHING: SelectSets = { read: [], write: [], except: [] };

const opened: number[] = [];

function kept(fd: number): number {
  opened.push(fd);
  return fd;
}

function pair(): [number, number] {
  const [one, other] = host.socketPair();
  return [kept(one), kept(other)];
}

function all(fd: number): SelectSets {
  return { read: [fd], write: [fd], except: [fd] };
}

async function polledAsync(entries: readonly PollEntry[], timeoutMs: number | null, signal: AbortLike | undefined) {
  return [...(await host.pollAsync(PollList.of(...entries), timeoutMs, signal))];
}

function entry(fd: number, flags: number): PollEntry {
  return { fd, flags };
}

async function during<Result>(wait: Promise<Result>): Promise<{ result: Result; lastedMs: number; ticks: number }> {
  const begun = performance.now();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  const result = await wait;
  clearInterval(timer);
  return { result, lastedMs: performance.now() - begun, ticks };
}

/** An abort signal that counts who listens. */
function countingSignal(): { signal: AbortLike; listeners: () => number; abort: () => void } {
  const controller = new AbortController();
  let count = 0;
  const signal: AbortLike = {
    get aborted() {
      return controller.signal.aborted;
    },
    addEventListener(type, listener, options) {
      count += 1;
      controller.signal.addEventListener(type, listener, options);
    },
    removeEventListener(type, listener) {
      count -= 1;
      controller.signal.removeEventListener(type, listener);
    },
  };
  return { signal, listeners: () => count, abort: () => controller.abort() };
}

afterEach(() => {
  for (const fd of opened.splice(0)) host.close(fd);
});

describe("waits on another thread", () => {
  it("leave Node's event loop going", async () => {
    const [one] = pair();

    const selected = await during(host.selectAsync({ ...NOTHING, read: [one] }, 0.1, undefined));
    const polled = await during(polledAsync([entry(one, POLLIN)], 100, undefined));
    const slept = await during(host.sleepAsync(0.1, undefined));

    expect([selected.result, polled.result, slept.result]).toEqual([NOTHING, [], undefined]);
    for (const { ticks, lastedMs } of [selected, polled, slept]) {
      expect(ticks).toBeGreaterThan(2);
      expect(lastedMs).toBeGreaterThanOrEqual(99);
    }
  });

  it("end as soon as something is ready, and show that only", async () => {
    const [one, other] = pair();
    setTimeout(() => host.send(one, Uint8Array.of(1)), 30);

    const selected = await during(host.selectAsync({ ...NOTHING, read: [one, other] }, null, undefined));
    const polled = await polledAsync([entry(one, POLLIN), entry(other, POLLIN)], null, undefined);

    expect(selected.result).toEqual({ ...NOTHING, read: [other] });
    expect(selected.lastedMs).toBeLessThan(5000);
    expect(polled).toEqual([entry(other, POLLIN)]);
  });

  it("without limit end with nothing ready when the signal is aborted, and leave no listener", async () => {
    const [one] = pair();
    const starts = [
      (signal: AbortLike) => host.selectAsync({ ...NOTHING, read: [one] }, null, signal),
      (signal: AbortLike) => polledAsync([entry(one, POLLIN)], null, signal),
      (signal: AbortLike) => host.sleepAsync(60, signal),
    ];

    const endings = [];
    for (const start of starts) {
      const { signal, listeners, abort } = countingSignal();
      setTimeout(abort, 30);
      const { result, lastedMs } = await during<unknown>(start(signal));
      endings.push({ result, inTime: lastedMs < 5000, listeners: listeners() });
    }

    expect(endings).toEqual([
      { result: NOTHING, inTime: true, listeners: 0 },
      { result: [], inTime: true, listeners: 0 },
      { result: undefined, inTime: true, listeners: 0 },
    ]);
  });

  it("are not begun when the signal is aborted already", async () => {
    const [one] = pair();
    const signal = AbortSignal.abort();

    expect(await host.selectAsync(all(one), null, signal)).toEqual(NOTHING);
    expect(await polledAsync([entry(one, POLLOUT)], null, signal)).toEqual([]);
    expect(await host.sleepAsync(60, signal)).toBe(undefined);
  });

  it("can be waited for again after an abort", async () => {
    const [one] = pair();
    const controller = new AbortController();
    const aborted = host.selectAsync({ ...NOTHING, read: [one] }, null, controller.signal);
    controller.abort();
    await aborted;

    const { result, lastedMs } = await during(host.selectAsync({ ...NOTHING, read: [one] }, 0.05, undefined));

    expect(result).toEqual(NOTHING);
    expect(lastedMs).toBeGreaterThanOrEqual(49);
  });

  it("end at once when they are aborted before there was a thread for them", async () => {
    // More waits than Node has threads.
    const others = new AbortController();
    const pairs = Array.from({ length: 6 }, pair);
    const occupying = pairs.map(([one]) => polledAsync([entry(one, POLLIN)], null, others.signal));
    const [one] = pair();
    const controller = new AbortController();
    const selecting = host.selectAsync({ ...NOTHING, read: [one] }, null, controller.signal);
    const polling = polledAsync([entry(one, POLLIN)], null, controller.signal);
    setTimeout(() => controller.abort(), 30);

    expect(await Promise.all([selecting, polling])).toEqual([NOTHING, []]);
    others.abort();
    expect(await Promise.all(occupying)).toEqual(pairs.map(() => []));
  });

  it("keep their memory apart from that of blocking waits and of each other", async () => {
    // More waits than Node has threads: some begin only after the blocking waits below.
    const pairs = Array.from({ length: 6 }, pair);
    const [idle] = pair();
    const selecting = pairs.map(([one]) => host.selectAsync({ ...NOTHING, read: [one] }, 5, undefined));
    const polling = pairs.map(([one]) => polledAsync([entry(one, POLLIN)], 5000, undefined));

    host.select({ ...NOTHING, write: [idle] }, 0);
    host.poll(PollList.of(entry(idle, POLLOUT)), 0);
    for (const [, other] of pairs) host.send(other, Uint8Array.of(1));

    expect(await Promise.all(selecting)).toEqual(pairs.map(([one]) => ({ ...NOTHING, read: [one] })));
    expect(await Promise.all(polling)).toEqual(pairs.map(([one]) => [entry(one, POLLIN)]));
  });

  it("fail with the errno of the call", async () => {
    const closed = host.duplicate(pair()[0]);
    host.close(closed);

    await expect(host.selectAsync(all(closed), 0, undefined)).rejects.toMatchObject({ code: "EBADF" });
    await expect(host.selectAsync(all(closed), -1, undefined)).rejects.toThrow(RangeError);
  });

  it("do not keep the process from exiting", async () => {
    const code = `
      import { posixHost as host } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
      import { PollList } from ${JSON.stringify(new URL("../../spec/host.ts", import.meta.url).href)};
      void host.pollAsync(new PollList(), null, undefined);
      setTimeout(() => process.exit(7), 50);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code]);
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);

    const status = await new Promise((resolve) => child.once("exit", resolve));

    clearTimeout(timer);
    expect(status).toBe(7);
  });
});
