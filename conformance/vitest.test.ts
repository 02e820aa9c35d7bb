import { describe, expect, it } from "vitest";
import { adapterWords } from "./vitest.ts";

describe("an adapter in an environment variable", () => {
  it.each<[string, readonly string[]]>([
    ["python3.11 adapter.py", ["python3.11", "adapter.py"]],
    ["  ./mine\t-x\n", ["./mine", "-x"]],
    ['["./my adapter", "", "[x]"]', ["./my adapter", "", "[x]"]],
    ["", []],
  ])("is words, or a JSON array of them: %j", (text, words) => {
    expect(adapterWords(text)).toEqual(words);
  });

  it.each(['["a", 1]', "[oops", '["a"', '[["a"]]'])("is refused when it is no list of words: %s", (text) => {
    expect(() => adapterWords(text)).toThrow(
      expect.objectContaining({
        code: "usage",
        message: `${text} is no list of words.`,
        remedy: 'Write the adapter as ["program", "argument"] or as words.',
      }),
    );
  });
});
