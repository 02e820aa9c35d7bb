// Kinds of exception and JavaScript's errors, in both directions.

import { describe, expect, it } from "vitest";
import type { Raised } from "../../../spec/program.ts";
import { errorOf, raisedOf } from "./errors.ts";

class ExitNow extends Error {}

describe("an exception a program raises", () => {
  const cases: readonly Raised[] = [
    { kind: "os", errno: "ECONNRESET", text: "gone" },
    { kind: "value", text: "boom" },
    { kind: "value" },
    { kind: "type" },
    { kind: "attribute" },
    { kind: "key" },
    { kind: "index" },
    { kind: "not-implemented", text: "later" },
    { kind: "assertion" },
    { kind: "name-resolution" },
    { kind: "exit-now", text: "bye" },
    { kind: "interrupt" },
    { kind: "system-exit", text: "done" },
    { kind: "other", text: "odd" },
  ];
  it.each(cases)("is recorded as what it was: $kind $text", (raised) => {
    expect(raisedOf(errorOf(raised, ExitNow), ExitNow)).toEqual(raised);
  });

  it("has the system's text when it is an errno without one", () => {
    const error = errorOf({ kind: "os", errno: "EPIPE" }, ExitNow);
    expect(error).toMatchObject({ code: "EPIPE", errno: 32, message: "Broken pipe" });
  });

  it("is the implementation's own ExitNow", () => {
    expect(errorOf({ kind: "exit-now" }, ExitNow)).toBeInstanceOf(ExitNow);
  });
});

describe("an exception the implementation throws", () => {
  it("is of kind value when it is a RangeError", () => {
    expect(raisedOf(new RangeError("negative"), ExitNow)).toEqual({ kind: "value", text: "negative" });
  });

  it("is known by the name of its class, also of an outer one", () => {
    class AttributeError extends Error {}
    class NoSocket extends AttributeError {}
    expect(raisedOf(new NoSocket("no socket"), ExitNow)).toEqual({ kind: "attribute" });
  });

  it("is of kind exit-now when it derives from ExitNow, whatever code it has", () => {
    const error = Object.assign(new (class extends ExitNow {})("leave"), { code: "EPIPE" });
    expect(raisedOf(error, ExitNow)).toEqual({ kind: "exit-now", text: "leave" });
  });

  it("names would-block by the one name both its names have", () => {
    const error = Object.assign(new Error("again"), { code: "EWOULDBLOCK" });
    expect(raisedOf(error, ExitNow)).toEqual({ kind: "os", errno: "EAGAIN", text: "again" });
  });

  it("does not take Node's own codes for errno names", () => {
    const error = Object.assign(new TypeError("bad"), { code: "ERR_INVALID_ARG_TYPE" });
    expect(raisedOf(error, ExitNow)).toEqual({ kind: "type" });
  });

  it("may be anything at all", () => {
    expect(raisedOf("a string", ExitNow)).toEqual({ kind: "other", text: "a string" });
    expect(raisedOf(undefined, ExitNow)).toEqual({ kind: "other", text: "undefined" });
  });
});
