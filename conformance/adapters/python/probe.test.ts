// Whether the Python adapter runs probes as it is told, on every interpreter found.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ProbeResult } from "../../../spec/adapter.ts";
import { converse, freshDirectory, PAIR, playing } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

function probing(lines: readonly string[], { id = 1, limitMs = 10_000 } = {}) {
  return { jsonrpc: "2.0", id, method: "probe", params: { source: lines.join("\n"), limitMs } };
}

/** What became of a script. */
function probe(python: string, lines: readonly string[], env: Record<string, string> = {}): ProbeResult | undefined {
  return converse(python, [probing(lines)], { env }).messages[0]?.result as ProbeResult | undefined;
}

onEachPython("a probe", (python) => {
  it("is answered with the lines it printed, blank ones and bytes included", () => {
    const script = ["import os", "os.write(1, b'one\\n\\n\\xff')", "os.write(2, b'not this')"];

    expect(probe(python, script)).toEqual({ lines: ["one", "", "\u00ff"] });
  });

  it("runs in a fresh interpreter each time, and leaves the adapter as it was", () => {
    const script = ["import asyncore", "print(len(asyncore.socket_map))", "asyncore.socket_map[0] = asyncore"];
    const { messages } = converse(python, [
      probing(script),
      probing(script, { id: 2 }),
      playing({ channels: { channel: { base: "dispatcher" } }, steps: [...PAIR] }, 3),
    ]);

    expect(messages.slice(0, 2).map(({ result }) => result)).toEqual([{ lines: ["0"] }, { lines: ["0"] }]);
    expect(messages[2]?.result?.trace).toHaveLength(3);
  });

  it("finds the modules the adapter finds, and none of the adapter's own", () => {
    const folder = freshDirectory();
    writeFileSync(
      join(folder, "asyncore.py"),
      "class ExitNow(Exception): pass\nclass dispatcher: pass\nsocket_map = {}\n",
    );
    const script = [
      "import asyncore, sys",
      "print(asyncore.__file__)",
      "print([name for name in ('python_wire', 'adapter') if any(__import__('os').path.exists(d + '/' + name + '.py') for d in sys.path)])",
    ];

    expect(probe(python, script, { PYTHONPATH: folder })).toEqual({
      lines: [expect.stringMatching(new RegExp(`^${folder}/asyncore.py`)), "[]"],
    });
  });

  it("that fails is told with how it ended, and the adapter goes on", () => {
    const { messages } = converse(python, [
      probing(["print('begun')", "raise ValueError('boom')"]),
      probing(["import os", "os.kill(os.getpid(), 9)"], { id: 2 }),
      probing(["print(", "1"], { id: 3 }),
      probing(["import sys, time", "print('waits')", "sys.stdout.flush()", "time.sleep(60)"], { id: 4, limitMs: 1500 }),
      probing(["print('still there')"], { id: 5 }),
    ]);

    expect(messages.map(({ result }) => result)).toEqual([
      { lines: ["begun"], failure: "exit status 1: ValueError: boom" },
      { lines: [], failure: "ended by signal 9" },
      { lines: [], failure: expect.stringMatching(/^exit status 1: SyntaxError/) },
      { lines: ["waits"], failure: "still running after 1500 ms" },
      { lines: ["still there"] },
    ]);
  });
});
