// Whether bytes are accounted for: as part of normalising, where recordings and judgements meet.

import { crc32 } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Action, Program } from "../../spec/program.ts";
import type { ActionObservation, Observation, Trace } from "../../spec/trace.ts";
import { context } from "../testing/normalising.ts";
import { normalise } from "./normalise.ts";

const LARGE = { repeat: "0123456789", times: 1000 };
const LARGE_PART_CRC32 = crc32(Buffer.from("0123456789".repeat(40)));

/** A channel that sends, and a peer that is asked for what the channel says it sent. */
function sending(...sends: Action[]): Program {
  const steps: Action[] = [...sends, { op: "peer.recv", peer: "wire", from: "client" }];
  return { world: "loopback", channels: { client: { base: "dispatcher" } }, steps };
}

function send(asked: number, returned: number | null): ActionObservation {
  return { kind: "action", depth: 0, op: "send", of: "client", asked, ...(returned === null ? {} : { returned }) };
}

function received(data: string | { length: number; crc32: number }): ActionObservation {
  return { kind: "action", depth: 0, op: "peer.recv", of: "wire", returned: { saw: "data", data } };
}

const ALL = { returned: { saw: "data", data: "all that was sent" } };

describe("bytes received", () => {
  const abc: Action = { op: "send", channel: "client", data: "abc" };
  const xyz: Action = { op: "send", channel: "client", data: "xyz" };
  const large: Action = { op: "send", channel: "client", data: LARGE };
  const of = (program: Program, ...trace: Trace) => normalise(trace, context("exact", program)).at(-1);

  it("are named when they are what the channel says it sent", () => {
    expect(of(sending(abc), send(3, 3), received("abc"))).toMatchObject(ALL);
    expect(of(sending(abc), send(3, 2), received("ab"))).toMatchObject(ALL);
    expect(of(sending(abc, xyz), send(3, 3), send(3, 1), received("abcx"))).toMatchObject(ALL);
    expect(of(sending(large), send(10_000, 400), received({ length: 400, crc32: LARGE_PART_CRC32 }))).toMatchObject(
      ALL,
    );
  });

  it("stay what they were when they are too many, too few or others", () => {
    for (const data of ["ab", "abcd", "abd", ""])
      expect(of(sending(abc), send(3, 3), received(data))).toEqual(received(data));
    const other = received({ length: 400, crc32: 1 });
    expect(of(sending(large), send(10_000, 400), other)).toEqual(other);
  });

  it("are told from those of another send of the same length", () => {
    expect(of(sending(abc, xyz), send(3, 3), send(3, 3), received("abcabc"))).toEqual(received("abcabc"));
    expect(of(sending(abc, xyz), send(3, 3), send(3, 3), received("xyzabc"))).toEqual(received("xyzabc"));
  });

  it("are counted from one check to the next", () => {
    const program = { ...sending(), steps: [...sending(abc).steps, ...sending(xyz).steps] };
    const trace = [send(3, 3), received("abc"), send(3, 3), received("abcxyz")];

    expect(of(program, ...trace)).toEqual(received("abcxyz"));
    expect(of(program, ...trace.slice(0, 3), received("xyz"))).toMatchObject(ALL);
  });

  it("are found where a reaction sends them", () => {
    const program: Program = {
      world: "loopback",
      channels: { client: { base: "dispatcher", on: { handle_connect: [{ do: [abc] }, { do: [xyz] }] } } },
      steps: [{ op: "poll" }, { op: "peer.recv", peer: "wire", from: "client" }],
    };
    const event: Observation = { kind: "event", depth: 1, event: "handle_connect", of: "client" };
    const trace: Trace = [
      { kind: "action", depth: 0, op: "poll" },
      event,
      { ...send(3, 3), depth: 2 },
      event,
      { ...send(3, 3), depth: 2 },
    ];

    expect(of(program, ...trace, received("abcxyz"))).toMatchObject(ALL);
    expect(of(program, ...trace, received("xyzabc"))).toEqual(received("xyzabc"));
  });

  it("are all that was asked of a channel that buffers", () => {
    const buffering: Program = { ...sending(abc), channels: { client: { base: "dispatcher_with_send" } } };

    expect(of(buffering, send(3, null), received("abc"))).toMatchObject(ALL);
    expect(of(buffering, send(3, null), received("ab"))).toEqual(received("ab"));
    expect(of(sending(abc), send(3, null), received("abc"))).toEqual(received("abc"));
  });

  it("stay different when the trace is normalised again, though short sends have lost their number by then", () => {
    const program = sending(abc, large);
    const once = normalise([send(3, 3), send(10_000, 400), received("abc")], context("exact", program));

    const twice = normalise(once, context("exact", program));

    expect(twice.at(-1)).toEqual(received("abc"));
  });

  it("of a peer nobody asked about are left alone", () => {
    const program: Program = { ...sending(), steps: [abc, { op: "peer.recv", peer: "wire" }] };

    expect(of(program, send(3, 3), received("abc"))).toEqual(received("abc"));
  });
});
