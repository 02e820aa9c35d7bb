import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packagePath } from "../package-path.ts";
import { actionTables, type Definitions, eventTables, withSection } from "./action-tables.ts";

const schema = readFileSync(packagePath("spec/schema/program.schema.json"), "utf8");
const { definitions } = JSON.parse(schema) as { definitions: Definitions };
const [actions, events] = [actionTables(definitions), eventTables(definitions)];

describe("the tables of ADAPTERS.md", () => {
  it("name every action there is, once", () => {
    const ops = [...new Set(JSON.stringify(definitions).match(/(?<="op":\{"type":"string","const":")[^"]+/g))];
    const rows = [...actions.matchAll(/^\| `([\w.]+)` \|/gm)].map(([, op]) => op);

    expect(ops.length).toBeGreaterThan(70);
    expect(rows.sort()).toEqual(ops.sort());
  });

  it("say of each member what it is, whether it may be absent, and what the action needs", () => {
    expect(actions).toContain("| `create_socket` | `channel` Name; `family?` Family; `type?` SocketType |  |");
    expect(actions).toContain(
      '| `peer.pipe` | `peer` Name; `direction` `"to-program"` or `"from-program"` | `families: pipe` |',
    );
    expect(actions).toContain(
      "| `poll2` | `timeout?` number or null; `map?` Name; `timed?` `true` | `passes`, `pollers: poll` |",
    );
  });

  it("explain every value a member has", () => {
    const used = [...actions.matchAll(/\b[A-Z][A-Za-z]+\b(?=[;,) |}])/g)].map(([word]) => word);
    const values = new Set(used.filter((word) => word in definitions));
    const explained = [...actions.matchAll(/^\| ([A-Z]\w+) \|/gm), ...events.matchAll(/^\| ([A-Z]\w+) \|/gm)];
    const known = explained.map(([, name]) => name);

    expect(values.size).toBeGreaterThan(10);
    expect([...values].filter((value) => !known.includes(value))).toEqual([]);
  });

  it("stand between their marks, and everything around them stays", () => {
    const page = "before\n<!-- x: written by npm run spec -->\nold\n<!-- end of x -->\nafter\n";
    const written = withSection(page, "x", "new");

    expect(written).toBe("before\n<!-- x: written by npm run spec -->\n\nnew\n\n<!-- end of x -->\nafter\n");
    expect(withSection(written, "x", "new")).toBe(written);
    expect(() => withSection(page, "y", "new")).toThrow('has the marks of "y"');
  });
});
