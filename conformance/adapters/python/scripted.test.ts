// Whether the Python adapter plays the scripted world as ADAPTERS.md says, on every interpreter found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Program } from "../../../spec/program.ts";
import { converse, freshDirectory, PAIR, play, playing } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";
import { SCRIPTED_PLAYS, systemCalls } from "../testing/scripted-plays.ts";

const DONE = [{ value: null }] as const;
const CLIENT = { client: { base: "dispatcher", on: { writable: [false] } } } as const;

onEachPython("a scripted play", (python, target) => {
  it.each(SCRIPTED_PLAYS)("records $title", async ({ program, calls }) => {
    expect(systemCalls(await play(python, program))).toEqual(calls);
  });

  it("leaves nothing after what exhausts it", async () => {
    const program: Program = {
      world: "scripted",
      channels: CLIENT,
      script: { sockets: { plug: { fd: 5 } } },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "get", channel: "client", attribute: "socket" },
      ],
    };

    expect(await play(python, program)).toEqual([
      { kind: "action", depth: 0, op: "new", of: "client" },
      { kind: "call", depth: 1, call: "setblocking", of: "plug", args: [false] },
      { kind: "exhausted", depth: 2, by: "script" },
    ]);
  });

  it("raises errors of the class that the call itself raises, which 2.7 tells apart", async () => {
    const program: Program = {
      world: "scripted",
      channels: CLIENT,
      script: {
        sockets: { plug: { fd: 5, setblocking: DONE, getpeername: [{ value: "remote" }] } },
        select: [{ errno: "EINTR" }, { raise: { kind: "os", errno: "EINTR", text: "odd" } }],
      },
      steps: [
        { op: "new", channel: "client", socket: "plug" },
        { op: "poll", timeout: 0 },
        { op: "poll", timeout: 0 },
      ],
    };
    const failed = (await play(python, program)).filter((seen) => seen.kind === "action" && seen.raised !== undefined);

    expect(failed).toHaveLength(target === "2.7" ? 0 : 2); // 2.7 forgives an interruption, and only as select's own error
  });

  it("gives asyncore its own system back", () => {
    const scripted = SCRIPTED_PLAYS.map(({ program }, index) => playing(program, index));
    const real = { channels: { channel: CLIENT.client }, steps: [...PAIR, { op: "poll2", timeout: 0 }] } as const;
    const { messages, stderr } = converse(python, [...scripted, playing(real)]);
    const trace = messages.at(-1)?.result?.trace ?? [];

    expect(trace.find((seen) => seen.kind === "action" && seen.op === "poll2")).not.toHaveProperty("raised");
    expect(systemCalls(trace)).toEqual([]);
    expect(stderr).toBe("");
  });

  it("leaves no real descriptor closed by a file wrapper that does not forget its own", () => {
    const folder = freshDirectory();
    const careless = 'replace("            self.fd = -1", "            pass")';
    const original = "open(os.path.join(os.path.dirname(os.__file__), 'asyncore.py')).read()";
    writeFileSync(join(folder, "asyncore.py"), `import os\nexec(${original}.${careless})\n`);
    const protocol = 4; // the descriptor on which the adapter answers
    const program: Program = {
      world: "scripted",
      channels: { client: { base: "file_dispatcher" } },
      script: { files: { pipe: { fd: 7, dup: [{ value: protocol }], setblocking: DONE } } },
      steps: [{ op: "new", channel: "client", file: "pipe" }],
    };
    const plays = Array.from({ length: 40 }, (_, index) => playing(program, index)); // until the first ones are collected
    const { messages } = converse(python, plays, { env: { PYTHONPATH: folder } });

    expect(messages.map(({ result }) => systemCalls(result?.trace ?? []))).toEqual(
      plays.map(() => [`pipe.dup 7 → ${protocol}`, "pipe.setblocking 7 false"]),
    );
  });
});
