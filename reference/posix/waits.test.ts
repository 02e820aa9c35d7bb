import { spawn, spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { type AbortLike, POLL_FLAGS, type PollEntry, type SelectSets } from "../../spec/host.ts";
import { posixHost as host } from "./index.ts";

const { POLLIN, POLLPRI, POLLOUT, POLLHUP, POLLNVAL } = POLL_FLAGS;
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

/** A TCP connection: only those have urgent data. */
function connection(): [number, number] {
  const listener = kept(host.socket("inet", "stream"));
  host.bind(listener, "inet", ["127.0.0.1", 0]);
  host.listen(listener, 1);
  const client = kept(host.socket("inet", "stream"));
  host.connect(client, "inet", host.getSocketName(listener));
  return [client, kept(host.accept(listener).fd)];
}

function all(fd: number): SelectSets {
  return { read: [fd], write: [fd], except: [fd] };
}

function entry(fd: number, flags: number): PollEntry {
  return { fd, flags };
}

/** A copy of `fd` whose number does not fit in an fd_set. */
function beyondTheSets(fd: number): number {
  let copy = kept(host.duplicate(fd));
  while (copy < 1024) copy = kept(host.duplicate(fd));
  return copy;
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

describe("select", () => {
  it("gives what is ready, in the order asked", () => {
    const [one, other] = pair();
    host.send(one, Uint8Array.of(1));

    const ready = host.select({ read: [other, one], write: [other, one], except: [one] }, 0);

    expect(ready).toEqual({ read: [other], write: [other, one], except: [] });
  });

  it("shows urgent data as an exceptional condition", () => {
    const [client, server] = connection();
    host.sendUrgent(client, Uint8Array.of(33));

    expect(host.select(all(server), 1).except).toEqual([server]);
  });

  it("waits as long as it is told when nothing is ready", () => {
    const [one] = pair();
    const begun = performance.now();

    const ready = host.select({ ...NOTHING, read: [one] }, 0.05);

    expect(ready).toEqual(NOTHING);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(50);
  });

  it("refuses a negative timeout and a descriptor beyond its sets", () => {
    const [one] = pair();
    const far = beyondTheSets(one);

    expect(() => host.select(all(one), -1)).toThrow(RangeError);
    expect(() => host.select(all(far), 0)).toThrow(new RangeError("filedescriptor out of range in select()"));
    expect(() => host.select(all(-1), 0)).toThrow(RangeError);
    expect(() => host.select(all(null as unknown as number), 0)).toThrow(TypeError);
    expect(host.poll([entry(far, POLLOUT)], 0)).toEqual([entry(far, POLLOUT)]);
  });

  it("fails with EBADF for a descriptor that is not open", () => {
    const closed = host.duplicate(pair()[0]);
    host.close(closed);

    expect(() => host.select(all(closed), 0)).toThrow(expect.objectContaining({ code: "EBADF" }));
  });
});

describe("poll", () => {
  it("gives what is ready with its flags, in the order asked", () => {
    const [one, other] = pair();
    const [broken, gone] = pair();
    const closed = host.duplicate(one);
    host.close(closed);
    host.shutdown(gone, "both");
    host.send(one, Uint8Array.of(1));

    const ready = host.poll(
      [entry(other, POLLIN), entry(one, POLLIN), entry(broken, POLLIN), entry(closed, POLLIN), entry(one, POLLOUT)],
      0,
    );

    expect(ready).toEqual([
      entry(other, POLLIN),
      entry(broken, POLLIN | POLLHUP),
      entry(closed, POLLNVAL),
      entry(one, POLLOUT),
    ]);
  });

  it("shows urgent data as POLLPRI", () => {
    const [client, server] = connection();
    host.sendUrgent(client, Uint8Array.of(33));

    const [ready] = host.poll([entry(server, POLLPRI)], 1000);

    expect(ready).toEqual(entry(server, POLLPRI));
  });

  it("takes more descriptors than it had room for", () => {
    const [one] = pair();
    const entries = Array.from({ length: 1000 }, () => entry(one, POLLOUT));

    expect(host.poll(entries, 0)).toEqual(entries);
  });

  it("waits as long as it is told when nothing is ready", () => {
    const begun = performance.now();

    expect(host.poll([entry(pair()[0], POLLIN)], 50)).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(50);
  });
});

describe("interrupted waits", () => {
  it("go on for the remaining time", () => {
    const waits = ["host.select({read:[],write:[],except:[]},0.3)", "host.poll([],300)", "host.sleep(0.3)"];

    for (const wait of waits) {
      const code = `
        import { spawn } from "node:child_process";
        import { posixHost as host } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
        process.on("SIGUSR1", () => {});
        spawn("sh", ["-c", "for i in $(seq 20); do kill -USR1 " + process.pid + "; sleep 0.05; done"]);
        const begun = performance.now();
        ${wait};
        const lasted = performance.now() - begun;
        process.exit(lasted >= 300 && lasted < 1200 ? 0 : 1);`;
      const { status, stderr } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", code]);
      expect([wait, status, stderr.toString()]).toEqual([wait, 0, expect.anything()]);
    }
  });
});

describe("waits on another thread", () => {
  it("leave Node's event loop going", async () => {
    const [one] = pair();

    const selected = await during(host.selectAsync({ ...NOTHING, read: [one] }, 0.1, undefined));
    const polled = await during(host.pollAsync([entry(one, POLLIN)], 100, undefined));
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
    const polled = await host.pollAsync([entry(one, POLLIN), entry(other, POLLIN)], null, undefined);

    expect(selected.result).toEqual({ ...NOTHING, read: [other] });
    expect(selected.lastedMs).toBeLessThan(5000);
    expect(polled).toEqual([entry(other, POLLIN)]);
  });

  it("without limit end with nothing ready when the signal is aborted, and leave no listener", async () => {
    const [one] = pair();
    const starts = [
      (signal: AbortLike) => host.selectAsync({ ...NOTHING, read: [one] }, null, signal),
      (signal: AbortLike) => host.pollAsync([entry(one, POLLIN)], null, signal),
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
    expect(await host.pollAsync([entry(one, POLLOUT)], null, signal)).toEqual([]);
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

  it("keep their memory apart from that of blocking waits and of each other", async () => {
    // More waits than Node has threads: some begin only after the blocking waits below.
    const pairs = Array.from({ length: 6 }, pair);
    const [idle] = pair();
    const selecting = pairs.map(([one]) => host.selectAsync({ ...NOTHING, read: [one] }, 5, undefined));
    const polling = pairs.map(([one]) => host.pollAsync([entry(one, POLLIN)], 5000, undefined));

    host.select({ ...NOTHING, write: [idle] }, 0);
    host.poll([entry(idle, POLLOUT)], 0);
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
      void host.pollAsync([], null, undefined);
      setTimeout(() => process.exit(7), 50);`;
    const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", code]);
    const timer = setTimeout(() => child.kill("SIGKILL"), 20_000);

    const status = await new Promise((resolve) => child.once("exit", resolve));

    clearTimeout(timer);
    expect(status).toBe(7);
  });
});
