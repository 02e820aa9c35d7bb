import { describe, expect, it } from "vitest";
import { anchorOf, caseLink, code, idsIn, sentence, table, versionsText, withLinks } from "./markdown.ts";

describe("a sentence written without Markdown", () => {
  it("shows names of methods as code", () => {
    expect(sentence("Then handle_read follows, dispatcher.__init__() does not.")).toBe(
      "Then `handle_read` follows, `dispatcher.__init__()` does not.",
    );
  });

  it("shows calls with their arguments as code, and ordinary words in brackets as they are", () => {
    expect(sentence("set_socket(socket, map) stores it (as ever).")).toBe(
      "`set_socket(socket, map)` stores it (as ever).",
    );
  });

  it("keeps code as it is and takes nothing else for markup", () => {
    expect(sentence("`a_b < c` is <CHANNEL at 1> or [file|line] * 2")).toBe(
      "`a_b < c` is \\<CHANNEL at 1\\> or \\[file\\|line\\] \\* 2",
    );
  });
});

describe("clause ids in Markdown", () => {
  it("become links where they are known and not code", () => {
    expect(withLinks("LOOP-01, LOOP-99 and `LOOP-01`")).toBe("[LOOP-01](#loop-01), LOOP-99 and `LOOP-01`");
  });

  it("are found, known or not, each once", () => {
    expect(idsIn("LOOP-01, LOOP-99, LOOP-01 and UTF-8")).toEqual(["LOOP-01", "LOOP-99"]);
  });
});

describe("the pieces of a page", () => {
  it("name runs of versions by their ends, but never across those nobody recorded", () => {
    expect(versionsText(["2.7", "3.6", "3.7", "3.9", "3.10", "3.11"])).toBe("2.7, 3.6 – 3.7, 3.9 – 3.11");
  });

  it("make headings and their links meet", () => {
    expect(anchorOf("ERROR: Exceptions, `handle_error` and logging")).toBe("error-exceptions-handle_error-and-logging");
  });

  it("put code that has a backtick between two", () => {
    expect(code("a`b")).toBe("`` a`b ``");
  });

  it("shorten the link of a scenario in its own area", () => {
    const links = ["map/one", "mapping/one"].map((id) =>
      caseLink({ id, file: `fixtures/scenarios/${id}.json` }, "MAP"),
    );

    expect(links).toEqual([
      "[one](../fixtures/scenarios/map/one.json)",
      "[mapping/one](../fixtures/scenarios/mapping/one.json)",
    ]);
  });

  it("centre the columns they are told to", () => {
    expect(table(["a", "b"], [["1", "2\n3"]], new Set(["b"]))).toBe("| a | b |\n| --- | :-: |\n| 1 | 2<br>3 |");
  });
});
