import { describe, expect, it } from "vitest";
import { invariant, SuiteError, type SuiteErrorCode } from "./suite-error.ts";

describe("a fault of the world", () => {
  it.each<[SuiteErrorCode, number]>([
    ["usage", 2],
    ["bad-program", 2],
    ["output-unwritable", 2],
    ["adapter-missing", 3],
    ["adapter-unusable", 3],
    ["protocol-mismatch", 3],
    ["bad-fixture", 4],
    ["oracle-unusable", 4],
    ["internal", 4],
    ["nothing-selected", 5],
    ["interrupted", 130],
  ])("called %s ends a command with %i", (code, exitCode) => {
    const error = new SuiteError(code, "What happened.", "What to do.");

    expect(error).toMatchObject({ code, exitCode, message: "What happened.", remedy: "What to do." });
  });
});

describe("an invariant", () => {
  it("says nothing while it holds", () => {
    expect(() => invariant(1 < 2, "one is less than two")).not.toThrow();
  });

  it("is a mistake of ours when it does not", () => {
    expect(() => invariant(0, "there is something")).toThrow(
      expect.objectContaining({ code: "internal", message: "This should be impossible: there is something." }),
    );
  });
});
