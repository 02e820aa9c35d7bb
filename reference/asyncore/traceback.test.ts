import { describe, expect, it } from "vitest";
import { currentError, handling } from "./current-error.ts";
import { AssertionError } from "./errors.ts";
import { compactTraceback } from "./traceback.ts";

function thrown(): Error {
  const innermost = () => {
    throw new Error("here");
  };
  try {
    innermost();
  } catch (error) {
    return error as Error;
  }
  return new Error("unreachable");
}

describe("the condensed traceback", () => {
  it("names where an error was thrown, and the whole way outermost first", () => {
    const error = thrown();

    const { innermost, text, error: same } = compactTraceback(error);

    expect(same).toBe(error);
    expect(innermost).toEqual([
      expect.stringContaining("traceback.test.ts"),
      "innermost",
      expect.stringMatching(/^\d+$/),
    ]);
    expect(text).toMatch(/^\[.+\] \[.+\|thrown\|\d+\] \[.+\|innermost\|\d+\]$/);
    expect(text.endsWith(`[${innermost.join("|")}]`)).toBe(true);
  });

  it("keeps its borders when a name contains them", () => {
    const error = new Error();
    error.stack =
      "Error\n    at Map.[Symbol|iterator] [as values] (file:///x[1].js:3:7)\n    at async /y.js:9:1\n    at native";

    expect(compactTraceback(error).text).toBe("[/y.js|<module>|9] [/x_1_.js|Map._Symbol_iterator_|3]");
  });

  it("is that of the error being handled when none is given", () => {
    const [outer, inner] = [new Error("outer"), new Error("inner")];

    const seen = handling(outer, () => [
      compactTraceback().error,
      handling(inner, () => compactTraceback().error),
      currentError(),
    ]);

    expect(seen).toEqual([outer, inner, outer]);
    expect(currentError()).toBe(undefined);
  });

  it("does not exist without an error", () => {
    expect(() => compactTraceback()).toThrow(new AssertionError("traceback does not exist"));
  });
});
