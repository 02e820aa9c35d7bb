// Holds ADAPTERS.md to what is so: its conversation is one that adapters really have, its tables name every member,
// its contents lead to every section.

import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { posixHost } from "../reference/posix/index.ts";
import type { PeerParams, PlayParams } from "../spec/adapter.ts";
import { findInterpreters, PYTHON_ADAPTER } from "./adapters/python.ts";
import { type SchemaName, shapeError } from "./load/validate.ts";
import { packagePath } from "./package-path.ts";
import { Peers } from "./peers/peers.ts";
import { Places } from "./play/places.ts";
import type { Place } from "./play/play.ts";

const PAGE = readFileSync(packagePath("conformance/ADAPTERS.md"), "utf8");

interface Message {
  readonly id: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** The messages of the conversation, and whose they are: `→` the suite's, `←` the adapter's. */
const CONVERSATION = (/```text\n([^`]*)```/.exec(PAGE)?.[1] ?? "")
  .split(/\n(?=[→←])/)
  .map((text) => ({ from: text[0], message: JSON.parse(text.slice(1)) as Message }));

const RESULTS: Readonly<Record<string, SchemaName>> = {
  initialize: "initialize-result",
  play: "play-result",
  peer: "peer-result",
};

/** What one play differs in from another, the same for all: its place, its ports, the interpreter's last number. */
function comparable(message: unknown, { address, directory }: Place): Message {
  const text = JSON.stringify(message).replaceAll(address, "ADDRESS").replaceAll(directory, "DIRECTORY");
  return JSON.parse(text.replace(/("ADDRESS",)\d+/g, "$10").replace(/"3\.11\.\d+"/, '"3.11"'));
}

const THERE = CONVERSATION.map(({ message }) => message).find(({ method }) => method === "play")?.params as PlayParams;
const SHOWN = CONVERSATION.map(({ from, message }) => ({ from, message: comparable(message, THERE) }));

let child: ChildProcess | null = null;
const places = new Places();
afterEach(() => {
  child?.kill("SIGKILL");
  places.release();
});

/** Has the conversation of the page with an adapter, at a place of its own, and gives both sides as they were. */
async function talkWith([program = "", ...args]: readonly string[]): Promise<typeof SHOWN> {
  const place = places.next(false);
  const peers = new Peers(posixHost, place.address, place.directory);
  const adapter = spawn(program, args, { stdio: ["pipe", "pipe", "ignore"] });
  child = adapter;
  const heard = createInterface({ input: adapter.stdout })[Symbol.asyncIterator]();
  const said: { from: string; message: Message }[] = [];
  const say = (message: unknown) => {
    adapter.stdin.write(`${JSON.stringify(message)}\n`);
    said.push({ from: "→", message: comparable(message, place) });
  };
  for (const { from, message } of CONVERSATION) {
    const here = JSON.stringify(message).replaceAll(THERE.address, place.address);
    if (from === "→" && message.method !== undefined)
      say(JSON.parse(here.replaceAll(THERE.directory, place.directory)));
    if (from === "→") continue; // Answers to the adapter are said when it asks.
    const answer = JSON.parse((await heard.next()).value ?? "null") as Message;
    said.push({ from: "←", message: comparable(answer, place) });
    if (answer.method !== undefined)
      say({ jsonrpc: "2.0", id: answer.id, result: peers.perform(answer.params as PeerParams) });
  }
  peers.close();
  return said;
}

/** What was said of the play: who is asked, and what is answered when nothing can be played, is each adapter's own. */
function ofThePlay(said: typeof SHOWN): typeof SHOWN {
  return said.slice(2, 6);
}

describe("the conversation", () => {
  it("is made of messages that are valid", () => {
    const methods = new Map<string, string>();
    const wrong = CONVERSATION.flatMap(({ from = "", message }) => {
      const { method, id, params, result } = message;
      const asker = method === undefined ? (from === "→" ? "←" : "→") : from;
      if (method !== undefined) methods.set(`${from}${id}`, method);
      const shapes: [SchemaName, unknown][] = from === "←" ? [["from-adapter", message]] : [];
      if (from === "→" && method !== undefined) shapes.push(["request", message]);
      if (method === "peer") shapes.push(["peer-params", params]);
      const answered = RESULTS[methods.get(`${asker}${id}`) ?? ""];
      if (method === undefined && result !== undefined && answered !== undefined) shapes.push([answered, result]);
      return shapes.flatMap(([name, value]) => shapeError(name, value) ?? []);
    });

    expect(wrong).toEqual(['params.program.steps[0] has an unknown op "no-such-op"']); // That is what is refused.
    expect(new Set(methods.values())).toEqual(new Set(["initialize", "play", "peer", "shutdown"]));
    expect(SHOWN.map(({ from }) => from).join("")).toBe("→←→←→←→←→←");
  });

  it("is folded, one message for each line of the wire, and no line too long to be read", () => {
    expect(CONVERSATION.map(({ message }) => JSON.stringify(message)).filter((line) => line.includes("\n"))).toEqual(
      [],
    );
    expect((/```text\n([^`]*)```/.exec(PAGE)?.[1] ?? "").split("\n").filter((line) => line.length > 125)).toEqual([]);
  });

  const python = findInterpreters(process.env).get("3.11");
  it.skipIf(python === undefined)("is what the Python adapter says", async () => {
    expect(await talkWith([python ?? "", PYTHON_ADAPTER])).toEqual(SHOWN);
  });

  it("is what the reference's player says of the play", async () => {
    const player = packagePath("conformance/adapters/typescript/main.ts");
    const said = await talkWith([process.execPath, player, packagePath("reference/index.ts")]);

    expect(ofThePlay(said)).toEqual(ofThePlay(SHOWN));
  });
});

interface Schema {
  readonly definitions: Readonly<Record<string, { properties?: object; required?: readonly string[] }>>;
}

describe("the page", () => {
  const schema = JSON.parse(readFileSync(packagePath("spec/schema/initialize-result.schema.json"), "utf8")) as Schema;
  const table = PAGE.split("## Shaking hands")[1]?.split("\n## ")[0] ?? "";

  it.each(["Implementation", "Capabilities"])("names every member of %s, and says which may be absent", (name) => {
    const { properties = {}, required = [] } = schema.definitions[name] ?? {};
    const rows = [...table.matchAll(new RegExp(`^\\| \`${name.toLowerCase()}\\.(\\w+\\??)\``, "gm"))].map(
      ([, member]) => member,
    );

    expect(rows).toEqual(Object.keys(properties).map((member) => (required.includes(member) ? member : `${member}?`)));
  });

  it("names every value a capability can have", () => {
    const lists = JSON.stringify(schema.definitions).matchAll(/"(?:enum":\[([^\]]*)\]|const":("[^"]*"))/g);
    const values = [...lists].flatMap(([, several, one]) => JSON.parse(`[${several ?? one}]`) as string[]);

    expect(values.length).toBeGreaterThan(10);
    expect(values.filter((value) => !table.includes(`\`${value}\``))).toEqual([]);
  });

  it("begins with contents that lead to every section, and to none that is not there", () => {
    const sections = [...PAGE.matchAll(/^## (.*)$/gm)].map(([, title = ""]) =>
      title.toLowerCase().replaceAll(" ", "-"),
    );
    const contents = PAGE.split("\n## ")[0] ?? "";

    expect([...contents.matchAll(/\(#([a-z-]+)\)/g)].map(([, anchor]) => anchor)).toEqual(sections);
    expect([...PAGE.matchAll(/\(#([a-z-]+)\)/g)].filter(([, anchor = ""]) => !sections.includes(anchor))).toEqual([]);
  });
});
