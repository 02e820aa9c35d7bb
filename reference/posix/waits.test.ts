import { spawnSync } from "node:child_process";
import { afterEach, describe, expect, it } from "vitest";
import { POLL_FLAGS, type PollEntry, PollList, type SelectSets } from "../../spec/host.ts";
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

function polled(entries: readonly PollEntry[], timeoutMs: number | null): readonly PollEntry[] {
  return [...host.poll(PollList.of(...entries), timeoutMs)];
}

/** A copy of `fd` whose number does not fit in an fd_set. */
function beyondTheSets(fd: number): number {
  let copy = kept(host.duplicate(fd));
  while (copy < 1024) copy = kept(host.duplicate(fd));
  return copy;
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
    expect(polled([entry(far, POLLOUT)], 0)).toEqual([entry(far, POLLOUT)]);
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

    const ready = polled(
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

    const [ready] = polled([entry(server, POLLPRI)], 1000);

    expect(ready).toEqual(entry(server, POLLPRI));
  });

  it("takes more descriptors than it had room for", () => {
    const [one] = pair();
    const entries = Array.from({ length: 1000 }, () => entry(one, POLLOUT));

    expect(polled(entries, 0)).toEqual(entries);
  });

  it("waits as long as it is told when nothing is ready", () => {
    const begun = performance.now();

    expect(polled([entry(pair()[0], POLLIN)], 50)).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(50);
  });
});

describe("interrupted waits", () => {
  it("go on for the remaining time", () => {
    const waits = ["host.select({read:[],write:[],except:[]},0.3)", "host.poll(new PollList(),300)", "host.sleep(0.3)"];

    for (const wait of waits) {
      const code = `
        import { spawn } from "node:child_process";
        import { posixHost as host } from ${JSON.stringify(new URL("./index.ts", import.meta.url).href)};
        import { PollList } from ${JSON.stringify(new URL("../../spec/host.ts", import.meta.url).href)};
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
