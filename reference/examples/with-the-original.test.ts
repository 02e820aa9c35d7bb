// The examples and programs on Python's own asyncore talk to each other over the wire, each as server and as client.

import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { findInterpreters } from "../../conformance/adapters/python.ts";
import { Running, runExample } from "./testing/running.ts";

/** The oldest and the newest original there is. */
const originals = [...findInterpreters(process.env)].filter((_, index, all) => index === 0 || index === all.length - 1);

/** Where there is none, what is skipped is still shown. */
const shown: [version: string, python: string][] = originals.length > 0 ? originals : [["of no version", ""]];

const started: Running[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((program) => program.stop()));
});

function kept(program: Running): Running {
  started.push(program);
  return program;
}

function runPython(python: string, name: string, ...args: readonly (string | number)[]): Running {
  const file = fileURLToPath(new URL(`testing/${name}.py`, import.meta.url));
  return kept(new Running(python, ["-W", "ignore", file, ...args.map(String)]));
}

/** More than fits in one send and in one receive. */
const LONG = "x".repeat(100_000);

describe.skipIf(originals.length === 0).each(shown)("with CPython %s", (_version, python) => {
  it("its client gets its lines back from our echo server", async () => {
    const port = await kept(runExample("echo-server")).port();

    const end = await runPython(python, "chat_client", port, 3, "one", LONG, "three").end();

    expect(end).toEqual({ code: 0, lines: ["one", LONG, "three"], errors: "" });
  });

  it("our client gets its lines back from its echo server", async () => {
    const port = await runPython(python, "echo_server").port();
    const client = kept(runExample("chat-client", port));

    for (const line of ["one", LONG, "three"]) client.type(line);
    const back = [await client.line(), await client.line(), await client.line()];
    client.endInput();

    expect(back).toEqual(["one", LONG, "three"]);
    expect(await client.end()).toEqual({ code: 0, lines: [], errors: "" });
  });

  it("two of its clients chat on our server", async () => {
    const port = await kept(runExample("chat-server")).port();
    const ada = runPython(python, "chat_client", port, 5, "ada");
    expect([await ada.line(), await ada.line()]).toEqual(["who are you?", "hello ada, 0 here before you"]);

    const bob = await runPython(python, "chat_client", port, 2, "bob", LONG).end();

    expect(bob).toEqual({ code: 0, lines: ["who are you?", "hello bob, 1 here before you"], errors: "" });
    expect(await ada.end()).toEqual({ code: 0, lines: ["bob is here", `bob: ${LONG}`, "bob has left"], errors: "" });
  });

  it("two of ours chat on its server", async () => {
    const port = await runPython(python, "chat_server").port();
    const [ada, bob] = [kept(runExample("chat-client", port)), kept(runExample("chat-client", port))];
    expect([await ada.line(), await bob.line()]).toEqual(["welcome", "welcome"]);

    bob.type(LONG);
    const heard = await ada.line();
    ada.type("heard you");
    const answer = await bob.line();
    for (const client of [ada, bob]) client.endInput();

    expect([heard, answer]).toEqual([LONG, "heard you"]);
    expect(await Promise.all([ada.end(), bob.end()])).toEqual([
      { code: 0, lines: [], errors: "" },
      { code: 0, lines: [], errors: "" },
    ]);
  });
});
