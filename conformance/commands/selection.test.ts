import { expect, it } from "vitest";
import { scenario } from "../testing/certifying.ts";
import { clauseNamed, selectNamed } from "./selection.ts";

const CASES = [scenario("connect/a", ["CONNECT-07"]), scenario("loop/b", ["LOOP-10", "CONNECT-07"])];

it.each<[string, readonly string[]]>([
  ["connect-7", ["connect/a", "loop/b"]],
  ["CONNECT-007", ["connect/a", "loop/b"]],
  ["Loop-10", ["loop/b"]],
  ["loop", ["loop/b"]],
])("a clause is selected however its number is written: %s", (word, ids) => {
  expect(selectNamed(CASES, [word]).map(({ id }) => id)).toEqual(ids);
});

it.each(["connect-70", "connect-7x", "connect", "connect-", "-7", ""])("%j names no clause", (word) => {
  expect(clauseNamed(word)).toBeNull();
});
