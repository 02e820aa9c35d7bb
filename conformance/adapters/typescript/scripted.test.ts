// Scripted plays in a child process, on the reference, which is loaded by its path like any other module.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { posixHost } from "../../../reference/posix/index.ts";
import { PollList } from "../../../spec/host.ts";
import type { Program, Script } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";
import { modulePath } from "../../package-path.ts";
import { Session } from "../../play/session.ts";
import { moduleAdapter } from "../module.ts";
import { SCRIPTED_PLAYS, systemCalls } from "../testing/scripted-plays.ts";
import { capabilitiesOf } from "./methods.ts";
import { Names } from "./names.ts";
import type { Playing } from "./playing.ts";
import { Recorder } from "./recorder.ts";
import { enterScript } from "./scripted.ts";
import type { AsyncoreModule } from "./shape.ts";

const REFERENCE = modulePath("reference/index.ts");
const sessions = {
  "blocking loop": new Session(moduleAdapter(REFERENCE, process.execPath), posixHost),
  "async loop": new Session(moduleAdapter(REFERENCE, process.execPath, ["--variant", "async"]), posixHost),
};
beforeAll(() => Promise.all(Object.values(sessions).map((session) => session.identity())));
afterAll(() => Promise.all(Object.values(sessions).map((session) => session.close())));

async function traceOf(program: Program, session: Session): Promise<Trace> {
  const { outcome } = await session.play(program);
  if (outcome.outcome !== "played") throw new Error(JSON.stringify(outcome));
  return outcome.trace;
}

describe.each(Object.entries(sessions))("a scripted play on the %s", (_variant, session) => {
  it.each(SCRIPTED_PLAYS)("records $title", async ({ program, calls }) => {
    expect(systemCalls(await traceOf(program, session))).toEqual(calls);
  });

  it("records the waits of the loop", async () => {
    const trace = await traceOf(
      {
        world: "scripted",
        channels: { client: { base: "dispatcher", on: { readable: [true, true, false], writable: [false] } } },
        script: {
          sockets: { plug: { fd: 5, setblocking: [{ value: null }], getpeername: [{ errno: "ENOTCONN" }] } },
          select: [{ value: {} }],
          poll: [{ value: [] }],
          sleep: [{ value: null }],
        },
        steps: [
          { op: "new", channel: "client", socket: "plug" },
          { op: "loop", timeout: 1, count: 1 },
          { op: "loop", timeout: 2, count: 1, use_poll: true },
          { op: "loop", timeout: 3 },
        ],
      },
      session,
    );

    expect(systemCalls(trace).slice(2)).toEqual([
      'select {"list":[5]} {"list":[]} {"list":[5]} 1 → {"list":[{"list":[]},{"list":[]},{"list":[]}]}',
      'poll {"list":[{"list":[5,{"list":["POLLIN","POLLPRI"]}]}]} 2000 → {"list":[]}',
      "sleep 3",
      "sleep 3",
      "exhausted by script at depth 2",
    ]);
  });

  it("shows the sockets the implementation made by the names the script has for them, also when they are closed", async () => {
    const trace = await traceOf(
      {
        world: "scripted",
        channels: { listener: { base: "dispatcher", on: { handle_accepted: [{ args: ["sock", "addr"] }] } } },
        script: {
          socket: [{ value: "door" }],
          sockets: {
            door: { fd: 5, setblocking: [{ value: null }], accept: [{ value: ["conn", "caller"] }] },
            conn: { fd: 6, close: [{ value: null }] },
          },
        },
        steps: [
          { op: "new", channel: "listener" },
          { op: "create_socket", channel: "listener" },
          { op: "call", channel: "listener", event: "handle_accept" },
          { op: "socket.close", socket: "sock" },
          { op: "set_socket", channel: "listener", socket: "conn" },
          { op: "get", channel: "listener", attribute: "socket" },
        ],
      },
      session,
    );

    expect(trace.find((seen) => seen.kind === "event" && seen.event === "handle_accepted")).toMatchObject({
      args: [{ socket: "conn" }, { address: "caller" }],
    });
    expect(trace.at(-1)).toMatchObject({ op: "get", returned: { socket: "conn" } });
  });

  it("closes no real descriptor that has the number of a file of the script", async () => {
    const program: Program = { world: "scripted", channels: {}, script: { files: { pipe: { fd: 1 } } }, steps: [] };

    expect([await traceOf(program, session), await traceOf(program, session)]).toEqual([[], []]);
  });

  it("gives the implementation its own system back", async () => {
    const trace = await traceOf(
      {
        world: "loopback",
        channels: { client: { base: "dispatcher" } },
        steps: [
          { op: "new", channel: "client" },
          { op: "create_socket", channel: "client" },
        ],
      },
      session,
    );

    expect(trace.at(-1)).toMatchObject({ kind: "state", socket: "open" });
  });
});

describe("the scripted world", () => {
  it("shows of what poll is asked for only what it can be asked for", () => {
    const script: Script = { poll: [{ value: [] }] };
    const program: Program = { world: "scripted", channels: {}, script, steps: [] };
    const module = { socketMap: new Map() } as unknown as AsyncoreModule;
    const recorder = new Recorder(undefined, Error);
    const names = new Names(module, program, { address: "127.0.0.1", directory: "/nowhere" });
    enterScript({ module, names, recorder } as Playing, script);

    module.socketMap.host?.poll(PollList.of({ fd: 5, flags: 63 }), 0);

    expect(systemCalls(recorder.trace)).toEqual([
      'poll {"list":[{"list":[5,{"list":["POLLIN","POLLPRI","POLLOUT"]}]}]} 0 → {"list":[]}',
    ]);
  });

  it("is for modules whose map says on which kernel it lives", () => {
    const module = (socketMap: object) =>
      ({ Socket: class {}, Dispatcher: class {}, socketMap }) as unknown as AsyncoreModule;

    expect(capabilitiesOf(module(new Map())).worlds).toEqual(["loopback"]);
    expect(capabilitiesOf(module(Object.assign(new Map(), { host: posixHost }))).worlds).toContain("scripted");
  });
});
