import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { identityWith } from "../testing/fake-adapter.ts";
import { type SchemaName, shapeError, shapeErrors } from "./validate.ts";

const PROGRAM = { world: "loopback", channels: {}, steps: [] };
const SCENARIO = { title: "A title long enough", clauses: ["LOOP-01"], why: "Because of this.", program: PROGRAM };

function program(...steps: object[]): object {
  return { ...PROGRAM, steps };
}

function channel(declaration: object): object {
  return { ...PROGRAM, channels: { "a/b~c": declaration } };
}

describe("a value of the right shape", () => {
  it.each<[SchemaName, unknown]>([
    ["program", program({ op: "send", channel: "a", data: { repeat: "ab", times: 3 } })],
    ["scenario", SCENARIO],
    ["recording", { program: "0", traces: [{ versions: ["3.11"], interpreters: [], kernel: "Linux", trace: [] }] }],
    ["from-adapter", { jsonrpc: "2.0", id: 1, result: null }],
    ["play-result", { trace: [{ kind: "action", depth: 0, op: "peer.recv", returned: { saw: "data", data: "x" } }] }],
    ["peer-params", { action: { op: "peer.saw", peer: "a", saw: "end" } }],
  ])("has nothing wrong: %s", (name, value) => {
    expect(shapeError(name, value)).toBeNull();
  });
});

describe("a schema", () => {
  it.each(readdirSync(packagePath("spec/schema")))("is one: %s", (file) => {
    const schema = JSON.parse(readFileSync(packagePath(`spec/schema/${file}`), "utf8"));
    const ajv = new Ajv({ discriminator: true, strict: false });

    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
  });
});

describe("a value of another shape", () => {
  it("hears of every type that would be good", () => {
    expect(shapeError("from-adapter", { jsonrpc: "2.0", id: "1", result: null })).toBe("id must be a number or null");
  });

  it.each<[string, SchemaName, unknown]>([
    ['steps[1] has an unknown op "sned"', "program", program({ op: "collect" }, { op: "sned" })],
    ['steps[0] lacks the member "op"', "program", program({})],
    ['steps[0] lacks the member "data"', "program", program({ op: "send", channel: "a" })],
    ['steps[0] has a member "cuont" that is not known here', "program", program({ op: "loop", cuont: 1 })],
    ['steps[0].to lacks the member "any"', "program", program({ op: "connect", channel: "a", to: { hots: "x" } })],
    [
      'steps[0].channel must match pattern "^[a-z][A-Za-z0-9_-]{0,39}$"',
      "program",
      program({ op: "close", channel: "A b" }),
    ],
    ['world must be one of loopback, scripted, not "looback"', "program", { ...PROGRAM, world: "looback" }],
    ["steps must be an array", "program", { ...PROGRAM, steps: {} }],
    ["steps[0].backlog must be a number", "program", program({ op: "listen", channel: "a", backlog: "5" })],
    ["limits.depth must be >= 1", "program", { ...PROGRAM, limits: { depth: 0 } }],
    ["the top must be an object", "program", null],
    [
      'channels.a/b~c.base must be one of dispatcher, dispatcher_with_send, file_dispatcher, async_chat, not "chat"',
      "program",
      channel({ base: "chat" }),
    ],
    [
      'channels.a/b~c.on has a member "handle_raed" that is not known here',
      "program",
      channel({ base: "dispatcher", on: { handle_raed: [] } }),
    ],
    [
      'channels.a/b~c.on.handle_read[0].do[0] has an unknown op "sned"',
      "program",
      channel({ base: "dispatcher", on: { handle_read: [{ do: [{ op: "sned" }] }] } }),
    ],
    [
      'targets[0] must be one of 2.7, 3.6, 3.7, 3.8, 3.9, 3.10, 3.11, not "3.12"',
      "scenario",
      { ...SCENARIO, targets: ["3.12"] },
    ],
    ["clauses must NOT have fewer than 1 items", "scenario", { ...SCENARIO, clauses: [] }],
    ['the top lacks the member "trace"', "play-result", {}],
    ['trace[0] has an unknown kind "wirtten"', "play-result", { trace: [{ kind: "wirtten" }] }],
    [
      'trace[0].returned.saw must be one of nothing, end, connection, done, not "smoke"',
      "play-result",
      { trace: [{ kind: "action", depth: 0, op: "loop", returned: { saw: "smoke" } }] },
    ],
    ['method must be peer, not "hello"', "from-adapter", { jsonrpc: "2.0", id: 1, method: "hello" }],
    ['action.op is none that is known: "peer.smile"', "peer-params", { action: { op: "peer.smile", peer: "a" } }],
  ])("is told where and how: %s", (wrong, name, value) => {
    expect(shapeError(name, value)).toBe(wrong);
  });

  it("is told the clauses there are, some of them, and how many", () => {
    expect(shapeError("scenario", { ...SCENARIO, clauses: ["LOOP-01", "LOOP-99"] })).toMatch(
      /^clauses\[1\] must be one of LOOP-01, .* … \(\d{3} in all\), not "LOOP-99"$/,
    );
  });

  it("is not looked at when it is nested too deeply", () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) value = { list: [value] };

    expect(shapeError("play-result", { trace: [{ kind: "action", depth: 0, op: "get", returned: value }] })).toBe(
      "the top is nested too deeply to be looked at",
    );
    expect(shapeError("play-result", { trace: [] })).toBeNull();
  });

  it("is quoted, short, and not at all when it is nested too deeply for that", () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 100_000; depth += 1) deep = { kind: deep };

    expect(shapeError("play-result", { trace: [deep] })).toBe(
      "trace[0] has an unknown kind something that is nested too deeply to be shown",
    );
    expect(shapeError("play-result", { trace: [{ kind: "x".repeat(1000) }] })).toBe(
      `trace[0] has an unknown kind "${"x".repeat(119)}…`,
    );
  });

  it("is told every event there is, and not only those of the first kind of thing that has events", () => {
    const trace = [{ kind: "event", depth: 0, of: "a", event: "handle_reed" }];

    expect(shapeError("play-result", { trace })).toMatch(
      /^trace\[0\]\.event must be one of .*found_terminator.* … \(29 in all\), not "handle_reed"$/,
    );
  });
});

describe("everything that is wrong", () => {
  const whole = {
    protocolVersion: 1,
    implementation: { name: "mine", version: "1", language: "C" },
    adapter: { version: "1" },
    capabilities: {
      ...{ worlds: ["loopback"], bases: ["dispatcher"], pollers: ["select"], families: ["inet"], passes: true },
      ...{ nesting: true, peersInReactions: true, collects: false, python: false },
    },
  };

  it("is nothing where nothing is", () => {
    expect(shapeErrors("initialize-result", whole)).toEqual([]);
  });

  it("is told at once, each thing once", () => {
    const { nesting: _nesting, collects: _collects, ...capabilities } = whole.capabilities;
    const wrong = {
      ...whole,
      implementation: { name: "", version: "1" },
      capabilities: {
        ...capabilities,
        bases: ["Dispatcher", "chat"],
        families: ["ipv4"],
        passes: "yes",
        threads: true,
      },
    };

    expect([...shapeErrors("initialize-result", wrong)].sort()).toEqual([
      'capabilities has a member "threads" that is not known here',
      'capabilities lacks the member "collects"',
      'capabilities lacks the member "nesting"',
      'capabilities.bases[0] must be one of dispatcher, dispatcher_with_send, file_dispatcher, async_chat, not "Dispatcher"',
      'capabilities.bases[1] must be one of dispatcher, dispatcher_with_send, file_dispatcher, async_chat, not "chat"',
      'capabilities.families[0] must be one of inet, inet6, unix, datagram, pipe, terminal, not "ipv4"',
      "capabilities.passes must be a boolean",
      'implementation lacks the member "language"',
      "implementation.name must NOT have fewer than 1 characters",
    ]);
  });

  it("is a name too long to be shown wherever a name is shown", () => {
    const identity = { ...identityWith(), implementation: { name: "n".repeat(201), version: "1", language: "C" } };

    expect(shapeErrors("initialize-result", identity)).toEqual([
      "implementation.name must NOT have more than 200 characters",
    ]);
  });

  it("is one thing of what is no object at all", () => {
    expect(shapeErrors("initialize-result", [])).toEqual(["the top must be an object"]);
  });
});
