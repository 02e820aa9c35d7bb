import { describe, expect, it } from "vitest";
import { supportedPlatform } from "./constants.ts";

describe("platforms", () => {
  it("that are known are taken as they are", () => {
    expect(["linux", "darwin"].map(supportedPlatform)).toEqual(["linux", "darwin"]);
  });

  it("that are not known are refused with the remedy", () => {
    expect(() => supportedPlatform("win32")).toThrow(/Linux or macOS, and this is "win32".*Linux container/);
  });
});
