// Whether the Python adapter collects rubbish when a program says so, and at no other moment of a play.
// Knows how to leave rubbish that tells of its end: an asyncore whose loop does nothing else.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { calls, converse, freshDirectory, playing } from "../../selftest/python/conversation.ts";
import { onEachPython } from "../../testing/each-python.ts";

/** The interpreter's own asyncore, but for its loop. It makes more objects than any collector lets pass. */
const RUBBISH = `
import io, os, sys, weakref
original = os.path.join(os.path.dirname(os.__file__), "asyncore.py")
with io.open(original, "rb") as source:
    exec(compile(source.read(), original, "exec"))

watched = []
Rubbish = type("Rubbish", (list,), {})

def loop(*given, **more):
    rubbish = Rubbish()
    rubbish.append(rubbish)
    watched.append(weakref.ref(rubbish, lambda gone: sys.stdout.write("collected\\n")))
    del rubbish
    return len([[] for _ in range(100000)])
`;

onEachPython("the adapter", (python) => {
  it("has nothing collected while it plays, until it is told to", () => {
    const folder = freshDirectory();
    writeFileSync(join(folder, "asyncore.py"), RUBBISH);
    const program = { channels: {}, steps: [{ op: "loop" }, { op: "collect" }] } as const;

    const { messages } = converse(python, [playing(program)], { env: { PYTHONPATH: folder } });

    expect(calls(messages[0]?.result?.trace ?? [])).toEqual([
      expect.stringMatching(/^0 action loop/),
      "0 action collect",
      expect.stringContaining("written"),
    ]);
  });
});
