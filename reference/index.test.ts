import { readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { AsyncoreModule } from "../conformance/adapters/typescript/shape.ts";
import * as asyncore from "./index.ts";
import { posixHost } from "./posix/index.ts";

describe("the reference", () => {
  it("has the shape the suite plays on", () => {
    expectTypeOf<typeof asyncore>().toExtend<AsyncoreModule>();
  });

  it("goes by the version of the package", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
    };

    expect(asyncore.implementation.version).toBe(version);
  });

  it("lives on the real kernel, with every map made later", () => {
    expect(asyncore.socketMap.host).toBe(posixHost);
    expect(new asyncore.SocketMap().host).toBe(posixHost);
  });
});
