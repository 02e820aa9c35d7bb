// What actions hand to an implementation, seen from inside one that notes what it is given.

import { beforeEach, describe, expect, it } from "vitest";
import type { PeerParams } from "../../../spec/adapter.ts";
import type { Action, ChannelEvent, Reactions } from "../../../spec/program.ts";
import type { Trace } from "../../../spec/trace.ts";
import { play } from "./play.ts";
import { Printing } from "./printing.ts";
import type { AsyncoreModule } from "./shape.ts";
import { PLAIN } from "./variant.ts";

/** What the module was given, in order: the method, then its arguments. */
const given: unknown[][] = [];
/** What peers were asked for. */
const asked: PeerParams[] = [];
beforeEach(() => {
  given.length = 0;
  asked.length = 0;
});

function noting(method: string): (...args: unknown[]) => void {
  return (...args) => {
    given.push([method, ...args]);
  };
}

class Chat {
  send = noting("send");
  push(data: unknown): void {
    noting("push")(data);
    if (typeof data === "number") throw new TypeError("no bytes");
  }
  pushWithProducer = noting("pushWithProducer");
  setTerminator = noting("setTerminator");
  getTerminator(): unknown {
    return null;
  }
  log = noting("log");
  recv = noting("recv");
  collectIncomingData(data: unknown): void {
    noting("collectIncomingData")(data);
  }
  discardBuffers(): void {
    noting("getTerminator")(this.getTerminator());
  }
}

class Wrapper {
  send = noting("send");
  write = noting("write");
  recv = noting("recv");
  read = noting("read");
}

const MODULE: unknown = {
  socketMap: new Map(),
  ExitNow: class extends Error {},
  AsyncChat: Chat,
  FileWrapper: Wrapper,
};

async function traceOf(steps: readonly Action[], on: Reactions<ChannelEvent> = {}): Promise<Trace> {
  const askPeer = (params: PeerParams) => {
    asked.push(params);
    return {};
  };
  const setting = { module: MODULE as AsyncoreModule, printing: new Printing(), variant: PLAIN, askPeer };
  const program = {
    world: "loopback",
    channels: { one: { base: "async_chat", on } },
    producers: { words: { on: { more: ["word"] } } },
    steps: [{ op: "new", channel: "one" }, ...steps],
  } as const;
  return await play(setting, program, { address: "127.0.0.1", directory: "/nowhere" });
}

async function givenBy(steps: readonly Action[], on: Reactions<ChannelEvent> = {}): Promise<unknown[][]> {
  await traceOf(steps, on);
  return given;
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

describe("what is handed over", () => {
  it("is bytes where bytes are meant, and whatever is no string as it is", async () => {
    const calls = await givenBy([
      { op: "push", channel: "one", data: "\u00ff" },
      { op: "push", channel: "one", data: { value: "ab" } },
      { op: "push", channel: "one", data: { value: null } },
      { op: "set_terminator", channel: "one", terminator: "\n" },
      { op: "set_terminator", channel: "one", terminator: 5 },
      { op: "set_terminator", channel: "one", terminator: null },
    ]);

    expect(calls).toEqual([
      ["push", bytes("\u00ff")],
      ["push", bytes("ab")],
      ["push", null],
      ["setTerminator", bytes("\n")],
      ["setTerminator", 5],
      ["setTerminator", null],
    ]);
  });

  it("is bytes by a call, too, and text where something is logged", async () => {
    const calls = await givenBy([
      { op: "call", channel: "one", event: "send", args: ["ab"] },
      { op: "call", channel: "one", event: "collect_incoming_data", args: ["ab"] },
      { op: "call", channel: "one", event: "recv", args: [7] },
      { op: "call", channel: "one", event: "log", args: ["a word"] },
    ]);

    expect(calls).toEqual([
      ["send", bytes("ab")],
      ["collectIncomingData", bytes("ab")],
      ["recv", 7],
      ["log", "a word"],
    ]);
  });

  it("is bytes when the program says what the terminator is", async () => {
    const steps = [1, 2, 3].map(() => ({ op: "discard_buffers", channel: "one" }) as const);

    const calls = await givenBy(steps, { get_terminator: ["\n", 5, null] });

    expect(calls).toEqual([
      ["getTerminator", bytes("\n")],
      ["getTerminator", 5],
      ["getTerminator", null],
    ]);
  });

  it("is one and the same producer under one name", async () => {
    const push = { op: "push_with_producer", channel: "one", producer: "words" } as const;

    const [[, first], [, second]] = (await givenBy([push, push])) as [unknown[], unknown[]];

    expect(first).toBe(second);
  });

  it("goes to the method of a wrapper that the program names", async () => {
    const calls = await givenBy([
      { op: "file.bad", as: "file" },
      { op: "wrapper.new", as: "wrapper", file: "file" },
      { op: "wrapper.send", wrapper: "wrapper", data: "ab" },
      { op: "wrapper.send", wrapper: "wrapper", data: "ab", as: "write" },
      { op: "wrapper.recv", wrapper: "wrapper", size: 3 },
      { op: "wrapper.recv", wrapper: "wrapper", size: 3, as: "read" },
    ]);

    expect(calls).toEqual([
      ["send", bytes("ab")],
      ["write", bytes("ab")],
      ["recv", 3],
      ["read", 3],
    ]);
  });
});

describe("what the module does not have", () => {
  it("is no attribute", async () => {
    const trace = await traceOf([
      { op: "find_prefix_at_end", haystack: "", needle: "" },
      { op: "simple_producer", data: "", calls: 1 },
      { op: "_get_data", channel: "one" },
    ]);

    const raised = trace.flatMap((one) => ("raised" in one ? [one.raised] : []));
    expect(raised).toEqual([{ kind: "attribute" }, { kind: "attribute" }, { kind: "attribute" }]);
  });
});

describe("what a channel says it sent", () => {
  it("is all that was pushed since a peer last looked, and nothing that was refused or was no bytes", async () => {
    const push = (data: Extract<Action, { op: "push" }>["data"]) => ({ op: "push", channel: "one", data }) as const;
    const look = { op: "peer.recv", peer: "wire", from: "one" } as const;

    await givenBy([push("four"), push({ value: "five5" }), look, push({ value: 7 }), push({ value: true }), look]);

    expect(asked.map(({ sent }) => sent)).toEqual([9, 0]);
  });
});
